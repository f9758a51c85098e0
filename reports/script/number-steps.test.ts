import { expect, it } from 'vitest'
import type { TestCase } from '#domain/test-case.ts'
import { callRow, stepRow, testCase } from '#traceability/testing/sample-definitions.ts'
import { mostSteps, numberSteps } from './number-steps.ts'

const held = (...cases: readonly TestCase[]): ReadonlyMap<string, TestCase> =>
  new Map(cases.map((item) => [item.key, item]))

it('writes the rows of a called precursor after the call, at any depth', () => {
  const inner = testCase('LVV-T2', 'Inner', [stepRow('c', 'core.echo')])
  const outer = testCase('LVV-T1', 'Outer', [callRow('b', 'LVV-T2'), stepRow('d', 'core.echo')])
  const rows = [stepRow('a', 'core.echo'), callRow('o', 'LVV-T1'), callRow('x', 'LVV-T404')]
  expect(
    numberSteps(rows, held(inner, outer)).map(({ number, row, from }) => [
      number,
      row.id,
      from?.key,
    ]),
  ).toEqual([
    ['1', 'a', undefined],
    ['2', 'o', undefined],
    ['2-1', 'b', 'LVV-T1'],
    ['2-1-1', 'c', 'LVV-T2'],
    ['2-2', 'd', 'LVV-T1'],
    ['3', 'x', undefined],
  ])
})

it('ends where precursors call each other, and where calls multiply', () => {
  const one = testCase('LVV-T1', 'One', [callRow('a', 'LVV-T2')])
  const two = testCase('LVV-T2', 'Two', [callRow('b', 'LVV-T1')])
  expect(numberSteps([callRow('x', 'LVV-T1')], held(one, two))).toHaveLength(3)
  const doubling = [...Array(40).keys()].map((index) =>
    testCase(`LVV-T${index}`, 'Twice', [
      callRow('a', `LVV-T${index + 1}`),
      callRow('b', `LVV-T${index + 1}`),
    ]),
  )
  expect(numberSteps([callRow('x', 'LVV-T0')], held(...doubling))).toHaveLength(mostSteps)
})

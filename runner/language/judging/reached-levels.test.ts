import { expect, test } from 'vitest'
import { measured, parameter } from './judging-for-test.ts'

const levels = { minimum: 20, design: 10, stretch: 5 }

test.each([
  [4, 'pass', [true, true, true], 'reaches minimum and design and stretch'],
  [5, 'pass', [true, true, true], 'reaches minimum and design and stretch'],
  [9, 'pass', [true, true, false], 'reaches minimum and design, not stretch'],
  [15, 'fail', [true, false, false], 'reaches minimum, not design or stretch'],
  [25, 'fail', [false, false, false], 'reaches no level (minimum, design, stretch)'],
])('%i mas against at most 10 is %s and reaches %j', (value, verdict, reached, says) => {
  const judged = measured(value, { kind: 'meets', limit: parameter(10, { levels }) })
  expect([judged.verdict, Object.values(judged.levels ?? {})]).toEqual([verdict, reached])
  expect(judged.message).toContain(says)
})

test('levels of a target are shown, in the unit of the measurement', () => {
  const limit = parameter(10, { levels: { design: 10 } })
  const judged = measured(0.009, { kind: 'compares', limit }, { unit: 'arcsec' })
  expect([judged.verdict, judged.levels]).toEqual(['pass', { design: true }])
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { TestCase } from '#domain/test-case.ts'
import {
  callRow,
  caseOf,
  elementOf,
  manualRow,
  meets,
  ownLimit,
  parameter,
  requirementsOf,
  stepRow,
} from '#grading/testing/rows-for-test.ts'
import type { CriterionCode } from './criteria.ts'
import { gradeDetail } from './grade-detail.ts'

const requirements = requirementsOf({
  'DMS-REQ-0001': [parameter('queryTime', 10, 's')],
  'DMS-REQ-0002': [parameter('AM1', 10, 'mas', { role: 'target' })],
  'DMS-REQ-0003': [],
})
const one = elementOf('DMS-REQ-0001')
const three = elementOf('DMS-REQ-0003')
const told = { description: 'Ask it.', expected: 'It answers.' }
const judging = stepRow('ask', {
  ...told,
  expect: [{ ...ownLimit('x', 'at-most', 1, 's'), elements: [three] }],
})

const graded = (item: TestCase) => {
  const [detail] = gradeDetail([item], requirements).cases
  return [detail?.grade, detail?.lacks.map(({ code }) => code)]
}

describe('a script', () => {
  it.each<[what: string, item: TestCase, grade: string, lacks: readonly CriterionCode[]]>([
    ['that has all', caseOf('A-T1', ['DMS-REQ-0003'], { script: [judging] }), 'complete', []],
    ['without rows', caseOf('A-T1', ['DMS-REQ-0003']), 'stub', ['script']],
    [
      'whose rows say nothing',
      caseOf('A-T1', ['DMS-REQ-0003'], { script: [stepRow('ask')] }),
      'stub',
      ['judged', 'description', 'expected'],
    ],
    [
      'that judges another element',
      caseOf('A-T1', ['DMS-REQ-0002'], { script: [judging] }),
      'thin',
      ['judged'],
    ],
    [
      'that measures a threshold against a limit of its own',
      caseOf('A-T1', ['DMS-REQ-0001'], {
        script: [
          stepRow('ask', {
            ...told,
            expect: [{ ...ownLimit('queryTime', 'at-most', 1, 's'), elements: [one] }],
          }),
        ],
      }),
      'thin',
      ['measured'],
    ],
    [
      'that measures a threshold',
      caseOf('A-T1', ['DMS-REQ-0001'], {
        script: [
          stepRow('ask', { ...told, expect: [meets('DMS-REQ-0001', 'queryTime', 10, 's')] }),
        ],
      }),
      'complete',
      [],
    ],
    [
      'whose person is told the threshold by name',
      caseOf('A-T1', ['DMS-REQ-0001'], {
        script: [
          manualRow('ask', 'As a user of the portal, wait.', {
            expected: 'The answer comes within queryTime.',
            elements: [one],
          }),
        ],
      }),
      'complete',
      [],
    ],
    [
      'with a wrong number',
      caseOf('A-T1', ['DMS-REQ-0003'], {
        script: [{ ...judging, expected: 'It answers within queryTime = 12 s.' }],
      }),
      'thin',
      ['numbers'],
    ],
    [
      'that verifies nothing',
      caseOf('A-T1', [], { script: [stepRow('ask', told)] }),
      'thin',
      ['verifies'],
    ],
    [
      'of a precursor',
      caseOf('A-T1', [], { kind: 'precursor', script: [stepRow('ask', told)] }),
      'complete',
      [],
    ],
    [
      'with one poor row of three',
      caseOf('A-T1', ['DMS-REQ-0003'], {
        script: [judging, stepRow('more', told), stepRow('poor', { description: 'Ask.' })],
      }),
      'usable',
      ['expected'],
    ],
    [
      'with two poor rows of three',
      caseOf('A-T1', ['DMS-REQ-0003'], {
        script: [
          judging,
          stepRow('a', { description: 'Ask.' }),
          stepRow('b', { description: 'A.' }),
        ],
      }),
      'thin',
      ['expected', 'expected'],
    ],
  ])('%s', (_, item, grade, lacks) => {
    expect(graded(item)).toEqual([grade, lacks])
  })
})

describe('what to improve', () => {
  const precursor = caseOf('A-T1', [], {
    kind: 'precursor',
    script: [stepRow('p', { description: 'P.' })],
  })
  const between = caseOf('A-T2', [], { kind: 'precursor', script: [callRow('c', 'A-T1')] })
  const lonely = caseOf('A-T3', [], {
    kind: 'precursor',
    script: [stepRow('l', { description: 'L.' })],
  })
  const caller = caseOf('A-T4', ['DMS-REQ-0003'], { script: [callRow('c', 'A-T2'), judging] })
  const again = caseOf('A-T10', ['DMS-REQ-0003'], { script: [callRow('c', 'A-T1')] })
  const all = [lonely, caller, again, precursor, between]

  it('comes first where most elements rest on it, then by key', () => {
    const { improvements } = gradeDetail(all, requirements)
    expect(improvements.map(({ key, code, rows, gain }) => [key, code, rows, gain])).toEqual([
      ['A-T10', 'judged', [], 16],
      ['A-T1', 'expected', ['p'], 10],
      ['A-T3', 'expected', ['l'], 5],
    ])
  })

  it('is one line for the same lack of several rows', () => {
    const rows = ['a', 'b', 'c'].map((id) => stepRow(id, { description: 'Do it.' }))
    const { improvements } = gradeDetail(
      [caseOf('A-T1', [], { kind: 'precursor', script: rows })],
      requirements,
    )
    expect(improvements.map(({ rows: ids, gain }) => [ids, gain])).toEqual([[['a', 'b', 'c'], 15]])
  })

  it('counts callers outside of what is wanted', () => {
    const { cases, improvements } = gradeDetail(all, requirements, ({ key }) => key === 'A-T1')
    expect(cases.map(({ key }) => key)).toEqual(['A-T1'])
    expect(improvements.map(({ gain }) => gain)).toEqual([10])
  })

  it('leaves out what is deprecated', () => {
    const old = caseOf('A-T9', [], { status: 'Deprecated' })
    expect(gradeDetail([old], requirements)).toEqual({ cases: [], improvements: [], areas: [] })
  })

  it('is the same whatever the order of the cases', () => {
    const expected = gradeDetail(all, requirements)
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (shuffled) => {
        expect(gradeDetail(shuffled, requirements)).toEqual(expected)
      }),
    )
  })

  it('is summed up by area', () => {
    const items = [
      caseOf('A-T1', ['DMS-REQ-0003'], { area: 'b', script: [judging] }),
      caseOf('A-T2', ['DMS-REQ-0003'], { area: 'b' }),
      caseOf('A-T3', ['DMS-REQ-0003'], { area: 'a' }),
    ]
    expect(gradeDetail(items, requirements).areas).toEqual([
      { area: 'a', cases: 1, grades: { complete: 0, usable: 0, thin: 0, stub: 1 }, score: 0 },
      { area: 'b', cases: 2, grades: { complete: 1, usable: 0, thin: 0, stub: 1 }, score: 50 },
    ])
  })
})

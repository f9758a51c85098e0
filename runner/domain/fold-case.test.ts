import { describe, expect, it } from 'vitest'
import type { Expectation } from './expectation.ts'
import { elementsOfPart, type FoldedRow, foldCase, foldElements } from './fold-case.ts'
import { type ElementKey, parseElementKey } from './keys.ts'
import type { PersonRecord, RowResult } from './ledger-event.ts'
import type { PersonRow, StepRow } from './test-case.ts'
import { type Verdict, verdictsWorstFirst } from './verdict.ts'

const keyOf = (text: string): ElementKey => {
  const key = parseElementKey(text)
  if (key === undefined) throw new Error(text)
  return key
}
const [a, b] = [keyOf('LVV-1'), keyOf('LVV-2')]
const both = [a, b]

const result = (verdict: Verdict, more: Partial<RowResult> = {}): RowResult => ({
  verdict,
  tries: 1,
  earlier: [],
  skipped: false,
  expectations: [],
  evidence: [],
  duration: 1,
  ...more,
})
const expectation = (elements: readonly ElementKey[]): Expectation => ({
  judgement: { kind: 'that', that: { source: 'true', line: 1 } },
  elements,
  named: true,
  line: 1,
})
const comparison: Expectation['judgement'] = {
  kind: 'measure',
  measure: 'AM1',
  value: { source: 'result', line: 1 },
  unit: 'mas',
  criterion: {
    kind: 'compares',
    limit: { requirement: 'R', parameter: 'P', value: 1, unit: 'mas', sense: 'at-most' },
  },
} as unknown as Expectation['judgement']
const row = (more: Partial<StepRow> = {}): StepRow => ({
  id: 'r',
  kind: 'do',
  do: 'core.echo',
  with: {},
  continue: false,
  always: false,
  reads: [],
  elements: both,
  named: false,
  line: 1,
  onTimeout: 'block',
  given: [],
  expect: [],
  ...more,
})
/** A row with one expectation for each list of elements, and what they came to. */
const judged = (
  verdict: Verdict,
  results: readonly (readonly [readonly ElementKey[], Verdict])[],
  more: Partial<RowResult> = {},
): FoldedRow => ({
  row: row({ expect: results.map(([elements]) => expectation(elements)) }),
  result: result(verdict, {
    expectations: results.map(([elements, each]) => ({
      kind: 'that',
      verdict: each,
      message: '',
      elements,
      line: 1,
    })),
    ...more,
  }),
})
/** A row that compares with a target. */
const compared = (verdict: Verdict, elements: readonly ElementKey[]): FoldedRow => {
  const { row: plain, result: found } = judged(verdict, [[elements, verdict]])
  const expectations = (found?.expectations ?? []).map((one) => ({ ...one, compares: 'R/P' }))
  return { row: plain, result: result(verdict, { expectations }) }
}
const unjudged = (verdict: Verdict | undefined, ...elements: ElementKey[][]): FoldedRow => ({
  row: row({ expect: elements.map(expectation) }),
  result: verdict === undefined ? undefined : result(verdict),
})
const helper = (verdict: Verdict | undefined): FoldedRow => unjudged(verdict)
const skipped: FoldedRow = { row: row(), result: result('pass', { skipped: true }) }
const personRow: PersonRow = {
  id: 'look',
  kind: 'manual',
  text: 'Look.',
  continue: false,
  always: false,
  reads: [],
  elements: both,
  named: false,
  line: 1,
  asks: [],
  given: [],
  expect: [],
}
const recorded = (verdict: Verdict): FoldedRow => {
  const record: PersonRecord = {
    name: 'N',
    role: 'r',
    at: '2026-01-01T00:00:00.000Z',
    note: '',
    verdict,
    answers: {},
  }
  return { row: personRow, result: result(verdict), record }
}

describe('the verdict of a case', () => {
  it('is the worse of every two rows', () => {
    for (const [index, worse] of verdictsWorstFirst.entries()) {
      for (const better of verdictsWorstFirst.slice(index)) {
        expect(foldCase([unjudged(worse), unjudged(better)])).toBe(worse)
        expect(foldCase([unjudged(better), unjudged(worse)])).toBe(worse)
      }
    }
  })
  it.each([
    ['no row', [], 'not-executed'],
    ['only skipped rows', [skipped], 'not-executed'],
    ['a skipped row beside a pass', [skipped, unjudged('pass')], 'pass'],
    ['a row without result beside a pass', [unjudged('pass'), unjudged(undefined)], 'not-executed'],
    ['a row without result beside a fail', [unjudged('fail'), unjudged(undefined)], 'fail'],
  ] as const)('with %s', (_, rows, verdict) => {
    expect(foldCase(rows)).toBe(verdict)
  })
})

describe('the verdicts of elements', () => {
  it.each<readonly [string, readonly FoldedRow[], Verdict, Verdict]>([
    [
      'pass by a judged expectation of their own',
      [
        judged('pass', [
          [[a], 'pass'],
          [[b], 'pass'],
        ]),
      ],
      'pass',
      'pass',
    ],
    [
      'do not share a failed expectation',
      [
        judged('fail', [
          [[a], 'fail'],
          [[b], 'pass'],
        ]),
      ],
      'fail',
      'pass',
    ],
    ['share an expectation of both', [judged('fail', [[both, 'fail']])], 'fail', 'fail'],
    [
      'keep a deviation',
      [
        judged('pass-with-deviation', [
          [[a], 'pass-with-deviation'],
          [[b], 'pass'],
        ]),
      ],
      'pass-with-deviation',
      'pass',
    ],
    ['do not pass by a row that judges nothing', [helper('pass')], 'not-executed', 'not-executed'],
    [
      'do not pass by the judgement of another',
      [judged('pass', [[[a], 'pass']])],
      'pass',
      'not-executed',
    ],
    [
      'fail with another in the case when nothing belongs to them',
      [judged('fail', [[[a], 'fail']])],
      'fail',
      'fail',
    ],
    [
      'take the verdict of a row that could not be judged',
      [unjudged('blocked', [a], [b])],
      'blocked',
      'blocked',
    ],
    [
      'only when it would have judged them',
      [unjudged('blocked', [a]), judged('pass', [[[b], 'pass']])],
      'blocked',
      'pass',
    ],
    [
      'are not executed when their row was not',
      [judged('fail', [[[a], 'fail']]), unjudged(undefined, [b])],
      'fail',
      'not-executed',
    ],
    [
      'are hindered by a helper that failed',
      [helper('fail'), unjudged(undefined, [a], [b])],
      'fail',
      'fail',
    ],
    [
      'are hindered by a precursor that blocked',
      [helper('blocked'), unjudged(undefined, [a], [b])],
      'blocked',
      'blocked',
    ],
    [
      'do not mind a helper that came too late to run',
      [judged('pass', [[[a], 'pass']]), judged('fail', [[[b], 'fail']]), helper(undefined)],
      'pass',
      'fail',
    ],
    [
      'share a failure of the step beside a judgement',
      [
        judged(
          'fail',
          [
            [[a], 'pass'],
            [[b], 'fail'],
          ],
          { code: 'step-failed' },
        ),
      ],
      'fail',
      'fail',
    ],
    [
      'do not pass by an expectation whose `when` was false',
      [unjudged('pass', [a]), judged('pass', [[[b], 'pass']])],
      'not-executed',
      'pass',
    ],
    [
      'do not pass by a number that is only compared with a target',
      [compared('pass', [a]), judged('pass', [[[b], 'pass']])],
      'not-executed',
      'pass',
    ],
    [
      'pass by what is judged beside a comparison',
      [compared('pass', both), judged('pass', [[both, 'pass']])],
      'pass',
      'pass',
    ],
    [
      'fail where there was no number to compare',
      [compared('fail', [a]), judged('pass', [[both, 'pass']])],
      'fail',
      'pass',
    ],
    ['do not mind skipped rows', [skipped, judged('pass', [[both, 'pass']])], 'pass', 'pass'],
    ['pass by a record', [recorded('pass')], 'pass', 'pass'],
    ['fail by a record', [recorded('fail'), judged('pass', [[both, 'pass']])], 'fail', 'fail'],
    [
      'wait for a person',
      [{ row: personRow, result: result('in-progress') }, judged('pass', [[both, 'pass']])],
      'in-progress',
      'in-progress',
    ],
  ])('%s', (_, rows, first, second) => {
    expect(foldElements(both, rows)).toEqual({ 'LVV-1': first, 'LVV-2': second })
  })

  it('belong to a named row whatever its expectations name', () => {
    const named = { ...row({ elements: [a], named: true, expect: [expectation([b])] }) }
    expect(foldElements(both, [{ row: named, result: result('blocked') }])).toEqual({
      'LVV-1': 'blocked',
      'LVV-2': 'blocked',
    })
  })
})

describe('the parts of a case with an aggregate', () => {
  const judging = (...elements: ElementKey[]) => [row({ expect: [expectation(elements)] })]
  const comparing = (...elements: ElementKey[]) => [
    row({ expect: [{ ...expectation(elements), judgement: comparison }] }),
  ]
  const verifies = both.map((element) => ({ element, implicit: false }))
  it.each([
    ['each its own', judging(a), judging(b), [a], [b]],
    ['both what both judge', judging(a, b), judging(b), [a, b], [b]],
    ['the other what one only compares', comparing(a), judging(a), [b], [a, b]],
    ['both what neither judges', judging(a), [row()], [a, b], [b]],
    ['all without an aggregate', [row()], [], [a, b], [a, b]],
  ] as const)('answer for %s', (...[, script, aggregate, ofCell, ofAggregate]) => {
    const definition = { verifies, script, aggregate }
    expect(elementsOfPart(definition, 'script')).toEqual(ofCell)
    expect(elementsOfPart(definition, 'aggregate')).toEqual(ofAggregate)
  })
})

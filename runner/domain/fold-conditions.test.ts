import { expect, test } from 'vitest'
import { type FoldedRow, foldConditions } from './fold-case.ts'
import { type ElementKey, parseElementKey } from './keys.ts'
import type { UnfulfilledConditions } from './measurement.ts'
import type { Verdict } from './verdict.ts'

const keyOf = (text: string): ElementKey => {
  const key = parseElementKey(text)
  if (key === undefined) throw new Error(text)
  return key
}
const [a, b] = [keyOf('LVV-1'), keyOf('LVV-2')]

const under = (elements: readonly ElementKey[], conditions?: UnfulfilledConditions): FoldedRow => ({
  row: {
    id: 'r',
    kind: 'manual',
    text: 'Look.',
    continue: false,
    always: false,
    reads: [],
    elements,
    named: false,
    line: 1,
    asks: [],
    given: [],
    expect: [],
  },
  result: {
    verdict: 'pass',
    tries: 1,
    earlier: [],
    skipped: false,
    evidence: [],
    duration: 1,
    expectations: [
      {
        kind: 'measure',
        verdict: 'pass',
        message: '',
        elements,
        line: 1,
        ...(conditions && { conditions }),
      },
    ],
  },
})

const unstated = (...names: readonly string[]) => ({ unstated: names, unmet: [] })
const passed: { readonly [element: string]: Verdict } = { 'LVV-1': 'pass', 'LVV-2': 'pass' }

test.each([
  ['nothing, where all are as asked for', passed, [under([a, b])], {}],
  [
    'one element, where only its threshold was',
    passed,
    [under([a], { unstated: ['load'], unmet: ['users'] }), under([b])],
    { 'LVV-1': ['load', 'users'] },
  ],
  [
    'every element of a threshold, each name once',
    passed,
    [under([a, b], unstated('users')), under([a], unstated('users', 'load'))],
    { 'LVV-1': ['load', 'users'], 'LVV-2': ['users'] },
  ],
  [
    'a pass with deviation',
    { 'LVV-1': 'pass-with-deviation' as const },
    [under([a], unstated('users'))],
    { 'LVV-1': ['users'] },
  ],
  ['no failure', { 'LVV-1': 'fail' as const }, [under([a], unstated('users'))], {}],
  ['nothing that it does not answer for', {}, [under([a], unstated('users'))], {}],
])('conditions that were not as asked for concern %s', (...[, verdicts, rows, expected]) => {
  expect(foldConditions(verdicts, rows)).toEqual(expected)
})

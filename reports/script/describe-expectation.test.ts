import { expect, it } from 'vitest'
import type { Criterion, Expectation, Judgement, ParameterLimit } from '#domain/expectation.ts'
import type { Template } from '#domain/template.ts'
import { requirementKey } from '#traceability/testing/sample-definitions.ts'
import { describeExpectation } from './describe-expectation.ts'

const says = (source: string) => ({ source, line: 1 })
const plain = (value: number | string): Template => ({ kind: 'literal', value })
const value = (check: Extract<Judgement, { kind: 'value' }>['check']): Judgement => ({
  kind: 'value',
  value: says('result.status'),
  check,
})
const limit: ParameterLimit = {
  requirement: requirementKey('DMS-REQ-0360'),
  parameter: 'AM1',
  value: 10,
  unit: 'mas',
  sense: 'at-most',
  strict: true,
}
const measure = (criterion: Criterion, guard?: number): Judgement => ({
  kind: 'measure',
  measure: 'AM1',
  value: says('result.value'),
  unit: 'mas',
  criterion,
  ...(guard === undefined ? {} : { guard }),
})
const own = { sense: 'at-least', limit: plain(3), strict: false } as const

it.each<[string, Judgement, Partial<Expectation>]>([
  ['result.ok is true.', { kind: 'that', that: says('result.ok') }, {}],
  ['result.status equals 200.', value({ kind: 'equals', expected: plain(200) }), {}],
  [
    'result.status differs from 1 within 0.1.',
    value({ kind: 'notEquals', expected: plain(1), tolerance: { absolute: 0.1 } }),
    {},
  ],
  [
    'result.status is at most 5 within 3 %.',
    value({ kind: 'atMost', limit: plain(5), tolerance: { relative: 0.03 } }),
    {},
  ],
  ['result.status is at least 5.', value({ kind: 'atLeast', limit: plain(5) }), {}],
  [
    'result.status is between 1 and 2.',
    value({ kind: 'between', low: plain(1), high: plain(2) }),
    {},
  ],
  ['result.status matches ^a.', value({ kind: 'matches', pattern: '^a' }), {}],
  ['result.status contains b.', value({ kind: 'contains', expected: plain('b') }), {}],
  [
    'result.status is one of [a, 2].',
    value({ kind: 'oneOf', expected: { kind: 'list', items: [plain('a'), plain(2)] } }),
    {},
  ],
  [
    'AM1 in mas meets DMS-REQ-0360/AM1 (at most 10 mas, limit excluded), and is at least 3.',
    measure({ kind: 'meets', limit, own }),
    {},
  ],
  [
    'AM1 in mas is compared with DMS-REQ-0360/AM1 (at most 10 mas, limit excluded), which decides nothing.',
    measure({ kind: 'compares', limit }),
    {},
  ],
  [
    'AM1 in mas agrees with env.truth.AM1 within 3 combined standard uncertainties.',
    measure({ kind: 'near', near: says('env.truth.AM1'), within: plain(3) }),
    {},
  ],
  [
    'AM1 in mas is at least 3, inside by 2 standard uncertainties.',
    measure({ kind: 'limit', own }, 2),
    {},
  ],
  [
    'When env.sky: Of each item of result.rows: item.ok is true, but for 15 % of them (edges differ).',
    { kind: 'that', that: says('item.ok') },
    {
      when: says('env.sky'),
      each: { list: says('result.rows'), allow: 0.15 },
      because: 'edges differ',
    },
  ],
])('says %j', (sentence, judgement, more) => {
  const expectation = { judgement, elements: [], named: false, line: 1, ...more }
  expect(describeExpectation(expectation)).toBe(sentence)
})

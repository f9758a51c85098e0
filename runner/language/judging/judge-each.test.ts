import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import type { Criterion, Expectation } from '#domain/expectation.ts'
import { atMost, expectationOf, judge, measureOf, parameter } from './judging-for-test.ts'

describe('each', () => {
  const over = (
    items: Scope['result'],
    allow = 0,
    criterion: Criterion = atMost(10),
  ): Expectation & { scope: Scope } => ({
    ...measureOf(criterion, { value: 'item.v' }),
    each: { list: { source: 'result', line: 0 }, label: { source: 'item.id', line: 0 }, allow },
    scope: { result: items ?? null },
  })
  const items = (...values: readonly (number | null)[]) =>
    values.map((v, index) => ({ id: `C${index}`, v }))
  const judged = ({ scope, ...expectation }: ReturnType<typeof over>) => judge(expectation, scope)

  test.each<[string, ReturnType<typeof over>, string, object | undefined]>([
    [
      'all inside: the nearest is shown',
      over(items(3, 9, 5)),
      'pass',
      { total: 3, failed: 0, worst: 'C1' },
    ],
    ['one beyond fails', over(items(3, 12, 5)), 'fail', { total: 3, failed: 1, worst: 'C1' }],
    [
      'the furthest beyond is the worst',
      over(items(12, 15, 11)),
      'fail',
      { total: 3, failed: 3, worst: 'C1' },
    ],
    [
      'null is worse than any number',
      over(items(99, null, 5)),
      'fail',
      { total: 3, failed: 2, worst: 'C1' },
    ],
    ['an empty list fails', over([]), 'fail', { total: 0, failed: 0 }],
    ['no list fails', over({ a: 1 }), 'fail', undefined],
    [
      'the allowed fraction passes',
      over(items(3, 12, 5, 4), 0.25),
      'pass',
      { total: 4, failed: 1, worst: 'C1' },
    ],
    [
      'one more fails',
      over(items(3, 12, 11, 4), 0.25),
      'fail',
      { total: 4, failed: 2, worst: 'C1' },
    ],
    [
      'a small list allows none',
      over(items(12, 3, 3), 0.25),
      'fail',
      { total: 3, failed: 1, worst: 'C0' },
    ],
    [
      '15 % of 40 are 6',
      over(items(...Array(34).fill(1), ...Array(6).fill(20)), 0.15),
      'pass',
      { total: 40, failed: 6, worst: 'C34' },
    ],
    [
      '29 % of 100 are 29, though 0.29 × 100 is less in doubles',
      over(items(...Array(71).fill(1), ...Array(29).fill(20)), 0.29),
      'pass',
      { total: 100, failed: 29, worst: 'C71' },
    ],
    [
      '15 % of 40 are not 7',
      over(items(...Array(33).fill(1), ...Array(7).fill(20)), 0.15),
      'fail',
      { total: 40, failed: 7, worst: 'C33' },
    ],
  ])('%s', (_title, expectation, verdict, expected) => {
    const result = judged(expectation)
    expect(result.verdict).toBe(verdict)
    expect(result.items).toEqual(expected)
  })

  test('folds verdicts from worst to best', () => {
    const deviating: Criterion = {
      kind: 'meets',
      limit: parameter(10, { deviation: { limit: 20, jira: 'LVV-7', expires: '2027-01-01' } }),
    }
    expect(judged(over(items(3, 12), 0, deviating))).toMatchObject({
      verdict: 'pass-with-deviation',
      deviation: 'LVV-7',
      items: { worst: 'C1' },
    })
    const failing = judged(over(items(3, 12, 30), 0, deviating))
    expect(failing.verdict).toBe('fail')
    expect(failing.deviation).toBeUndefined()
    const guarded = {
      ...over(items(3, 30)),
      ...measureOf(atMost(10), { value: 'item.v', guard: 2 }),
    }
    const each = over([]).each
    if (each === undefined) throw new Error('no each')
    expect(judged({ ...guarded, each, scope: { result: items(3, 30) } }).verdict).toBe('blocked')
  })

  test('tells how many fail, which, and the worst', () => {
    const { message, measurement, margin } = judged(over(items(3, 12, 15)))
    expect(message).toBe(
      '2 of 3 items fail (C1, C2); worst C2: AM2 = 15 mas, expected at most 10 mas: margin -5 mas',
    )
    expect(measurement?.value).toBe(15)
    expect(margin).toBe(-5)
  })

  test('names an item without a label by its place, and survives a label that fails', () => {
    const { label: _none, ...each } = {
      ...over([]).each,
      list: { source: 'result', line: 0 },
      allow: 0,
    }
    expect(judged({ ...over(items(3, 12)), each }).items?.worst).toBe('item 1')
    const broken = { ...each, label: { source: 'item.nothing', line: 0 } }
    expect(judged({ ...over(items(3, 12)), each: broken }).items?.worst).toBe('item 1')
  })

  test('judges conditions, with the values of the failing item', () => {
    const result = judge(
      {
        ...expectationOf({ kind: 'that', that: { source: 'item.v > 2', line: 0 } }),
        each: { list: { source: 'result', line: 0 }, allow: 0 },
      },
      { result: items(3, 1, 2) },
    )
    expect(result.message).toBe(
      '2 of 3 items fail (item 1, item 2); worst item 1: item.v > 2 is false (item.v is 1)',
    )
  })

  test('does not change the scope it was given', () => {
    const scope: Scope = Object.freeze({ result: items(3) })
    const { scope: _own, ...expectation } = over([])
    expect(judge(expectation, scope).verdict).toBe('pass')
    expect('item' in scope).toBe(false)
  })
})

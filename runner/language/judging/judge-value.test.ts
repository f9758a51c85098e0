import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import type { ValueCheck } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Template } from '#domain/template.ts'
import { expectationOf, judge, literal } from './judging-for-test.ts'

describe('plain values', () => {
  const value = (found: Scope['result'], check: ValueCheck): ExpectationResult =>
    judge(expectationOf({ kind: 'value', value: { source: 'result', line: 0 }, check }), {
      result: found ?? null,
      inputs: { limit: 5, none: null },
    })
  const is = (
    expected: Parameters<typeof literal>[0],
    tolerance?: { absolute: number } | { relative: number },
  ): ValueCheck => ({
    kind: 'equals',
    expected: literal(expected),
    ...(tolerance === undefined ? {} : { tolerance }),
  })
  const expression = (source: string): Template => ({
    kind: 'expression',
    expression: { source, line: 0 },
  })
  const big = 2n ** 60n

  test.each<[string, Scope['result'], ValueCheck, string]>([
    ['equal numbers', 3, is(3), 'pass'],
    ['number and text', '3', is(3), 'fail'],
    ['equal texts', 'a', is('a'), 'pass'],
    ['bigint and bigint', big, is(big), 'pass'],
    ['bigint and its neighbour', big + 1n, is(big), 'fail'],
    ['bigint and number of the same value', big, is(2 ** 60), 'pass'],
    ['neighbours beyond 2^53, one rounded', 2n ** 53n + 1n, is(2 ** 53), 'fail'],
    ['lists in order', [1, { a: 2 }], is([1, { a: 2 }]), 'pass'],
    ['lists out of order', [2, 1], is([1, 2]), 'fail'],
    ['objects whatever the order', { a: 1, b: 2 }, is({ b: 2, a: 1 }), 'pass'],
    ['objects with more', { a: 1, b: 2 }, is({ a: 1 }), 'fail'],
    ['absolute tolerance', 1.1, is(1, { absolute: 0.1 }), 'pass'],
    ['beyond absolute tolerance', 1.11, is(1, { absolute: 0.1 }), 'fail'],
    ['relative tolerance', 110, is(100, { relative: 0.1 }), 'pass'],
    ['relative tolerance of a negative', -110, is(-100, { relative: 0.1 }), 'pass'],
    ['beyond relative tolerance', 111, is(100, { relative: 0.1 }), 'fail'],
    ['tolerance inside a list', [1.05, 2], is([1, 2], { absolute: 0.1 }), 'pass'],
    ['tolerance of bigints', big + 3n, is(big, { absolute: 3 }), 'pass'],
    ['beyond tolerance of bigints', big + 4n, is(big, { absolute: 3 }), 'fail'],
    ['null that is meant', null, is(null), 'pass'],
    ['null that is not', null, is(3), 'fail'],
    [
      'null by an expression',
      null,
      { kind: 'equals', expected: expression('inputs.none') },
      'fail',
    ],
    ['NaN', Number.NaN, { kind: 'equals', expected: literal(Number.NaN) }, 'fail'],
    ['not equal', 4, { kind: 'notEquals', expected: literal(3) }, 'pass'],
    ['not equal, but it is', 3, { kind: 'notEquals', expected: literal(3) }, 'fail'],
    [
      'not equal within tolerance',
      3.05,
      { kind: 'notEquals', expected: literal(3), tolerance: { absolute: 0.1 } },
      'fail',
    ],
    ['NaN is not three', Number.NaN, { kind: 'notEquals', expected: literal(3) }, 'fail'],
    [
      'infinity is not three',
      Number.POSITIVE_INFINITY,
      { kind: 'notEquals', expected: literal(3) },
      'fail',
    ],
    ['null is not three', null, { kind: 'notEquals', expected: literal(3) }, 'fail'],
    ['at most', 5, { kind: 'atMost', limit: expression('inputs.limit') }, 'pass'],
    ['not at most', 5.1, { kind: 'atMost', limit: expression('inputs.limit') }, 'fail'],
    [
      'at most with tolerance',
      5.1,
      { kind: 'atMost', limit: literal(5), tolerance: { absolute: 0.1 } },
      'pass',
    ],
    ['at least', 5, { kind: 'atLeast', limit: literal(5) }, 'pass'],
    ['not at least', 4, { kind: 'atLeast', limit: literal(5) }, 'fail'],
    [
      'at least with relative tolerance',
      4.5,
      { kind: 'atLeast', limit: literal(5), tolerance: { relative: 0.1 } },
      'pass',
    ],
    ['infinity at least', Number.POSITIVE_INFINITY, { kind: 'atLeast', limit: literal(5) }, 'fail'],
    ['text at most', '4', { kind: 'atMost', limit: literal(5) }, 'fail'],
    [
      'bigints that doubles take for equal',
      big + 1n,
      { kind: 'atMost', limit: literal(big) },
      'fail',
    ],
    ['bigint beyond a number', 2n ** 53n + 1n, { kind: 'atMost', limit: literal(2 ** 53) }, 'fail'],
    ['bigint at least', big, { kind: 'atLeast', limit: literal(5) }, 'pass'],
    ['limit that is null', 4, { kind: 'atMost', limit: expression('inputs.none') }, 'fail'],
    ['limit that is absent', 4, { kind: 'atMost', limit: expression('inputs.absent') }, 'fail'],
    ['between, lower end', 1, { kind: 'between', low: literal(1), high: literal(2) }, 'pass'],
    ['between, upper end', 2, { kind: 'between', low: literal(1), high: literal(2) }, 'pass'],
    ['not between', 2.1, { kind: 'between', low: literal(1), high: literal(2) }, 'fail'],
    ['matches', 'w_2026_43', { kind: 'matches', pattern: '^w_\\d{4}_\\d\\d$' }, 'pass'],
    ['matches anywhere', 'at w_2026_43', { kind: 'matches', pattern: 'w_\\d+' }, 'pass'],
    ['does not match', 'd_2026', { kind: 'matches', pattern: '^w' }, 'fail'],
    ['number is no text to match', 3, { kind: 'matches', pattern: '3' }, 'fail'],
    ['wrong pattern', 'a', { kind: 'matches', pattern: '(a' }, 'fail'],
    ['text contains', 'abc', { kind: 'contains', expected: literal('b') }, 'pass'],
    ['list contains', [1, { a: 1 }], { kind: 'contains', expected: literal({ a: 1 }) }, 'pass'],
    ['object contains a key', { a: 1 }, { kind: 'contains', expected: literal('a') }, 'pass'],
    ['does not contain', ['b'], { kind: 'contains', expected: literal('a') }, 'fail'],
    ['number contains nothing', 3, { kind: 'contains', expected: literal(3) }, 'fail'],
    ['one of', 2, { kind: 'oneOf', expected: literal([1, 2]) }, 'pass'],
    ['none of', 3, { kind: 'oneOf', expected: literal([1, 2]) }, 'fail'],
    ['one of no list', 3, { kind: 'oneOf', expected: literal(3) }, 'fail'],
  ])('%s', (_title, found, check, verdict) => {
    expect(value(found, check).verdict).toBe(verdict)
  })

  test('fail, and do not end the run, where they are nested without end', () => {
    let deep: Json = 1
    for (let level = 0; level < 100_000; level++) deep = [deep]
    expect(value([deep], is(deep))).toMatchObject({
      verdict: 'fail',
      message: 'a value is nested too deeply to be compared',
    })
  })

  test('are named with what was expected', () => {
    expect(value(3, is(0)).message).toBe('result is 3, expected 0')
    expect(value('3', is(3)).message).toBe('result is "3", expected 3')
    expect(value(6, { kind: 'atMost', limit: literal(5) }).message).toBe(
      'result is 6, expected at most 5: margin -1',
    )
    expect(value(null, is(3)).message).toBe('result is null')
  })
})

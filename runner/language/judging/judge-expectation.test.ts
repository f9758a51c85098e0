import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import type { Expectation } from '#domain/expectation.ts'
import type { ElementKey } from '#domain/keys.ts'
import { judgeExpectation, judgeGiven } from './judge-expectation.ts'
import { expectationOf } from './judging-for-test.ts'

describe('that', () => {
  const that = (source: string, scope: Scope, more: Partial<Expectation> = {}) =>
    judgeExpectation(
      { ...expectationOf({ kind: 'that', that: { source, line: 7 } }), ...more },
      scope,
    )

  test.each<[string, string]>([
    ['result.n == 3', 'pass'],
    ['result.n == 4', 'fail'],
    ['result.nan != 3', 'fail'],
    ['!(result.nan > 3)', 'fail'],
    ['result.null != 3', 'fail'],
    ['result.absent == 3', 'fail'],
    ['!has(result.absent)', 'pass'],
    ['result.n', 'fail'],
  ])('%s', (source, verdict) => {
    expect(that(source, { result: { n: 3, nan: Number.NaN, null: null } })?.verdict).toBe(verdict)
  })

  test('names the values it read, and why it matters', () => {
    const result = that('result.n == 4', { result: { n: 3 } }, { because: 'four are needed' })
    expect(result?.message).toBe('result.n == 4 is false (result.n is 3) (four are needed)')
    expect(result).toMatchObject({ kind: 'that', source: 'result.n == 4' })
  })

  test('is left out when "when" is false, and fails when "when" cannot be evaluated', () => {
    const scope: Scope = { result: { n: 3 } }
    expect(that('false', scope, { when: { source: 'result.n > 5', line: 0 } })).toBeUndefined()
    expect(that('true', scope, { when: { source: 'result.n > 2', line: 0 } })?.verdict).toBe('pass')
    expect(that('true', scope, { when: { source: 'result.x', line: 0 } })?.verdict).toBe('fail')
  })

  test('carries elements and line', () => {
    const elements = ['LVV-1' as ElementKey]
    expect(that('true', {}, { elements, line: 9 })).toMatchObject({ elements, line: 9 })
  })
})

describe('given', () => {
  const given = (source: string, because?: string) =>
    judgeGiven(
      { that: { source, line: 3 }, line: 3, ...(because === undefined ? {} : { because }) },
      { result: { pairs: 12 } },
    )
  test('is met, or says what it read and why it matters', () => {
    expect(given('result.pairs >= 10')).toEqual({ met: true, message: 'result.pairs >= 10 holds' })
    expect(given('result.pairs >= 100', 'a median of fewer says nothing')).toEqual({
      met: false,
      message:
        'not judged, result.pairs >= 100 is false (result.pairs is 12): a median of fewer says nothing',
    })
  })

  test.each(['result.absent > 3', 'result.pairs', '(((', 'result.pairs != null && result.nan'])(
    'is not met where it cannot be evaluated: %s',
    (source) => {
      const { met, message } = given(source)
      expect(met).toBe(false)
      expect(message).toContain('cannot be evaluated')
    },
  )
})

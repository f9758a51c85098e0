import { describe, expect, test } from 'vitest'
import type { Criterion } from '#domain/expectation.ts'
import { judge, literal, measured, measureOf } from './judging-for-test.ts'

describe('near', () => {
  const near = (source: string, within = 3): Criterion => ({
    kind: 'near',
    near: { source, line: 0 },
    within: literal(within),
  })
  test.each<[string, number, number | null, string, string]>([
    ['combines both uncertainties', 5, 3, '{"value": 20.0, "uncertainty": 4.0}', 'pass'],
    ['counts the difference in them', 4.9, 3, '{"value": 20.0, "uncertainty": 4.0}', 'fail'],
    ['takes a number as exactly known', 8, 1, '5.0', 'pass'],
    ['and fails beyond', 8.1, 1, '5.0', 'fail'],
    [
      'takes the known one alone where the measured one is none',
      8,
      null,
      '{"value": 5.0, "uncertainty": 1.0}',
      'pass',
    ],
    ['blocks where neither is known', 5, null, '5.0', 'blocked'],
    ['is exact where both are zero', 5, 0, '5.0', 'pass'],
    ['and fails by the least difference then', 5.1, 0, '5.0', 'fail'],
    ['fails on a known value that is null', 5, 1, 'null', 'fail'],
    ['fails on a known value without a number', 5, 1, '{"uncertainty": 1.0}', 'fail'],
    ['fails on a negative known uncertainty', 5, 1, '{"value": 5.0, "uncertainty": -1.0}', 'fail'],
  ])('%s', (...[, v, u, known, verdict]) => {
    const result = judge(measureOf(near(known), { value: 'result.v', uncertainty: 'result.u' }), {
      result: { v, u },
    })
    expect(result.verdict).toBe(verdict)
  })

  test('records margin, pull and what is known', () => {
    const result = judge(
      measureOf(near('env.truth'), { value: 'result.v', uncertainty: 'result.u' }),
      { result: { v: 25, u: 3 }, env: { truth: { value: 20, uncertainty: 4 } } },
    )
    expect(result).toMatchObject({
      verdict: 'pass',
      margin: 10,
      pull: 1,
      limit: { sense: 'near', limit: 20, within: 3, limitUncertainty: 4, strict: false },
    })
    expect(result.message).toContain(
      'expected 20 ± 4 mas within 3 combined standard uncertainties (5 mas)',
    )
  })

  test.each([
    [7, 'pass'],
    [3, 'fail'],
  ])('takes the side towards the known value: %d', (v, verdict) => {
    const sides = { value: 'result.v', low: '1.0', high: '0.5' }
    expect(judge(measureOf(near('5.0', 2), sides), { result: { v } }).verdict).toBe(verdict)
  })

  test.each([0, -1, null, 'x'])('fails where "within" is %s', (within) => {
    const criterion: Criterion = {
      kind: 'near',
      near: { source: '5.0', line: 0 },
      within: literal(within),
    }
    expect(measured(5, criterion, { uncertainty: '1.0' }).verdict).toBe('fail')
  })
})

import { describe, expect, test } from 'vitest'
import { atMost, judge, measured, measureOf } from './judging-for-test.ts'

describe('guard band', () => {
  test.each<[string, number, number | null, string, number | undefined]>([
    ['inside by more than the band', 7, 1, 'pass', 0.9987],
    ['inside by exactly the band', 8, 1, 'pass', 0.9772],
    ['exactly, whatever doubles make of it', 9.8, 0.1, 'pass', 0.9772],
    ['inside, but within the band', 9, 1, 'fail', 0.8413],
    ['on the limit', 10, 1, 'fail', 0.5],
    ['beyond the limit', 11, 1, 'fail', 0.1587],
    ['certain and inside', 9.99, 0, 'pass', 1],
    ['certain and on the limit', 10, 0, 'pass', 1],
    ['certain and beyond', 10.01, 0, 'fail', 0],
    ['without a known uncertainty', 7, null, 'blocked', undefined],
    ['beyond without a known uncertainty', 12, null, 'blocked', undefined],
  ])('%s', (...[, value, u, verdict, conformity]) => {
    const result = judge(
      measureOf(atMost(10), { value: 'result.v', uncertainty: 'result.u', guard: 2 }),
      { result: { v: value, u } },
    )
    expect(result.verdict).toBe(verdict)
    if (conformity === undefined) expect(result.conformity).toBeUndefined()
    else expect(result.conformity).toBeCloseTo(conformity, 4)
  })

  test('says "not demonstrated" inside the limit only', () => {
    const at = (v: number) =>
      judge(measureOf(atMost(10), { value: 'result.v', uncertainty: 'result.u', guard: 2 }), {
        result: { v, u: 1 },
      }).message
    expect(at(9)).toContain('not demonstrated, probability of conformity 0.8413')
    expect(at(11)).not.toContain('not demonstrated')
  })

  test('without an uncertainty in the case blocks', () => {
    expect(measured(7, atMost(10), { guard: 2 })).toMatchObject({ verdict: 'blocked', margin: 3 })
  })

  test('of a certain zero passes a limit of zero', () => {
    const zero = { value: 'result.v', uncertainty: 'result.v', guard: 2 }
    expect(judge(measureOf(atMost(0), zero), { result: { v: 0 } }).verdict).toBe('pass')
  })

  test.each<['at-most' | 'at-least', number, string]>([
    ['at-most', 9, 'pass'],
    ['at-least', 11, 'fail'],
  ])('takes the side towards a limit of %s', (sense, v, verdict) => {
    const result = judge(
      measureOf(atMost(10, { sense }), { value: 'result.v', low: '2.0', high: '0.4', guard: 2 }),
      { result: { v } },
    )
    expect(result.verdict).toBe(verdict)
    expect(result.measurement?.uncertainty).toEqual({ low: 2, high: 0.4 })
  })
})

import { expect, test } from 'vitest'
import type { ParameterLimit } from '#domain/expectation.ts'
import { atMost, measured } from './judging-for-test.ts'

const fraction = (limit: number, more: Partial<ParameterLimit> = {}) =>
  atMost(limit, { unit: '1', statistic: 'fraction', confidence: 0.95, ...more })
const atLeast = { sense: 'at-least' } as const

test.each([
  // At most 1e-5 lost with 95 % confidence needs 299,572 images without any loss.
  [{ value: 0, n: 299_572 }, fraction(1e-5), 'pass', /0 of 299572, upper limit/],
  [{ value: 0, n: 299_571 }, fraction(1e-5), 'fail', /at least 299572 are needed/],
  [{ value: 1 / 400_000, n: 400_000 }, fraction(1e-5), 'fail', /1 of 400000/],
  [{ value: 1 / 480_000, n: 480_000 }, fraction(1e-5), 'pass', /1 of 480000/],
  [{ value: 0, n: 0 }, fraction(1e-5), 'blocked', /sample size is 0/],
  [{ value: 0, n: 1.5 }, fraction(1e-5), 'blocked', /sample size is 1\.5, not a whole number/],
  [{ value: 0, n: null }, fraction(1e-5), 'blocked', /`n` is not known; at least 299572/],
  [{ value: 1, n: 299 }, fraction(0.99, atLeast), 'pass', /299 of 299, lower limit/],
  [{ value: 1, n: 298 }, fraction(0.99, atLeast), 'fail', /at least 299 are needed/],
  [{ value: 0.995, n: 200 }, fraction(0.99, atLeast), 'fail', /199 of 200/],
  // What is no whole count of n counts to the worse side.
  [{ value: 0.0005, n: 1000 }, fraction(0.0047), 'fail', /1 of 1000/],
  [{ value: 1.2, n: 100 }, fraction(0.5), 'fail', /more than the whole/],
  [{ value: -0.1, n: 100 }, fraction(0.5), 'fail', /never negative/],
] as const)('%j is held against its binomial limit: %#', (result, criterion, verdict, says) => {
  const judged = measured(result, criterion, { value: 'result.value', unit: '1', n: 'result.n' })
  expect([judged.verdict, judged.message]).toEqual([verdict, expect.stringMatching(says)])
})

test.each([
  ['count', { value: 0, n: null }, 3, 'pass', /0, upper limit 2\.99573: margin 0\.00426773/],
  ['count', { value: 1, n: null }, 3, 'fail', /1, upper limit 4\.74386/],
  ['ratio', { value: 0.01, n: 1000 }, 0.02, 'pass', /10 of 1000, upper limit 0\.0169622/],
  ['ratio', { value: 0.01, n: 100 }, 0.02, 'fail', /1 of 100, upper limit 0\.0474386/],
  ['ratio', { value: 0.01, n: null }, 0.02, 'blocked', /`n` is not known/],
] as const)('a %s of %j is held against its Poisson limit', (...row) => {
  const [statistic, result, limit, verdict, says] = row
  const criterion = fraction(limit, { statistic })
  const judged = measured(result, criterion, { value: 'result.value', unit: '1', n: 'result.n' })
  expect([judged.verdict, judged.message]).toEqual([verdict, expect.stringMatching(says)])
})

test('what was demonstrated is data, in the unit of the measurement', () => {
  const judged = measured({ value: 1, n: 1000 }, fraction(2, { unit: '%' }), {
    value: 'result.value',
    unit: '%',
    n: 'result.n',
  })
  expect(judged.verdict).toBe('pass')
  expect(judged.demonstrated).toMatchObject({ confidence: 0.95, count: 10, of: 1000 })
  expect(judged.demonstrated?.bound).toBeCloseTo(1.69032, 4)
  expect(judged.margin).toBeCloseTo(2 - 1.69032, 4)
  expect(judged.message).toMatch(/with 95 % confidence: 10 of 1000, upper limit 1\.69\d+ %/)
})

test('a deviation relaxes the limit that must be demonstrated', () => {
  const deviation = { limit: 0.02, jira: 'LVV-1', expires: '2027-01-01' }
  const judged = measured({ value: 0.01, n: 1000 }, fraction(0.011, { deviation }), {
    value: 'result.value',
    unit: '1',
    n: 'result.n',
  })
  expect([judged.verdict, judged.deviation]).toEqual(['pass-with-deviation', 'LVV-1'])
})

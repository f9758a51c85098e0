import { expect, test } from 'vitest'
import { countLimit, fractionLimit, leastSample } from './confidence-limits.ts'

// Exact sums of binomial and Poisson terms with 60 digits.
test.each([
  [5, 10, 0.975, 0.187086028447, 0.812913971553],
  [1, 10, 0.95, 0.00511619689182, 0.394163302437],
  [3, 1000, 0.95, 0.000818175398222, 0.00773524471848],
  [500, 1000, 0.99, 0.462778066761, 0.537221933239],
  [2, 100_000, 0.95, 3.55362656105e-6, 6.29565839609e-5],
  [0, 10, 0.95, 0, 0.258865550893],
  [10, 10, 0.95, 0.741134449107, 1],
])('of %i of %i the limits at %f are %f and %f', (...[count, of, confidence, lower, upper]) => {
  expect(fractionLimit(count, of, { side: 'lower', confidence })).toBeCloseTo(lower, 11)
  expect(fractionLimit(count, of, { side: 'upper', confidence })).toBeCloseTo(upper, 11)
})

test.each([
  [0, 0.95, 0, 2.99573227355],
  [1, 0.95, 0.0512932943876, 4.74386451839],
  [3, 0.95, 0.817691447164, 7.75365652793],
  [10, 0.975, 4.79538869613, 18.390356042],
  [100, 0.99, 78.2159830538, 125.838652884],
  [1000, 0.9, 959.693932729, 1041.75456908],
])('of %i events the limits at %f are %f and %f', (count, confidence, lower, upper) => {
  expect(countLimit(count, { side: 'lower', confidence })).toBeCloseTo(lower, 7)
  expect(countLimit(count, { side: 'upper', confidence })).toBeCloseTo(upper, 7)
})

test('large samples keep their digits', () => {
  const upper = fractionLimit(1_000, 1_000_000_000, { side: 'upper', confidence: 0.95 })
  const events = countLimit(1_000, { side: 'upper', confidence: 0.95 })
  expect(upper / (events / 1_000_000_000)).toBeCloseTo(1, 5)
})

test.each([
  [1e-5, 'upper', 0.95, 299_572],
  [0.01, 'upper', 0.95, 299],
  [0.99, 'lower', 0.95, 299],
  [0.5, 'upper', 0.5, 1],
] as const)('a fraction of %d (%s) at %f needs a sample of %i', (limit, side, confidence, n) => {
  expect(leastSample(limit, { side, confidence })).toBe(n)
})

import { continuedFraction } from './continued-fraction.ts'
import { logGamma } from './log-gamma.ts'

/** Regularised lower incomplete gamma function P(a, x), for positive a and x from 0: NIST DLMF 8.11.4 and 8.9.2. */
export const incompleteGamma = (a: number, x: number): number => {
  if (x <= 0) return 0
  const front = Math.exp(a * Math.log(x) - x - logGamma(a))
  return x < a + 1 ? front * series(a, x) : 1 - front / fraction(a, x)
}

const series = (a: number, x: number): number => {
  let term = 1 / a
  let sum = term
  for (let n = 1; term > sum * 1e-16; n++) {
    term *= x / (a + n)
    sum += term
  }
  return sum
}

const fraction = (a: number, x: number): number =>
  continuedFraction(x + 1 - a, (n) => [-n * (n - a), x + 2 * n + 1 - a])

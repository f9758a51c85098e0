import { continuedFraction } from './continued-fraction.ts'
import { logGamma } from './log-gamma.ts'

/** Regularised incomplete beta function I_x(a, b), for positive a and b and x from 0 to 1: NIST DLMF 8.17.22. */
export const incompleteBeta = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0
  if (x >= 1) return 1
  // The fraction converges quickly on this side of the mean: DLMF 8.17.4 gives the other one.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = Math.exp(
    a * Math.log(x) +
      b * Math.log1p(-x) -
      (logGamma(a) + logGamma(b) - logGamma(a + b)) -
      Math.log(a),
  )
  const fraction = continuedFraction(1, (position) => {
    const m = Math.floor(position / 2)
    const coefficient =
      position % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    return [coefficient, 1]
  })
  return front / fraction
}

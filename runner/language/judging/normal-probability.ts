/**
 * Probability that a standard normal deviate is below `z`, within 1e-7: by the rational approximation of the error
 * function of Abramowitz and Stegun, 7.1.26.
 */
export const normalProbability = (z: number): number => {
  const x = Math.abs(z) / Math.SQRT2
  const t = 1 / (1 + 0.3275911 * x)
  const polynomial =
    ((((1.061405429 * t - 1.453152027) * t + 1.421413741) * t - 0.284496736) * t + 0.254829592) * t
  const tail = (polynomial * Math.exp(-x * x)) / 2
  return z > 0 ? 1 - tail : tail
}

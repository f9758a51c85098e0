/** Coefficients of Stirling's series, B(2k) / (2k (2k - 1)): NIST DLMF 5.11.1. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360_360, 1 / 156]

/** From here on seven terms of the series are exact to the last digits of a double. */
const large = 15

/** Natural logarithm of the gamma function, for positive numbers. */
export const logGamma = (x: number): number => {
  let shift = 0
  let at = x
  // Γ(x) = Γ(x + 1) / x: DLMF 5.5.1.
  for (; at < large; at++) shift += Math.log(at)
  let series = 0
  let power = 1 / at
  for (const coefficient of stirling) {
    series += coefficient * power
    power /= at * at
  }
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + series - shift
}

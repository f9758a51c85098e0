const tiny = 1e-300
const closeEnough = 1e-15
/** The fractions used here need about the square root of the sample size. */
const mostTerms = 1_000_000

/**
 * The continued fraction b0 + a1 / (b1 + a2 / (b2 + …)) by the modified method of Lentz: NIST DLMF 3.10(iii). `term`
 * gives a and b of each position from 1.
 */
export const continuedFraction = (
  b0: number,
  term: (position: number) => readonly [a: number, b: number],
): number => {
  let value = b0 === 0 ? tiny : b0
  let c = value
  let d = 0
  for (let position = 1; position <= mostTerms; position++) {
    const [a, b] = term(position)
    d = b + a * d || tiny
    c = b + a / c || tiny
    d = 1 / d
    const factor = c * d
    value *= factor
    if (Math.abs(factor - 1) < closeEnough) return value
  }
  return value
}

import { incompleteBeta } from './incomplete-beta.ts'
import { incompleteGamma } from './incomplete-gamma.ts'

/** Which side of the true value is limited. */
export type Side = 'lower' | 'upper'

/** A question of how far a true value may lie from what was counted. */
export interface LimitOf {
  readonly side: Side
  /** Probability that the true value lies on the inner side of the limit, 0 to 1. */
  readonly confidence: number
}

/**
 * One-sided limit of a fraction of which `count` of `of` were seen: C. J. Clopper and E. S. Pearson, Biometrika 26
 * (1934) 404.
 */
export const fractionLimit = (count: number, of: number, { side, confidence }: LimitOf): number => {
  const left = 1 - confidence
  if (side === 'upper') {
    if (count >= of) return 1
    if (count <= 0) return -Math.expm1(Math.log(left) / of)
    return solve((p) => incompleteBeta(p, count + 1, of - count) < confidence, 1)
  }
  if (count <= 0) return 0
  if (count >= of) return Math.exp(Math.log(left) / of)
  return solve((p) => incompleteBeta(p, count, of - count + 1) < left, 1)
}

/** One-sided limit of the expected count where `count` were seen: F. Garwood, Biometrika 28 (1936) 437. */
export const countLimit = (count: number, { side, confidence }: LimitOf): number => {
  if (side === 'lower') {
    if (count <= 0) return 0
    return solve((mean) => incompleteGamma(count, mean) < 1 - confidence, count)
  }
  if (count <= 0) return -Math.log(1 - confidence)
  let high = count + 1
  while (incompleteGamma(count + 1, high) < confidence) high *= 2
  return solve((mean) => incompleteGamma(count + 1, mean) < confidence, high)
}

/** The smallest sample that can show a fraction at all: one without a single exception. */
export const leastSample = (limit: number, { side, confidence }: LimitOf): number => {
  const kept = side === 'upper' ? Math.log1p(-limit) : Math.log(limit)
  return Math.ceil(Math.log(1 - confidence) / kept)
}

/** Where a question stops to be true, between 0 and `high`: to the last digits of a double. */
const solve = (isBelow: (x: number) => boolean, high: number): number => {
  let low = 0
  let top = high
  // As many halvings as reach from the largest to the smallest double.
  for (let round = 0; round < 2_200; round++) {
    const middle = low + (top - low) / 2
    if (middle <= low || middle >= top) break
    if (isBelow(middle)) low = middle
    else top = middle
  }
  return top
}

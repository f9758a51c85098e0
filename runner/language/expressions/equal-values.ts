import type { Tolerance } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import { isJsonObject } from '#domain/json.ts'

/** Rounding of doubles that no tolerance means to judge. */
const slack = 4 * Number.EPSILON

/**
 * True when two plain values are the same: numbers by value, whether they came as number or bigint; lists in order;
 * objects by their fields. NaN equals nothing. A tolerance holds for every number in them.
 */
export const equalValues = (found: Json, expected: Json, tolerance?: Tolerance): boolean => {
  if (isNumber(found) && isNumber(expected)) return equalNumbers(found, expected, tolerance)
  if (typeof found !== 'object' || typeof expected !== 'object') return found === expected
  if (found === null || expected === null) return found === expected
  if (Array.isArray(found) || Array.isArray(expected)) {
    if (!Array.isArray(found) || !Array.isArray(expected)) return false
    return (
      found.length === expected.length &&
      found.every((item, index) => equalValues(item, expected[index] ?? null, tolerance))
    )
  }
  if (!isJsonObject(found) || !isJsonObject(expected)) return false
  const names = fieldNames(found)
  return (
    names.length === fieldNames(expected).length &&
    names.every(
      (name) =>
        Object.hasOwn(expected, name) &&
        equalValues(found[name] ?? null, expected[name] ?? null, tolerance),
    )
  )
}

/** The width of a tolerance around a number. */
export const toleranceAround = (expected: number, tolerance: Tolerance | undefined): number => {
  if (tolerance === undefined) return 0
  return 'absolute' in tolerance ? tolerance.absolute : tolerance.relative * Math.abs(expected)
}

/** Slack of rounding for a comparison of a sum or difference of these numbers. */
export const roundingOf = (...numbers: readonly number[]): number =>
  slack * Math.max(...numbers.map(Math.abs))

const isNumber = (value: Json): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint'

const equalNumbers = (
  found: number | bigint,
  expected: number | bigint,
  tolerance: Tolerance | undefined,
): boolean => {
  if (tolerance === undefined) return exactly(found, expected)
  const width = toleranceAround(Number(expected), tolerance)
  // The difference of bigints is exact where that of doubles would be nothing.
  const difference =
    typeof found === 'bigint' && typeof expected === 'bigint'
      ? Number(found - expected)
      : Number(found) - Number(expected)
  const rounding = typeof found === 'bigint' ? 0 : roundingOf(Number(found), Number(expected))
  return Math.abs(difference) <= width + rounding
}

const exactly = (a: number | bigint, b: number | bigint): boolean => {
  if (typeof a === typeof b) return a === b
  const [double, whole] = typeof a === 'number' ? [a, b] : [Number(b), a]
  return Number.isInteger(double) && BigInt(double) === whole
}

const fieldNames = (object: { readonly [key: string]: Json }): readonly string[] =>
  Object.keys(object).filter((name) => object[name] !== undefined)

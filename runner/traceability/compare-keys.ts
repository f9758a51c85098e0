const zero = 48
const nine = 57

const isDigit = (code: number): boolean => code >= zero && code <= nine

/** End of the run of digits that begins at `start`. */
const endOfDigits = (text: string, start: number): number => {
  let end = start
  while (end < text.length && isDigit(text.charCodeAt(end))) end++
  return end
}

const skipZeros = (text: string, start: number, end: number): number => {
  let first = start
  while (first < end - 1 && text.charCodeAt(first) === zero) first++
  return first
}

/** Longer digits are the larger number once leading zeros are gone; no rounding at any length. */
const compareNumbers = (
  left: string,
  right: string,
  [leftStart, leftEnd]: readonly [number, number],
  [rightStart, rightEnd]: readonly [number, number],
): number => {
  const a = skipZeros(left, leftStart, leftEnd)
  const b = skipZeros(right, rightStart, rightEnd)
  if (leftEnd - a !== rightEnd - b) return leftEnd - a - (rightEnd - b)
  for (let offset = 0; a + offset < leftEnd; offset++) {
    const difference = left.charCodeAt(a + offset) - right.charCodeAt(b + offset)
    if (difference !== 0) return difference
  }
  return 0
}

/** A digit ends the text before it, and the shorter text comes first. */
const compareCharacters = (one: number, other: number): number => {
  if (isDigit(one)) return -1
  return isDigit(other) ? 1 : one - other
}

/**
 * Orders keys as people count: `LVV-9` before `LVV-10`. Independent of the locale; a total order. Hundreds of thousands
 * of keys are sorted by it, so it takes no text apart.
 */
export const compareKeys = (left: string, right: string): number => {
  let a = 0
  let b = 0
  while (a < left.length && b < right.length) {
    const one = left.charCodeAt(a)
    const other = right.charCodeAt(b)
    if (isDigit(one) && isDigit(other)) {
      const starts = [a, b] as const
      a = endOfDigits(left, a)
      b = endOfDigits(right, b)
      const order = compareNumbers(left, right, [starts[0], a], [starts[1], b])
      if (order !== 0) return order
    } else if (one !== other) {
      return compareCharacters(one, other)
    } else {
      a++
      b++
    }
  }
  return left.length - a - (right.length - b) || compareTexts(left, right)
}

/** Keys that differ in leading zeros alone are still two. */
const compareTexts = (left: string, right: string): number =>
  left < right ? -1 : Number(left > right)

/** A copy in the order of keys. */
export const sortByKey = <T>(items: Iterable<T>, keyOf: (item: T) => string): readonly T[] =>
  [...items].sort((a, b) => compareKeys(keyOf(a), keyOf(b)))

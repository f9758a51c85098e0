import type { Json } from '#domain/json.ts'

const digits = 6
const longestText = 80

/** A number for a reader: at most six digits, whole numbers in full. */
export const numberText = (value: number): string => {
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value)
  return String(Number(value.toPrecision(digits)))
}

/** Two numbers that a verdict tells apart, so that the reader can too: in full where six digits hide it. */
export const numberPair = (a: number, b: number): readonly [string, string] => {
  const short = [numberText(a), numberText(b)] as const
  return a !== b && short[0] === short[1] ? [String(a), String(b)] : short
}

/** A number with its unit; counts and ratios have none to show. */
export const withUnit = (text: string, unit: string): string =>
  unit === '1' || unit === '' ? text : `${text} ${unit}`

/** A plain value on one line, cut where it is long. */
export const valueText = (value: Json | undefined): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'bigint' || typeof value === 'number') return String(value)
  // The beginning is enough: a table of a million rows is not written out to show eighty characters.
  const shown = Array.isArray(value) ? value.slice(0, longestText) : value
  const text = JSON.stringify(shown, (_key, item: unknown) =>
    typeof item === 'bigint' || (typeof item === 'number' && !Number.isFinite(item))
      ? String(item)
      : item,
  )
  return text.length > longestText ? `${text.slice(0, longestText - 1)}…` : text
}

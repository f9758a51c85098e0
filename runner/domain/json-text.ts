import type { Json } from './json.ts'

/**
 * JSON text that keeps what JSON cannot say: a bigint as `{"$int": "123"}`, NaN and infinities as
 * `{"$number": "NaN"}`. The ledger stores outputs in this form.
 */
export const toJsonText = (value: unknown): string =>
  // Looking first is several times faster than a replacer, which hardly any value needs.
  isPlain(value) ? JSON.stringify(value) : JSON.stringify(value, replace)

const isPlain = (value: unknown): boolean => {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint'
  if (Array.isArray(value)) return value.every(isPlain)
  for (const key in value) if (!isPlain((value as { [key: string]: unknown })[key])) return false
  return true
}

const replace = (_key: string, item: unknown): unknown => {
  if (typeof item === 'bigint') return { $int: item.toString() }
  if (typeof item === 'number' && !Number.isFinite(item)) return { $number: String(item) }
  return item
}

/** Reads what `toJsonText` wrote. */
export const fromJsonText = (text: string): Json =>
  text.includes('"$int"') || text.includes('"$number"')
    ? (JSON.parse(text, revive) as Json)
    : (JSON.parse(text) as Json)

const revive = (_key: string, item: unknown): unknown => {
  if (typeof item !== 'object' || item === null) return item
  if ('$int' in item && typeof item.$int === 'string') return BigInt(item.$int)
  if ('$number' in item && typeof item.$number === 'string') return Number(item.$number)
  return item
}

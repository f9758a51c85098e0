import { hash } from 'node:crypto'
import type { Json } from './json.ts'

/** SHA-256 of a text or bytes, lower-case hex. */
export const sha256 = (content: string | Uint8Array): string => hash('sha256', content, 'hex')

/** Canonical text of plain data: sorted keys, no white space, bigint as digits with `n`. */
export const canonicalText = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'null'
  if (typeof value === 'bigint') return `${value}n`
  if (typeof value !== 'object') {
    // JSON has no NaN and infinities; as text they stay distinct from null.
    return typeof value === 'number' && !Number.isFinite(value)
      ? `"#${value}"`
      : JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(',')}]`
  const object = value as { readonly [key: string]: Json }
  const fields = Object.keys(object)
    .filter((key) => object[key] !== undefined)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonicalText(object[key])}`)
  return `{${fields.join(',')}}`
}

/** Hash of plain data that does not depend on the order of keys. */
export const contentHash = (value: Json | undefined): string => sha256(canonicalText(value))

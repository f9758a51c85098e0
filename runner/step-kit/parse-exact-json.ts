import type { Json } from '#domain/json.ts'

/** Parses JSON; integers beyond 2^53 become bigint instead of being rounded. Throws SyntaxError. */
export const parseExactJson = (text: string): Json =>
  // The reviver costs time; only digits in such a number need it.
  /\d{16}/.test(text) ? (JSON.parse(text, exactly) as Json) : (JSON.parse(text) as Json)

function exactly(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? BigInt(source) : value
}

import type { z } from 'zod'

/** Problems named in one message. */
const shown = 3

/** One sentence on what of a value does not fit a schema: field, expected, found. */
export const describeMisfit = (what: string, error: z.ZodError, value: unknown): string => {
  const problems = error.issues.slice(0, shown).map((issue) => {
    const place = issue.path.length === 0 ? 'the value' : `"${issue.path.map(String).join('.')}"`
    return `${place}: ${issue.message}${found(valueAt(value, issue.path))}`
  })
  const more = error.issues.length - problems.length
  return `${what} ${problems.join('; ')}${more > 0 ? ` (and ${more} more)` : ''}`
}

const found = (value: unknown): string => {
  if (value === undefined) return ' (absent)'
  if (typeof value === 'string') return ` (found ${JSON.stringify(value.slice(0, 60))})`
  if (typeof value !== 'object') return ` (found ${String(value)})`
  return value === null ? ' (found null)' : Array.isArray(value) ? ' (found a list)' : ''
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown => {
  let place = value
  for (const key of path) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) return undefined
    place = (place as { readonly [key: PropertyKey]: unknown })[key]
  }
  return place
}

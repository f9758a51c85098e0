import { canonicalText } from '#domain/content-hash.ts'
import { isJsonObject, type Json, type JsonObject } from '#domain/json.ts'

/** What a record is of. */
export type RecordKind = 'case' | 'requirement' | 'parameter' | 'element' | 'step'

/** Longest text of a record that a message quotes. */
const longest = 60

/**
 * One sentence on how a record differs from the older one: `limit 10 s → 12 s; role target → threshold`. An older record
 * that is not kept, or that differs in what is not compared, has `changed`; a case then differs in its script.
 */
export const describeChange = (
  what: RecordKind,
  old: Json | undefined,
  now: JsonObject | undefined,
): string => {
  if (now === undefined) return 'no longer held'
  if (!isJsonObject(old)) return 'changed'
  const before = what === 'case' ? headOf(old) : old
  const quantity = what === 'parameter' ? describeQuantity(before, now) : []
  const hidden = new Set(what === 'parameter' ? ['value', 'unit'] : [])
  const fields = Object.keys(now)
    .concat(Object.keys(before).filter((field) => !Object.hasOwn(now, field)))
    .filter((field) => !hidden.has(field) && textOf(before[field]) !== textOf(now[field]))
    .map((field) => `${wordOf(field)} ${quote(before[field])} → ${quote(now[field])}`)
  const said = [...quantity, ...fields]
  if (said.length > 0) return said.join('; ')
  return what === 'case' ? 'script changed' : 'changed'
}

const describeQuantity = (before: JsonObject, now: JsonObject): readonly string[] => {
  if (textOf(before.value) === textOf(now.value) && textOf(before.unit) === textOf(now.unit)) {
    return []
  }
  const word = now.role === 'threshold' ? 'limit' : now.role === 'target' ? 'target' : 'value'
  return [`${word} ${withUnit(before)} → ${withUnit(now)}`]
}

const withUnit = ({ value, unit }: JsonObject): string =>
  unit === '1' ? `${quote(value)}` : `${quote(value)} ${quote(unit)}`

/** The fields of a case that its head has, too; what else a case is made of is its script. */
export const headFields = [
  'title',
  'objective',
  'method',
  'status',
  'priority',
  'tags',
  'verifies',
] as const

/** What two versions of a case are compared by, from a definition as a run keeps it or from a head of today. */
export const headOf = (record: JsonObject): JsonObject =>
  Object.fromEntries(
    headFields
      .filter((field) => record[field] !== undefined)
      .map((field) => [field, field === 'verifies' ? elementsOf(record[field]) : record[field]]),
  ) as JsonObject

const elementsOf = (verifies: Json | undefined): Json =>
  Array.isArray(verifies)
    ? verifies.map((one: Json) => (isJsonObject(one) ? (one.element ?? null) : one))
    : []

const wordOf = (field: string): string => (field === 'verifiedIn' ? 'verified in' : field)

/** Nothing, an empty list and an empty record say the same. */
const textOf = (value: Json | undefined): string => {
  const text = canonicalText(value)
  return text === '[]' || text === '{}' ? 'null' : text
}

const quote = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'none'
  if (Array.isArray(value))
    return value.length === 0 ? 'none' : shorten(value.map(plain).join(', '))
  return shorten(plain(value))
}

const plain = (value: Json): string =>
  typeof value === 'object' ? canonicalText(value) : String(value)

const shorten = (text: string): string =>
  text.length > longest ? `${text.slice(0, longest - 1)}…` : text

import type { Findings, Place } from '#interchange/findings.ts'
import { quoted } from '#interchange/findings.ts'
import { mendDoubleEncoding } from '#interchange/text/double-encoding.ts'

/** One record of a source before it is understood: values by the name of our field, as the format gives them. */
export interface Row {
  readonly place: Place
  readonly values: { readonly [field: string]: unknown }
}

/** What reading needs beside the source. */
export interface ReadingContext {
  readonly findings: Findings
  /** True for a unit that lvv can convert. */
  readonly isUnit: (unit: string) => boolean
  /** Where each key was first read: `DMS-REQ-0360`, `DMS-REQ-0360/AM1`, `LVV-3402`. */
  readonly origins: Map<string, Place>
  /** Mends double-encoded text instead of naming it. */
  readonly mend: boolean
}

/** Remembers where a key stands; false when another place of the same file holds it already. */
export const isFirst = (key: string, place: Place, { origins }: ReadingContext): boolean => {
  const before = origins.get(key)
  if (before === undefined) origins.set(key, place)
  return before === undefined || before.file !== place.file
}

/** The same, naming the second place. */
export const takesFirst = (key: string, { place }: Row, context: ReadingContext): boolean => {
  const first = isFirst(key, place, context)
  if (!first) context.findings.skipped({ ...place, key }, 'stands there twice: the first is taken')
  return first
}

/** The value of a field; undefined where the row has none or an empty one. */
export const fieldValue = ({ values }: Row, field: string): unknown => {
  const value = Object.hasOwn(values, field) ? values[field] : undefined
  return value === null || value === '' ? undefined : value
}

/** The text of a field. Numbers become text; anything else is named and skipped. */
export const textOf = (row: Row, field: string, context: ReadingContext): string | undefined => {
  const value = fieldValue(row, field)
  if (value === undefined) return undefined
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') {
    context.findings.skipped(row.place, `${field} is no text: ${quoted(value)}`)
    return undefined
  }
  return checked(value, row.place, field, context)
}

const checked = (text: string, place: Place, field: string, context: ReadingContext): string => {
  const mended = mendDoubleEncoding(text)
  if (mended === undefined) return text
  const { findings, mend } = context
  findings.note(
    place,
    mend
      ? `${field} was encoded twice and is mended: ${quoted(text)} is now ${quoted(mended)}`
      : `${field} is encoded twice and kept as it is: ${quoted(text)} is perhaps ${quoted(mended)}; --mend takes that`,
  )
  return mend ? mended : text
}

/** The finite number of a field: a number, or a text that is one. Anything else is named and skipped. */
export const numberOf = (row: Row, field: string, context: ReadingContext): number | undefined => {
  const value = fieldValue(row, field)
  if (value === undefined) return undefined
  const number =
    typeof value === 'number'
      ? value
      : typeof value === 'string' && /^\s*[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?\s*$/i.test(value)
        ? Number(value)
        : Number.NaN
  if (Number.isFinite(number)) return number
  context.findings.skipped(row.place, `${field} is no number: ${quoted(value)}`)
  return undefined
}

const yes = new Set(['true', 'yes', 'y', '1', 'x', 'ja'])
const no = new Set(['false', 'no', 'n', '0', ''])

/** Yes or no of a field. */
export const flagOf = (row: Row, field: string, context: ReadingContext): boolean | undefined => {
  const value = fieldValue(row, field)
  if (value === undefined || typeof value === 'boolean') return value
  const text = String(value).trim().toLowerCase()
  if (yes.has(text)) return true
  if (no.has(text)) return false
  context.findings.skipped(row.place, `${field} is neither yes nor no: ${quoted(value)}`)
  return undefined
}

/** One of a few words; capitals and spaces do not matter. */
export const wordOf = <Word extends string>(
  row: Row,
  field: string,
  words: readonly Word[],
  context: ReadingContext,
): Word | undefined => {
  const text = textOf(row, field, context)
  if (text === undefined) return undefined
  const plain = (word: string): string => word.toLowerCase().replace(/[^a-z0-9]/g, '')
  const found = words.find((word) => plain(word) === plain(text))
  if (found === undefined) {
    context.findings.skipped(row.place, `${field} is ${quoted(text)}, none of: ${words.join(', ')}`)
  }
  return found
}

/** A list: as such, as JSON, or its items in one text with commas, semicolons or line ends between. */
export const listOf = (
  row: Row,
  field: string,
  context: ReadingContext,
): readonly string[] | undefined => {
  const value = fieldValue(row, field)
  if (value === undefined) return undefined
  const items = Array.isArray(value) ? value : splitList(String(value))
  const texts = items.flatMap((item: unknown) => {
    if (typeof item === 'string') return [checked(item, row.place, field, context)]
    if (typeof item === 'number') return [String(item)]
    context.findings.skipped(row.place, `${field} holds what is no text: ${quoted(item)}`)
    return []
  })
  return [...new Set(texts)]
}

const splitList = (text: string): readonly unknown[] => {
  const value = text.trim().startsWith('[') ? parseJson(text) : undefined
  if (Array.isArray(value)) return value
  return text
    .split(/[,;\r\n]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

/** A value that is JSON, or the JSON that its text holds; undefined when it is neither. */
export const parseJson = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value)
  } catch {
    // The caller says what it expected instead.
    return undefined
  }
}

import type { Dossier } from '#domain/dossier.ts'
import { dossierJson } from './dossier-json.ts'

/**
 * The dossier as JSON text: indented, keys in the documented order, absent fields left out. Integers beyond 2^53
 * keep all their digits; NaN and infinities, which JSON cannot say, become null. Same dossier, same bytes.
 */
export const renderJson = (dossier: Dossier): string => {
  const parts: string[] = []
  write(dossierJson(dossier), '\n', parts)
  parts.push('\n')
  return parts.join('')
}

const write = (value: unknown, newline: string, parts: string[]): void => {
  if (Array.isArray(value)) {
    writeItems(
      value.map((item) => ['', item]),
      '[]',
      newline,
      parts,
    )
  } else if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, item]) => item !== undefined)
    writeItems(
      fields.map(([key, item]) => [`${quoted(key)}: `, item]),
      '{}',
      newline,
      parts,
    )
  } else {
    parts.push(scalar(value))
  }
}

const writeItems = (
  items: readonly (readonly [string, unknown])[],
  brackets: string,
  newline: string,
  parts: string[],
): void => {
  if (items.length === 0) {
    parts.push(brackets)
    return
  }
  const inner = `${newline}  `
  items.forEach(([prefix, item], index) => {
    parts.push(index === 0 ? brackets.charAt(0) : ',', inner, prefix)
    write(item, inner, parts)
  })
  parts.push(newline, brackets.charAt(1))
}

// JSON lets these stand raw, but they act on a terminal or turn the reading direction.
const unsafe = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g

const quoted = (text: string): string =>
  JSON.stringify(text.toWellFormed()).replace(
    unsafe,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )

const scalar = (value: unknown): string => {
  if (typeof value === 'bigint') return value.toString()
  if (typeof value === 'string') return quoted(value)
  return JSON.stringify(value ?? null)
}

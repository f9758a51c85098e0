import { flowValue } from './simple-flow.ts'
import { keyAt, nextIndent, refuse, type SimpleReader } from './simple-reader.ts'
import { blockText, plainText, quotedValue } from './simple-scalars.ts'

/** A text in simple YAML as plain data, with the lines of its values. */
export interface SimpleYaml {
  readonly data: unknown
  /** One-based line of a value, of its first content for block texts; of the nearest one above it that exists. */
  lineOf(path: readonly (string | number)[]): number
  /** A comment follows a plain text somewhere. */
  readonly hasCut: boolean
}

const maxDepth = 32

/**
 * Reads the YAML that nearly all files are written in, several times faster than the library and with little memory:
 * mappings and lists in blocks or brackets, with plain, quoted, literal and folded texts. Undefined for everything
 * else, be it right or wrong: the library then reads it, and says what is wrong.
 */
export const readSimpleYaml = (text: string): SimpleYaml | undefined => {
  if (!text.endsWith('\n') || unusual.test(text)) return undefined
  const reader: SimpleReader = {
    lines: text.split('\n'),
    at: 0,
    column: 0,
    line: 1,
    places: new Map(),
    hasCut: false,
    refused: false,
  }
  if (nextIndent(reader) !== 0) return undefined
  const first = reader.at + 1
  const data = mapAt(reader, 0, 0)
  if (reader.refused || nextIndent(reader) !== -1) return undefined
  const { places, hasCut } = reader
  return { data, hasCut, lineOf: (path) => lineIn(places, data, first, path) }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unusual = /[\u0000-\u0009\u000B-\u001F\u007F\u0085\u2028\u2029\uFEFF]|^(?:---|\.\.\.)/m

const lineIn = (
  places: SimpleReader['places'],
  data: unknown,
  first: number,
  path: readonly (string | number)[],
): number => {
  let line = first
  let value = data
  for (const step of path) {
    if (typeof value !== 'object' || value === null) break
    const index = Array.isArray(value) ? Number(step) : Object.keys(value).indexOf(String(step))
    const next = places.get(value)?.[index]
    if (next === undefined) break
    line = next
    value = (value as { readonly [key: string]: unknown })[step]
  }
  return line
}

/** A mapping whose keys stand at a column; the first one may follow a dash. */
const mapAt = (reader: SimpleReader, column: number, depth: number): unknown => {
  const map: { [key: string]: unknown } = {}
  const places: number[] = []
  do {
    const key = keyAt(reader, reader.lines[reader.at] ?? '', column)
    if (key === undefined || key === '__proto__' || Object.hasOwn(map, key)) return refuse(reader)
    map[key] = valueAt(reader, { indent: column, inMap: true, depth })
    places.push(reader.line)
  } while (!reader.refused && nextIndent(reader) === column && !isItem(reader, column))
  reader.places.set(map, places)
  return map
}

const listAt = (reader: SimpleReader, column: number, depth: number): unknown => {
  const list: unknown[] = []
  const places: number[] = []
  do {
    const line = reader.lines[reader.at] ?? ''
    reader.column = column + 1
    while (line.charCodeAt(reader.column) === 32) reader.column++
    const inner = reader.column
    if (isItem(reader, inner)) return refuse(reader)
    if (keyAt(reader, line, inner) === undefined) {
      list.push(valueAt(reader, { indent: column, inMap: false, depth }))
      places.push(reader.line)
    } else {
      places.push(reader.at + 1)
      list.push(mapAt(reader, inner, depth + 1))
    }
  } while (!reader.refused && nextIndent(reader) === column && isItem(reader, column))
  reader.places.set(list, places)
  return list
}

const isItem = ({ lines, at }: SimpleReader, column: number): boolean => {
  const line = lines[at] ?? ''
  return line[column] === '-' && (line[column + 1] ?? ' ') === ' '
}

interface ValuePlace {
  /** Column of the key or dash that the value belongs to. */
  readonly indent: number
  readonly inMap: boolean
  readonly depth: number
}

const valueAt = (reader: SimpleReader, place: ValuePlace): unknown => {
  const char = reader.lines[reader.at]?.[reader.column]
  if (char === undefined || char === '#') return blockBelow(reader, place)
  const isBlock = char === '|' || char === '>'
  const line = reader.at + (isBlock ? 2 : 1)
  const value = isBlock ? blockText(reader, place.indent) : valueInLine(reader, char, place.indent)
  reader.line = line
  return value
}

const valueInLine = (reader: SimpleReader, char: string, indent: number): unknown => {
  switch (char) {
    case '[':
    case '{':
      return flowValue(reader, indent)
    case '"':
    case "'":
      return quotedValue(reader)
    default:
      return plainText(reader, indent)
  }
}

const blockBelow = (reader: SimpleReader, { indent, inMap, depth }: ValuePlace): unknown => {
  if (depth > maxDepth) return refuse(reader)
  const own = reader.at + 1
  reader.at++
  const below = nextIndent(reader)
  const isList = below >= 0 && isItem(reader, below)
  const isBelow = below > indent || (inMap && below === indent && isList)
  const line = isBelow ? reader.at + 1 : own
  const value = !isBelow
    ? null
    : isList
      ? listAt(reader, below, depth + 1)
      : mapAt(reader, below, depth + 1)
  reader.line = line
  return value
}

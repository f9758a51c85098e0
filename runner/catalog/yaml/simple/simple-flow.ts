import { indentOf, isEndOfLine, keyAt, refuse, type SimpleReader } from './simple-reader.ts'
import { isOddStart, plainValue, quotedText } from './simple-scalars.ts'

const maxDepth = 32

/** A value in brackets or braces that is the whole value of a block; its lines are indented more than `indent`. */
export const flowValue = (reader: SimpleReader, indent: number): unknown => {
  const value = valueAt(reader, indent, 0)
  if (!isEndOfLine(reader.lines[reader.at] ?? '', reader.column)) return refuse(reader)
  reader.at++
  return value
}

const valueAt = (reader: SimpleReader, indent: number, depth: number): unknown => {
  switch (charAt(reader)) {
    case '[':
      return depth > maxDepth ? refuse(reader) : listAt(reader, indent, depth)
    case '{':
      return depth > maxDepth ? refuse(reader) : mapAt(reader, indent, depth)
    case '"':
    case "'":
      return quotedText(reader)
    default:
      return plainAt(reader)
  }
}

const charAt = ({ lines, at, column }: SimpleReader): string | undefined => lines[at]?.[column]

const listAt = (reader: SimpleReader, indent: number, depth: number): unknown => {
  const list: unknown[] = []
  const places: number[] = []
  for (let more = opens(reader, indent, ']'); more; more = goesOn(reader, indent, ']')) {
    places.push(reader.at + 1)
    list.push(valueAt(reader, indent, depth + 1))
  }
  reader.places.set(list, places)
  return list
}

const mapAt = (reader: SimpleReader, indent: number, depth: number): unknown => {
  const map: { [key: string]: unknown } = {}
  const places: number[] = []
  for (let more = opens(reader, indent, '}'); more; more = goesOn(reader, indent, '}')) {
    const key = keyAt(reader, reader.lines[reader.at] ?? '', reader.column)
    if (key === undefined || key === '__proto__' || Object.hasOwn(map, key)) return refuse(reader)
    skipSpace(reader, indent)
    places.push(reader.at + 1)
    map[key] = valueAt(reader, indent, depth + 1)
  }
  reader.places.set(map, places)
  return map
}

/** Goes behind the opening bracket; false when the closing one follows at once. */
const opens = (reader: SimpleReader, indent: number, close: string): boolean => {
  reader.column++
  skipSpace(reader, indent)
  if (charAt(reader) !== close) return !reader.refused
  reader.column++
  return false
}

/** Goes behind the comma to the next item, or behind the closing bracket: false. */
const goesOn = (reader: SimpleReader, indent: number, close: string): boolean => {
  if (reader.refused) return false
  skipSpace(reader, indent)
  const char = charAt(reader)
  reader.column++
  if (char === close) return false
  if (char !== ',') refuse(reader)
  skipSpace(reader, indent)
  return !reader.refused
}

const skipSpace = (reader: SimpleReader, indent: number): void => {
  while (!reader.refused) {
    const line = reader.lines[reader.at] ?? ''
    while (line.charCodeAt(reader.column) === 32) reader.column++
    if (line[reader.column] === '#') refuse(reader)
    if (reader.column < line.length) return
    goToNextLine(reader, indent)
  }
}

const goToNextLine = (reader: SimpleReader, indent: number): void => {
  reader.at++
  const line = reader.lines[reader.at]
  reader.column = indentOf(line ?? '')
  const isOutside = reader.column <= indent && reader.column < (line ?? '').length
  if (line === undefined || isOutside) refuse(reader)
}

const plainAt = (reader: SimpleReader): unknown => {
  const line = reader.lines[reader.at] ?? ''
  plainPattern.lastIndex = reader.column
  const text = (plainPattern.exec(line)?.[0] ?? '').replace(/ +$/, '')
  // A text that reaches the end of its line may go on in the next one.
  if (text === '' || isOddStart(text) || reader.column + text.length >= line.length) {
    return refuse(reader)
  }
  if (/:(?: |$)| #/.test(text)) return refuse(reader)
  reader.column += text.length
  return plainValue(reader, text)
}

const plainPattern = /[^,[\]{}]*/y

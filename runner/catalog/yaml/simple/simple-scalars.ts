import { indentOf, isEndOfLine, refuse, type SimpleReader } from './simple-reader.ts'

/** Value of a plain text, as the core schema of YAML 1.2 reads it; refuses what is a number in an unusual form. */
export const plainValue = (
  reader: SimpleReader,
  text: string,
): string | number | boolean | null | undefined => {
  const first = text.charCodeAt(0)
  // A digit, ".", "+" or "-".
  if ((first >= 48 && first <= 57) || first === 46 || first === 43 || first === 45) {
    return numberOrText(reader, text)
  }
  if (text.length > 5) return text
  switch (text) {
    case '~':
    case 'null':
    case 'Null':
    case 'NULL':
      return null
    case 'true':
    case 'True':
    case 'TRUE':
      return true
    case 'false':
    case 'False':
    case 'FALSE':
      return false
    default:
      return text
  }
}

const usualNumber = /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?(?:[eE][-+]?\d{1,2})?$/
const anyNumber = /^[-+]?(?:\.?\d[\d.]*(?:[eE][-+]?\d+)?|\.(?:inf|nan)|0[ox][\da-f]+)$/i

const numberOrText = (reader: SimpleReader, text: string): number | string | undefined => {
  if (usualNumber.test(text) && text !== '-0') return Number(text)
  return anyNumber.test(text) ? refuse(reader) : text
}

/** True when a plain text cannot begin like this, or begins something else. */
export const isOddStart = (text: string): boolean => {
  const [first = '', second] = text
  return (
    '?:,[]{}#&*!|>\'"%@`'.includes(first) ||
    (first === '-' && (second === undefined || second === ' '))
  )
}

/** A text in quotes that ends on the line at hand; leaves the column behind it. */
export const quotedText = (reader: SimpleReader): string | undefined => {
  const line = reader.lines[reader.at] ?? ''
  const quoted = line[reader.column] === '"' ? doubleQuoted : singleQuoted
  quoted.lastIndex = reader.column
  const found = quoted.exec(line)
  if (found === null) return refuse(reader)
  reader.column = quoted.lastIndex
  const [whole, text = ''] = found
  if (quoted === singleQuoted) return text.includes("'") ? text.replaceAll("''", "'") : text
  return text.includes('\\') ? (JSON.parse(whole) as string) : text
}

const singleQuoted = /'((?:[^']|'')*)'/y
/** With the escapes that JSON has too. */
const doubleQuoted = /"((?:[^"\\]|\\["\\/bfnrt]|\\u[\da-fA-F]{4})*)"/y

/** A plain text of a block, which may go on in lines indented more than `indent`. */
export const plainText = (
  reader: SimpleReader,
  indent: number,
): string | number | boolean | null | undefined => {
  const line = reader.lines[reader.at] ?? ''
  const comment = line.indexOf(' #', reader.column)
  if (comment >= 0) reader.hasCut = true
  let text = line.slice(reader.column, comment < 0 ? undefined : comment).replace(/ +$/, '')
  if (isOddStart(text) || isOddInside(text)) return refuse(reader)
  reader.at++
  for (;;) {
    const blank = blankLines(reader)
    const more = reader.lines[reader.at + blank]
    if (more === undefined || isBlank(more) || indentOf(more) <= indent) break
    const next = more.replace(/^ +| +$/g, '')
    if (comment >= 0 || isOddInside(next) || /^(?:#|[-?](?: |$))|\s#/.test(next))
      return refuse(reader)
    text += (blank === 0 ? ' ' : '\n'.repeat(blank)) + next
    reader.at += blank + 1
  }
  return plainValue(reader, text)
}

/** A colon that makes a key, for which a plain text has no room. */
const isOddInside = (text: string): boolean => text.includes(': ') || text.endsWith(':')

const isBlank = (line: string | undefined): boolean =>
  line !== undefined && indentOf(line) === line.length

const blankLines = ({ lines, at }: SimpleReader): number => {
  let count = 0
  while (isBlank(lines[at + count])) count++
  // At the end of the text nothing goes on.
  return at + count >= lines.length ? 0 : count
}

/** A literal or folded text; refuses indentation indicators, kept line ends, and what folding treats in a special way. */
export const blockText = (reader: SimpleReader, indent: number): string | undefined => {
  const header = /^([|>])(-?) *$/.exec((reader.lines[reader.at] ?? '').slice(reader.column))
  reader.at++
  const first = reader.lines[reader.at] ?? ''
  const inner = indentOf(first)
  if (header === null || inner <= indent || inner === first.length) return refuse(reader)
  const content = blockLines(reader, inner)
  const end = reader.lines[reader.at]
  if (end !== undefined && indentOf(end) > indent) return refuse(reader)
  while (content.at(-1) === '') content.pop()
  const [, style, strip] = header
  const text = style === '|' ? content.join('\n') : folded(reader, content)
  return strip === '-' || text === undefined ? text : `${text}\n`
}

/** Lines of a block text without their indentation; ends before the first line that is indented less. */
const blockLines = (reader: SimpleReader, inner: number): string[] => {
  const content: string[] = []
  for (; reader.at < reader.lines.length; reader.at++) {
    const line = reader.lines[reader.at] ?? ''
    const own = indentOf(line)
    if (own < line.length && own < inner) break
    if (own === line.length && own > inner) refuse(reader)
    content.push(line.slice(inner))
  }
  return content
}

const folded = (reader: SimpleReader, content: readonly string[]): string | undefined => {
  let text = ''
  let blank = 0
  for (const [index, line] of content.entries()) {
    if (line === '') {
      blank++
      continue
    }
    if (line.startsWith(' ') || line.endsWith(' ')) return refuse(reader)
    text += (index === 0 ? '' : blank === 0 ? ' ' : '\n'.repeat(blank)) + line
    blank = 0
  }
  return text
}

/** A text in quotes that is the whole value of a block. */
export const quotedValue = (reader: SimpleReader): string | undefined => {
  const text = quotedText(reader)
  if (!isEndOfLine(reader.lines[reader.at] ?? '', reader.column)) return refuse(reader)
  reader.at++
  return text
}

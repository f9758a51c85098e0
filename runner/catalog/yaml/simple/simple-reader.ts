/** What is being read of a text in simple YAML. */
export interface SimpleReader {
  readonly lines: readonly string[]
  /** Index of the line at hand. */
  at: number
  /** Column at hand; only where a value is read within a line. */
  column: number
  /** One-based line of the value that was read last, of its first content for block texts. */
  line: number
  /** One-based lines of the values of every mapping and list, in their order. */
  readonly places: Map<object, readonly number[]>
  /** A comment follows a plain text, which may be cut by it. */
  hasCut: boolean
  /** Something stands here that is not simple: nothing that is read after it counts. */
  refused: boolean
}

/** Says that the text is not simple. */
export const refuse = (reader: SimpleReader): undefined => {
  reader.refused = true
  return undefined
}

/** Number of spaces that a line begins with. */
export const indentOf = (line: string): number => {
  let indent = 0
  while (line.charCodeAt(indent) === 32) indent++
  return indent
}

/** True when nothing but a comment, or nothing at all, follows in the line. */
export const isEndOfLine = (line: string, column: number): boolean => {
  let at = column
  while (line.charCodeAt(at) === 32) at++
  return at >= line.length || (line[at] === '#' && at > column)
}

/** Goes to the next line that holds more than a comment; its indentation, or -1 at the end. */
export const nextIndent = (reader: SimpleReader): number => {
  const { lines } = reader
  for (; reader.at < lines.length; reader.at++) {
    const line = lines[reader.at] ?? ''
    const indent = indentOf(line)
    if (indent < line.length && line[indent] !== '#') return indent
  }
  return -1
}

/** The key of a mapping with its colon, at a column; the column behind it and its spaces is left in the reader. */
export const keyAt = (reader: SimpleReader, line: string, column: number): string | undefined => {
  keyPattern.lastIndex = column
  const key = keyPattern.exec(line)?.[1]
  if (key === undefined) return undefined
  reader.column = keyPattern.lastIndex
  return key
}

const keyPattern = /([A-Za-z_][\w./-]{0,127}):(?: +|$)/y

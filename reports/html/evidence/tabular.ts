/** A table found in a file. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** How many rows there are; absent where only the beginning was read. */
  readonly total?: number
}

const mostRows = 200
const mostColumns = 40

/** Reads what has values between delimiters: quoted values may hold delimiters, quotes (doubled) and line breaks. */
export const parseDelimited = (text: string, delimiter: string, whole: boolean): Rows => {
  const lines: string[][] = []
  let line: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  let count = 0
  while (at < text.length) {
    const [value, after] = valueAt(text, at, delimiter)
    if (line.length < mostColumns) line.push(value)
    at = after
    if (text[at] === delimiter) {
      at += 1
      continue
    }
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    count += 1
    if (lines.length <= mostRows) lines.push(line)
    line = []
  }
  // A last line that was cut says less than it seems to.
  const complete = whole ? lines : lines.slice(0, -1)
  return {
    columns: complete[0] ?? [],
    rows: complete.slice(1, mostRows + 1),
    ...(whole ? { total: Math.max(0, count - 1) } : {}),
  }
}

const valueAt = (text: string, start: number, delimiter: string): readonly [string, number] => {
  if (text[start] !== '"') {
    let end = start
    while (
      end < text.length &&
      text[end] !== delimiter &&
      text[end] !== '\n' &&
      text[end] !== '\r'
    ) {
      end += 1
    }
    return [text.slice(start, end), end]
  }
  let end = start + 1
  while (end < text.length) {
    if (text[end] !== '"') end += 1
    else if (text[end + 1] === '"') end += 2
    else break
  }
  const value = text.slice(start + 1, end).replaceAll('""', '"')
  // Whatever stands between a closing quote and the next delimiter belongs to the value.
  const rest = /^"[^,\t\r\n]*/.exec(text.slice(end, end + 200))?.[0] ?? ''
  return [value + rest.slice(1), Math.max(end + rest.length, start + 1)]
}

/** A list of objects, or an object of equally long lists, as a table; undefined for any other JSON. */
export const rowsOfJson = (value: unknown): Rows | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const items = value.slice(0, mostRows)
  if (!items.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))) {
    return undefined
  }
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))].slice(0, mostColumns)
  return {
    columns,
    rows: items.map((item: Record<string, unknown>) => columns.map((name) => cellText(item[name]))),
    total: value.length,
  }
}

const cellText = (value: unknown): string => {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

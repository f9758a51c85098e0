import { parse } from 'csv-parse/sync'

/** A table found in a file. */
export interface Rows {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
  /** How many rows there are; absent where only the beginning was read. */
  readonly total?: number
}

const mostRows = 200
const mostColumns = 40

/**
 * Reads what has values between delimiters, as leniently as it can: what is shown is evidence, not input. Undefined
 * where it is no table after all.
 */
export const parseDelimited = (
  text: string,
  delimiter: string,
  whole: boolean,
): Rows | undefined => {
  // A last line that was cut says less than it seems to.
  const complete = whole ? text : text.slice(0, text.lastIndexOf('\n') + 1)
  try {
    const [columns = [], ...rows] = parse(complete, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      bom: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
    }) as string[][]
    return {
      columns: columns.slice(0, mostColumns),
      rows: rows.slice(0, mostRows).map((row) => row.slice(0, mostColumns)),
      ...(whole ? { total: rows.length } : {}),
    }
  } catch {
    // A quote that never ends: shown as the text it is.
    return undefined
  }
}

/** A list of flat objects as a table; undefined for any other JSON, which is read better as it is written. */
export const rowsOfJson = (value: unknown): Rows | undefined => {
  if (!Array.isArray(value) || value.length === 0) return undefined
  const items = value.slice(0, mostRows)
  if (!items.every((item) => typeof item === 'object' && item !== null && !Array.isArray(item))) {
    return undefined
  }
  if (items.every((item) => Object.values(item).some(isNested))) return undefined
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))].slice(0, mostColumns)
  return {
    columns,
    rows: items.map((item: Record<string, unknown>) => columns.map((name) => cellText(item[name]))),
    total: value.length,
  }
}

const isNested = (value: unknown): boolean => typeof value === 'object' && value !== null

const cellText = (value: unknown): string => {
  if (value === undefined) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

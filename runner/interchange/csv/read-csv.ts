import { type CsvError, parse } from 'csv-parse/sync'
import { quoted } from '#interchange/findings.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { type GridRow, readTables } from '#interchange/table/read-tables.ts'
import { unguardedText } from './formula-guard.ts'

/** Characters of one record: what is longer is most likely a quote that is never closed. */
const longestRecord = 4 * 2 ** 20

/** Reads one table from CSV; commas, semicolons or tabs separate. A broken quote ends the reading and is named. */
export const readCsv = (text: string, file: string, context: ReadingContext): RequirementSet => {
  const rows = rowsOf(text, file, context)
  return readTables([{ file, rows }], context)
}

const rowsOf = (text: string, file: string, { findings }: ReadingContext): readonly GridRow[] => {
  const rows: GridRow[] = []
  let line = 1
  try {
    parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      max_record_size: longestRecord,
      on_record: (record, { lines }) => {
        rows.push({ at: `row ${line}`, cells: record.map(unguardedText) })
        line = lines + 1
        return null
      },
    })
  } catch (error) {
    findings.skipped({ file, at: `row ${line}` }, `${reasonOf(error)}; nothing after it is read`)
  }
  return rows
}

const delimiterOf = (text: string): string => {
  const first = /^[^\r\n]*/.exec(text)?.[0] ?? ''
  const count = (separator: string): number => first.split(separator).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error ? Reflect.get(error, 'code') : undefined
  switch (code as CsvError['code'] | undefined) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote begins here and is never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quoted cell goes on after its closing quote; a quote inside is written ""'
    case 'INVALID_OPENING_QUOTE':
      return 'a quote in the middle of a cell; the whole cell goes in quotes and the quote is written ""'
    case 'CSV_MAX_RECORD_SIZE':
      return 'a record is too long: a quote is likely not closed'
    default:
      return `the table is broken: ${quoted(error instanceof Error ? error.message : error)}`
  }
}

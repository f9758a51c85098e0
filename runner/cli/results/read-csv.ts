import { type CsvError, parse } from 'csv-parse/sync'
import type { LineProblem } from './line-problem.ts'

/** One record of a table. */
export interface CsvRecord {
  /** Line on which it begins, from 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** What could be read of a table, and what could not. */
export interface CsvTable {
  readonly records: readonly CsvRecord[]
  readonly problems: readonly LineProblem[]
}

/** Broken quotes after which the rest is not tried any more: each may cost another look at all of it. */
const mostBroken = 20

/** Characters of one record; a quote that is never closed ends there. */
const longestRecord = 1_000_000

/** Reads a table whose columns a comma, semicolon or tab separates; goes on after the line of a broken quote. */
export const readCsv = (text: string): CsvTable => {
  const rest = text.replaceAll(/\r\n?/g, '\n')
  const delimiter = delimiterOf(rest)
  const records: CsvRecord[] = []
  const problems: LineProblem[] = []
  let at = 0
  let line = 1
  while (at < rest.length) {
    const read = readUntilBroken(rest.slice(at), line, delimiter)
    records.push(...read.records)
    if (read.broken === undefined) break
    problems.push({ line: read.line, message: read.broken })
    if (problems.length === mostBroken) {
      problems.push({ line: read.line + 1, message: 'not read, nor anything after it' })
      break
    }
    const next = rest.indexOf('\n', at + read.length)
    at = next < 0 ? rest.length : next + 1
    line = read.line + 1
  }
  return { records, problems }
}

/** The separator that is most often in the first line; a comma where there is none. */
const delimiterOf = (text: string): string => {
  const first = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length)
  const count = (separator: string): number => first.split(separator).length
  return [',', ';', '\t'].reduce((best, next) => (count(next) > count(best) ? next : best))
}

interface ReadPart {
  readonly records: readonly CsvRecord[]
  /** Line and offset of what was not read. */
  readonly line: number
  readonly length: number
  readonly broken?: string
}

const readUntilBroken = (text: string, firstLine: number, delimiter: string): ReadPart => {
  const records: CsvRecord[] = []
  let line = firstLine
  let length = 0
  try {
    parse(text, {
      delimiter,
      raw: true,
      relax_column_count: true,
      max_record_size: longestRecord,
      on_record: (item) => {
        // What `raw: true` makes of a record; the types of csv-parse do not say so.
        const { raw, record } = item as unknown as { readonly raw: string; record: string[] }
        // Lines without anything are no records.
        if (raw.trim() !== '') records.push({ line, cells: record })
        line += raw.split('\n').length - 1
        length += raw.length
        return null
      },
    })
  } catch (error) {
    return { records, line, length, broken: messageOf(error) }
  }
  return { records, line, length }
}

const messageOf = (error: unknown): string => {
  const { code, message } = error as CsvError
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote begins here and is never closed'
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'a quoted cell goes on after its closing quote; a quote inside is written ""'
    case 'INVALID_OPENING_QUOTE':
      return 'a quote in the middle of a cell; put the whole cell in quotes and write it ""'
    case 'CSV_MAX_RECORD_SIZE':
      return `more than ${longestRecord} characters in one record: a quote is likely not closed`
    default:
      throw new Error(`csv-parse: ${message}`, { cause: error })
  }
}

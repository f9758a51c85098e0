import type { RequirementSet } from '#interchange/requirement-set.ts'
import { type Table, tablesOfSet } from '#interchange/table/set-tables.ts'
import { guardedText } from './formula-guard.ts'

/** Tables of a set as CSV files by name: `requirements.csv`, `parameters.csv`, `elements.csv`, `documents.csv`. */
export const writeCsvTables = (set: RequirementSet): ReadonlyMap<string, string> =>
  new Map(tablesOfSet(set).map((table) => [`${table.name.toLowerCase()}.csv`, writeCsv(table)]))

/** A table as CSV (RFC 4180): commas, CR LF, no cell that a spreadsheet would run as a formula. */
export const writeCsv = ({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string =>
  [columns, ...rows].map((row) => `${row.map(cellText).join(',')}\r\n`).join('')

const cellText = (cell: string | number | boolean | undefined): string => {
  if (typeof cell !== 'string') return cell === undefined ? '' : String(cell)
  const text = guardedText(cell)
  return /[",\r\n;\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

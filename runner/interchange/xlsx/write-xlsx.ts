import { writeXlsx as write } from 'hucre/xlsx'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { continuationHeader } from '#interchange/table/columns.ts'
import { type Cell, type Table, tablesOfSet } from '#interchange/table/set-tables.ts'

/** A sheet of a workbook: text stays text, whatever it begins with; dates are instants, UTC. */
export interface Sheet {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (Cell | Date)[])[]
}

/** Documents, requirements, parameters and elements as sheets of one workbook. */
export const writeXlsxTables = (set: RequirementSet): Promise<Uint8Array> =>
  writeXlsx(tablesOfSet(set))

/** A workbook with filters and a frozen header; the same sheets give the same bytes. */
export const writeXlsx = (sheets: readonly (Sheet | Table)[]): Promise<Uint8Array> =>
  write({
    sheets: sheets.map(sheetOf),
    // Without it the library writes the present instant.
    properties: { created: new Date(0), modified: new Date(0) },
  })

const sheetOf = (sheet: Sheet) => {
  const { name, columns, rows } = splitLongTexts(sheet)
  return {
    name,
    columns: columns.map((header) => ({ width: Math.min(60, Math.max(10, header.length + 2)) })),
    rows: [[...columns], ...rows.map((row) => row.map(valueOfCell))],
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${letters(columns.length)}${rows.length + 1}` },
  }
}

const valueOfCell = (cell: Cell | Date): string | number | boolean | Date | null => {
  if (cell === undefined) return null
  // The library reads `_x0041_` as a character that XML cannot hold: what looks like one is escaped.
  return typeof cell === 'string' ? cell.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_') : cell
}

/** `A` of 1, `AA` of 27. */
const letters = (column: number): string =>
  column <= 0
    ? ''
    : letters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26))

/** A cell holds 32,767 characters; escapes are counted, too. */
const longestCell = 16_000

/** A text that no cell can hold goes on in columns beside it. */
const splitLongTexts = (sheet: Sheet): Sheet => {
  const pieces = sheet.columns.map((_, index) =>
    sheet.rows.reduce((most, row) => Math.max(most, piecesOf(row[index]).length), 1),
  )
  if (pieces.every((count) => count === 1)) return sheet
  return {
    name: sheet.name,
    columns: sheet.columns.flatMap((header, index) =>
      Array.from({ length: pieces[index] ?? 1 }, (_, piece) =>
        piece === 0 ? header : continuationHeader(header, piece + 1),
      ),
    ),
    rows: sheet.rows.map((row) =>
      row.flatMap((cell, index) => {
        const own = piecesOf(cell)
        return Array.from({ length: pieces[index] ?? 1 }, (_, piece) => own[piece])
      }),
    ),
  }
}

const piecesOf = (cell: Cell | Date): readonly (Cell | Date)[] =>
  typeof cell !== 'string' || cell.length <= longestCell
    ? [cell]
    : // By code points, so that no character is torn apart.
      (cell.match(new RegExp(`[^]{1,${longestCell}}`, 'gu')) ?? [])

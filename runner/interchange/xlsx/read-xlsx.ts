import { readXlsx as read } from 'hucre/xlsx'
import { HarnessError } from '#domain/harness-error.ts'
import { readArchive } from '#interchange/archive/read-archive.ts'
import { writeArchive } from '#interchange/archive/write-archive.ts'
import { quoted } from '#interchange/findings.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { type Grid, readTables } from '#interchange/table/read-tables.ts'

type Workbook = Awaited<ReturnType<typeof read>>
type Sheet = Workbook['sheets'][number]

/** Reads the tables of a workbook, a sheet each. Formulas give their last value, merged cells their one; both are named. */
export const readXlsx = async (
  bytes: Uint8Array,
  file: string,
  context: ReadingContext,
): Promise<RequirementSet> => {
  const workbook = await open(bytes, file)
  return readTables(
    workbook.sheets.map((sheet) => gridOf(sheet, file, context)),
    context,
  )
}

const open = async (bytes: Uint8Array, file: string): Promise<Workbook> => {
  // Unpacked within our limits first, then handed on without compression: the library unpacks without any.
  const archive = readArchive(bytes, file)
  for (const [path, content] of archive) {
    if (/\.(xml|rels)$/i.test(path)) refuseDoctype(content, `${file} (${path})`)
  }
  try {
    return await read(writeArchive(archive, { level: 0 }))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new HarnessError(
      'bad-input',
      `${file} is no workbook that can be read: ${quoted(reason, 200)}`,
      {
        hint: 'Open it in a spreadsheet and save it as .xlsx again.',
        cause: error,
      },
    )
  }
}

const refuseDoctype = (content: Uint8Array, file: string): void => {
  if (!new TextDecoder('latin1').decode(content.subarray(0, 4096)).includes('<!DOCTYPE')) return
  throw new HarnessError(
    'bad-input',
    `${file} holds a document type, which no spreadsheet writes`,
    {
      hint: 'Find out where the file is from.',
    },
  )
}

const gridOf = (sheet: Sheet, file: string, { findings }: ReadingContext): Grid => {
  const at = (row: number): string => `sheet ${sheet.name} row ${row + 1}`
  const note = (row: number, message: string): void => findings.note({ file, at: at(row) }, message)
  noteFormulas(sheet, note)
  const rows = sheet.rows.map((cells) => cells.map(plainCell))
  spreadMerged(sheet, rows, note)
  return { file, sheet: sheet.name, rows: rows.map((cells, row) => ({ at: at(row), cells })) }
}

type Note = (row: number, message: string) => void

const noteFormulas = (sheet: Sheet, note: Note): void => {
  for (const [place, cell] of sheet.cells ?? []) {
    if (cell.formula === undefined) continue
    const value = cell.value === null || cell.value === undefined ? 'none' : quoted(cell.value)
    note(Number(place.split(',')[0]), `a formula: its last value is taken, ${value}`)
  }
}

/** A cell merged over rows of one column belongs to each of them; other ones to the first cell alone. */
const spreadMerged = (sheet: Sheet, rows: (PlainCell | undefined)[][], note: Note): void => {
  for (const { startRow, startCol, endRow, endCol } of sheet.merges ?? []) {
    const value = rows[startRow]?.[startCol]
    if (value === undefined || value === null || endCol !== startCol) {
      note(startRow, 'merged cells: the value belongs to the first of them')
      continue
    }
    const merged = rows.slice(startRow, endRow + 1)
    note(
      startRow,
      `merged cells: ${quoted(value)} is taken for each of their ${merged.length} rows`,
    )
    for (const cells of merged) cells[startCol] = value
  }
}

type PlainCell = string | number | boolean | null

/** A date as its day where it has no time; releases and notes are written so. */
const plainCell = (cell: Sheet['rows'][number][number]): PlainCell =>
  cell instanceof Date ? cell.toISOString().replace(/T00:00:00\.000Z$/, '') : cell

import type { RequirementSet } from '#interchange/requirement-set.ts'
import type { ReportCell, ReportTable } from '#reports/tables/report-table.ts'
import type { ReportFormat } from './report-formats.ts'
import type { ReportSource } from './report-source.ts'

/** A folder of CSV files, one a table. */
export const csv: ReportFormat = {
  writes: 'folder',
  write: async (source, folder) => {
    const { writeCsv } = await import('#interchange/csv/write-csv.ts')
    const { writeFolder } = await import('./write-folder.ts')
    const tables = await tablesOf(source)
    const files = tables.map(({ name, columns, rows }) => {
      const file = `${name.toLowerCase().replaceAll(' ', '-')}.csv`
      return [file, writeCsv({ columns, rows: rows.map((row) => row.map(plainCell)) })] as const
    })
    await writeFolder(folder, 'csv', new Map(files))
    return []
  },
}

/** One workbook, a sheet a table. */
export const xlsx: ReportFormat = {
  writes: 'file',
  ending: 'xlsx',
  render: async (source) => {
    const { writeXlsx } = await import('#interchange/xlsx/write-xlsx.ts')
    return writeXlsx(await tablesOf(source))
  },
}

/** Requirements and elements with their results, for the tools of systems engineers. */
export const reqif: ReportFormat = {
  writes: 'file',
  ending: 'reqif',
  render: async (source) => {
    const { writeReqif } = await import('#interchange/reqif/write-reqif.ts')
    const { resultColumns, resultValues } = await import('#reports/tables/result-columns.ts')
    return writeReqif(await heldOf(source), {
      columns: resultColumns,
      values: resultValues(await source.trace()),
    })
  },
}

/** The whole read model, as a snapshot keeps it. */
export const trace: ReportFormat = {
  writes: 'file',
  ending: 'json',
  render: async (source) => {
    const { traceJson } = await import('#traceability/snapshots/trace-json.ts')
    return traceJson(await source.trace())
  },
}

/** What is held as its files say it, so that an import of the report loses and changes nothing. */
const heldOf = async ({ open }: ReportSource): Promise<RequirementSet> => {
  const { heldSet } = await import('#cli/importing/held-set.ts')
  const { readHeldFiles } = await import('#cli/importing/read-files.ts')
  return heldSet(readHeldFiles(open.root))
}

/** What is held, each requirement and element with its results, then what was found. */
const tablesOf = async (source: ReportSource): Promise<readonly ReportTable[]> => {
  const { tablesOfSet } = await import('#interchange/table/set-tables.ts')
  const { traceTables } = await import('#reports/tables/trace-tables.ts')
  const { resultColumns, resultValues } = await import('#reports/tables/result-columns.ts')
  const model = await source.trace()
  const values = resultValues(model)
  const held = tablesOfSet(await heldOf(source)).map((table): ReportTable => {
    const keyed = table.columns.indexOf(keyHeaders[table.name] ?? '')
    if (keyed < 0) return table
    return {
      name: table.name,
      columns: [...table.columns, ...resultColumns],
      rows: table.rows.map((row) => {
        const own = values.get(String(row[keyed]))
        return [...row, ...resultColumns.map((column) => own?.[column])]
      }),
    }
  })
  return [...held, ...traceTables(model)]
}

/** Header of the key in the tables that carry results. */
const keyHeaders: { readonly [table: string]: string } = {
  Requirements: 'Requirement ID',
  Elements: 'Element',
}

const plainCell = (cell: ReportCell): Exclude<ReportCell, Date> =>
  cell instanceof Date ? cell.toISOString() : cell

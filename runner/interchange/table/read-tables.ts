import { quoted } from '#interchange/findings.ts'
import { documentOf } from '#interchange/json/own-form.ts'
import { mergeSets } from '#interchange/preparing/merge-sets.ts'
import { elementOfRow } from '#interchange/records/element-row.ts'
import { parameterOfRow } from '#interchange/records/parameter-row.ts'
import { requirementOfRow } from '#interchange/records/requirement-row.ts'
import { isFirst, type ReadingContext, type Row, takesFirst } from '#interchange/records/row.ts'
import {
  emptySet,
  everyDocument,
  type RequirementRecord,
  type RequirementSet,
} from '#interchange/requirement-set.ts'
import { type Column, columnsOf } from './columns.ts'

/** Cells as a format gives them. The first row that is not empty is the header. */
export interface Grid {
  readonly file: string
  /** Name of the sheet, where the format has sheets. */
  readonly sheet?: string
  readonly rows: readonly GridRow[]
}

/** One row and where it stands: `row 12`. */
export interface GridRow {
  readonly at: string
  readonly cells: readonly unknown[]
}

const isEmpty = (cell: unknown): boolean => cell === undefined || cell === null || cell === ''

/** Understands tables of requirements, parameters, elements and documents by their headers, or by the name of their sheet. */
export const readTables = (grids: readonly Grid[], context: ReadingContext): RequirementSet =>
  mergeSets(
    grids.map((grid) => ({ file: grid.file, set: readTable(grid, context) })),
    context.findings,
  )

const readTable = ({ file, sheet, rows }: Grid, context: ReadingContext): RequirementSet => {
  const filled = rows.filter(({ cells }) => !cells.every(isEmpty))
  const [header, ...body] = filled
  const place = { file, ...(header !== undefined && { at: header.at }) }
  if (header === undefined) {
    context.findings.note(
      { file, ...(sheet !== undefined && { at: `sheet ${sheet}` }) },
      'holds no table',
    )
    return emptySet
  }
  const { kind, columns } = columnsOf(header.cells, { sheet, place, findings: context.findings })
  if (kind === undefined) return emptySet
  const read = body.map((row) => ({
    place: { file, at: row.at },
    values: valuesOf(row, columns, { file, context }),
  }))
  switch (kind) {
    case 'documents':
      return { ...emptySet, documents: read.flatMap(({ values }) => documentOf(values)) }
    case 'requirements':
      return requirementsOf(read, false, context)
    case 'wide':
      return requirementsOf(read, true, context)
    case 'parameters':
      return parametersOf(read, context)
    case 'elements':
      return elementsOf(read, context)
    default:
      return kind satisfies never
  }
}

interface RowSource {
  readonly file: string
  readonly context: ReadingContext
}

const valuesOf = (
  row: GridRow,
  columns: readonly Column[],
  { file, context }: RowSource,
): Row['values'] => {
  const values: { [field: string]: unknown } = {}
  for (const [index, cell] of row.cells.entries()) {
    if (isEmpty(cell)) continue
    const column = columns[index]
    if (column === undefined) {
      context.findings.skipped({ file, at: row.at }, `a cell beyond the header: ${quoted(cell)}`)
    } else if (column.continues && column.field !== undefined) {
      values[column.field] = `${values[column.field] ?? ''}${cell}`
    } else if (column.field !== undefined) values[column.field] = cell
  }
  return values
}

const requirementsOf = (
  rows: readonly Row[],
  wide: boolean,
  context: ReadingContext,
): RequirementSet => {
  const read = wide ? wideRequirement : plainRequirement
  const sets = rows.flatMap((row) => {
    const file = `${row.place.file} ${row.place.at}`
    return read(row, context).map((item) => ({ file, set: { ...emptySet, requirements: [item] } }))
  })
  return {
    ...mergeSets(sets, context.findings),
    scope: {
      requirements: [everyDocument],
      parameters: wide ? [everyDocument] : [],
      elements: [],
    },
  }
}

const plainRequirement = (row: Row, context: ReadingContext): readonly RequirementRecord[] => {
  const requirement = requirementOfRow(row, context)
  return requirement !== undefined && takesFirst(requirement.id, row, context) ? [requirement] : []
}

/** A wide table repeats the requirement in the row of each of its parameters. */
const wideRequirement = (row: Row, context: ReadingContext): readonly RequirementRecord[] => {
  if (row.values.name === undefined) return plainRequirement(row, context)
  const requirement = requirementOfRow(row, context)
  if (requirement === undefined) return []
  isFirst(requirement.id, row.place, context)
  const parameter = parameterOfRow(row, context)
  if (parameter === undefined) return [requirement]
  if (!takesFirst(`${requirement.id}/${parameter.name}`, row, context)) return []
  return [{ ...requirement, parameters: { [parameter.name]: parameter } }]
}

const parametersOf = (rows: readonly Row[], context: ReadingContext): RequirementSet => ({
  ...emptySet,
  requirements: rows.flatMap((row) => {
    const parameter = parameterOfRow(row, context)
    const id = typeof row.values.requirement === 'string' ? row.values.requirement.trim() : ''
    if (id === '') context.findings.skipped(row.place, 'a parameter without a requirement')
    if (id === '' || parameter === undefined) return []
    if (!takesFirst(`${id}/${parameter.name}`, row, context)) return []
    return [{ id, parameters: { [parameter.name]: parameter } }]
  }),
  scope: { requirements: [], parameters: [everyDocument], elements: [] },
})

const elementsOf = (rows: readonly Row[], context: ReadingContext): RequirementSet => ({
  ...emptySet,
  elements: rows.flatMap((row) => {
    const element = elementOfRow(row, context)
    return element !== undefined && takesFirst(element.key, row, context) ? [element] : []
  }),
  scope: { requirements: [], parameters: [], elements: [everyDocument] },
})

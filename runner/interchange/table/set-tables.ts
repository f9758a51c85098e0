import type { ParameterRecord, RequirementSet } from '#interchange/requirement-set.ts'
import { listText } from '#interchange/text/list-text.ts'

/** A value of a cell; absent: an empty cell. */
export type Cell = string | number | boolean | undefined

/** A table with its header. */
export interface Table {
  readonly name: 'Documents' | 'Requirements' | 'Parameters' | 'Elements'
  readonly columns: readonly string[]
  readonly rows: readonly (readonly Cell[])[]
}

type Record = { readonly [field: string]: unknown }
type Columns = readonly (readonly [header: string, field: string])[]

const documentColumns: Columns = [
  ['Document', 'document'],
  ['Document Title', 'title'],
  ['Release', 'release'],
  ['Decided by', 'decidedBy'],
]

const requirementColumns: Columns = [
  ['Requirement ID', 'id'],
  ['Document', 'document'],
  ['Title', 'title'],
  ['Priority', 'priority'],
  ['Parents', 'parents'],
  ['Status', 'status'],
  ['Changed', 'changed'],
]

const parameterColumns: Columns = [
  ['Parameter', 'name'],
  ['Value', 'value'],
  ['Unit', 'unit'],
  ['Role', 'role'],
  ['Sense', 'sense'],
  ['Strict', 'strict'],
  ['Statistic', 'statistic'],
  ['Over', 'over'],
  ['Uses', 'uses'],
  ['Given', 'given'],
  ['Confidence', 'confidence'],
  ['Minimum', 'minimum'],
  ['Design', 'design'],
  ['Stretch', 'stretch'],
  ['Estimate', 'estimate'],
  ['Boundary', 'boundary'],
  ['Limit', 'limit'],
  ['Decided by', 'decidedBy'],
  ['Note', 'note'],
]

const elementColumns: Columns = [
  ['Element', 'key'],
  ['Document', 'document'],
  ['Requirement ID', 'requirement'],
  ['Title', 'title'],
  ['Parameters', 'parameters'],
  ['Method', 'method'],
  ['Stage', 'stage'],
  ['Covers', 'covers'],
  ['Verified in', 'verifiedIn'],
  ['Jira Status', 'jiraStatus'],
  ['Written', 'written'],
]

/** The set as four tables: documents, requirements, parameters, elements. */
export const tablesOfSet = (set: RequirementSet): readonly Table[] => [
  tableOf('Documents', documentColumns, set.documents.map(asRecord)),
  tableOf('Requirements', requirementColumns, set.requirements.map(asRecord)),
  tableOf(
    'Parameters',
    [['Requirement ID', 'requirement'], ...parameterColumns],
    set.requirements.flatMap(({ id, parameters }) =>
      Object.values(parameters).map((parameter) => ({ requirement: id, ...flat(parameter) })),
    ),
  ),
  tableOf('Elements', elementColumns, set.elements.map(asRecord)),
]

/** Requirements and parameters as one wide table: a row for each parameter, one for a requirement without. */
export const wideTableOfSet = (set: RequirementSet): Table =>
  tableOf(
    'Requirements',
    [...requirementColumns, ...parameterColumns],
    set.requirements.flatMap((item) => {
      const parameters = Object.values(item.parameters)
      const own = asRecord(item)
      return parameters.length === 0 ? [own] : parameters.map((one) => ({ ...own, ...flat(one) }))
    }),
  )

const asRecord = (record: object): Record => ({ ...record })

/** A parameter with its levels in columns of their own. */
const flat = ({ levels, ...parameter }: ParameterRecord): Record => ({ ...parameter, ...levels })

const tableOf = (name: Table['name'], columns: Columns, records: readonly Record[]): Table => ({
  name,
  columns: columns.map(([header]) => header),
  rows: records.map((record) => columns.map(([, field]) => cellOf(record[field]))),
})

const cellOf = (value: unknown): Cell => {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value
  if (Array.isArray(value)) return value.length === 0 ? undefined : listText(value.map(String))
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return undefined
  return JSON.stringify(value)
}

import { quoted } from '#interchange/findings.ts'
import { elementOfRow } from '#interchange/records/element-row.ts'
import { parameterOfRow } from '#interchange/records/parameter-row.ts'
import { requirementOfRow } from '#interchange/records/requirement-row.ts'
import { type ReadingContext, type Row, takesFirst } from '#interchange/records/row.ts'
import type {
  DocumentRecord,
  ElementRecord,
  ParameterRecord,
  RequirementRecord,
  RequirementSet,
} from '#interchange/requirement-set.ts'
import {
  fieldByHeader,
  isNeverHeld,
  plainHeader,
  type TableKind,
} from '#interchange/table/synonyms.ts'

type JsonMap = { readonly [name: string]: unknown }

const isMap = (value: unknown): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What is common to all lists of one file. */
interface ListFile {
  readonly file: string
  readonly context: ReadingContext
}

/**
 * Lists as other tools write them: `{ source?, requirements: [{ id, title, upstream, parameters: […] }] }`, the same
 * with `derived_by` for keys that are only named as parents, `{ rows: [parameters] }`, `{ elements: [] }`.
 */
export const readPlainLists = (data: JsonMap, list: ListFile): RequirementSet => {
  const document = documentOfSource(data.source)
  const { requirements, stubs } = readRequirements(data.requirements, list, document?.document)
  const isWhole = document !== undefined && data.requirements !== undefined && !stubs
  const whole = isWhole ? [document.document] : []
  return {
    documents: document === undefined || data.requirements === undefined ? [] : [document],
    requirements: [...requirements, ...readParameters(data.rows, list)],
    elements: readElements(data.elements, list),
    scope: {
      requirements: whole,
      parameters: whole,
      elements: data.elements === undefined ? [] : elementDocuments(data.source),
    },
  }
}

const readRequirements = (
  value: unknown,
  list: ListFile,
  document: string | undefined,
): { readonly requirements: readonly RequirementRecord[]; readonly stubs: boolean } => {
  let stubs = false
  const requirements = rowsOf(value, { name: 'requirements', kind: 'requirements' }, list).flatMap(
    ({ row, raw }) => {
      const found = readRequirement({ row, raw }, list, document)
      if (found === undefined || !takesFirst(found.id, row, list.context)) return []
      stubs ||= Array.isArray(raw.derived_by)
      return [found, ...childrenOf(found.id, raw.derived_by)]
    },
  )
  return { requirements, stubs }
}

const readParameters = (value: unknown, list: ListFile): readonly RequirementRecord[] =>
  rowsOf(value, { name: 'rows', kind: 'parameters' }, list).flatMap(({ row }) => {
    const id = row.values.requirement
    const parameter = parameterOfRow(row, list.context)
    if (typeof id !== 'string') {
      list.context.findings.skipped(row.place, 'a parameter without a requirement')
      return []
    }
    if (parameter === undefined || !takesFirst(`${id}/${parameter.name}`, row, list.context))
      return []
    return [{ id, parameters: { [parameter.name]: parameter } }]
  })

const readElements = (value: unknown, list: ListFile): readonly ElementRecord[] =>
  rowsOf(value, { name: 'elements', kind: 'elements' }, list).flatMap(({ row, raw }) => {
    // Jira writes the key of the requirement before the title.
    const values = { ...row.values, title: undefined, summary: raw.title }
    const element = elementOfRow({ ...row, values }, list.context)
    return element !== undefined && takesFirst(element.key, row, list.context) ? [element] : []
  })

/** A key named as parent tells of its children, too. */
const childrenOf = (id: string, children: unknown): readonly RequirementRecord[] =>
  (Array.isArray(children) ? children : [])
    .filter((child) => typeof child === 'string')
    .map((child) => ({ id: child, parents: [id], parameters: {} }))

const readRequirement = (
  { row, raw }: RawRow,
  list: ListFile,
  document: string | undefined,
): RequirementRecord | undefined => {
  const parameters: { [name: string]: ParameterRecord } = {}
  const at = row.place.at ?? ''
  for (const { row: own } of rowsOf(
    raw.parameters,
    { name: `${at}.parameters`, kind: 'parameters' },
    list,
  )) {
    const parameter = parameterOfRow(own, list.context)
    if (parameter !== undefined && Object.hasOwn(parameters, parameter.name)) {
      list.context.findings.skipped(own.place, `parameter ${parameter.name} stands there twice`)
    } else if (parameter !== undefined) parameters[parameter.name] = parameter
  }
  const upstream = Array.isArray(raw.upstream) ? raw.upstream : undefined
  const parents = upstream?.map((item: unknown) => (isMap(item) ? item.id : item))
  const values = { ...row.values, ...(parents !== undefined && { parents }) }
  const found = requirementOfRow({ ...row, values }, list.context, parameters)
  return found && { ...(document !== undefined && { document }), ...found }
}

interface RawRow {
  readonly row: Row
  readonly raw: JsonMap
}

/** Rows of a list by the names of our fields; what lvv never holds is noted once, what nobody knows is named. */
const rowsOf = (
  value: unknown,
  { name, kind }: { readonly name: string; readonly kind: TableKind },
  { file, context }: ListFile,
): readonly RawRow[] => {
  if (value === undefined) return []
  if (!Array.isArray(value)) {
    context.findings.skipped({ file, at: name }, `a list is expected, found ${quoted(value)}`)
    return []
  }
  return value.flatMap((raw: unknown, index) => {
    const place = { file, at: `${name}[${index}]` }
    if (isMap(raw)) return [{ row: { place, values: valuesOf(raw, kind, place, context) }, raw }]
    context.findings.skipped(place, `a map is expected, found ${quoted(raw)}`)
    return []
  })
}

/** Fields that are read by themselves, beside the table of headers. */
const readApart: { readonly [kind in TableKind]: ReadonlySet<string> } = {
  requirements: new Set(['parameters', 'upstream', 'derived_by', 'derived_from_requirements']),
  // The number is the value again, read by somebody.
  parameters: new Set(['number']),
  elements: new Set(),
}

/** Fields that lvv holds elsewhere. */
const heldElsewhere: { readonly [kind in TableKind]: ReadonlySet<string> } = {
  requirements: new Set(),
  parameters: new Set(['note', 'descoped']),
  elements: new Set(['priority']),
}

const valuesOf = (
  raw: JsonMap,
  kind: TableKind,
  place: Row['place'],
  { findings }: ReadingContext,
): Row['values'] => {
  const values: { [field: string]: unknown } = {}
  for (const [name, value] of Object.entries(raw)) {
    if (readApart[kind].has(name)) continue
    const field = fieldByHeader[kind].get(plainHeader(name))
    if (isNeverHeld(name) || heldElsewhere[kind].has(name)) {
      findings.note({ file: place.file }, `\`${name}\` of ${kind} is not taken`)
    } else if (field === undefined) {
      findings.skipped(place, `nobody knows the field ${quoted(name)}`)
    } else values[field] = value
  }
  return values
}

/** `LSE-61 (DMSR) release 10.2.1`. */
const documentOfSource = (source: unknown): DocumentRecord | undefined => {
  const found = typeof source === 'string' ? /^([A-Z][A-Z0-9]*-\d+)\b/.exec(source)?.[1] : undefined
  if (found === undefined) return undefined
  const release = /\brelease (\d[\w.]*)/.exec(String(source))?.[1]
  return { document: found, ...(release !== undefined && { release }) }
}

/** `LDM-692 (December 2025): verification elements of LSE-61 …`. */
const elementDocuments = (source: unknown): readonly string[] => {
  const found = /\belements of ([A-Z][A-Z0-9]*-\d+)\b/.exec(String(source))?.[1]
  return found === undefined ? [] : [found]
}

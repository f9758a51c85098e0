import { quoted } from '#interchange/findings.ts'
import { elementFields, elementOfRow } from '#interchange/records/element-row.ts'
import { parameterFields, parameterOfRow } from '#interchange/records/parameter-row.ts'
import { requirementFields, requirementOfRow } from '#interchange/records/requirement-row.ts'
import { type ReadingContext, type Row, takesFirst } from '#interchange/records/row.ts'
import type {
  DocumentRecord,
  ParameterRecord,
  RequirementSet,
  Scope,
} from '#interchange/requirement-set.ts'

type Data = { readonly [name: string]: unknown }

/** First line of our own form. */
const mark = 'lvv-requirements'

/** True for what `writeJson` wrote. */
export const isOwnForm = (data: Data): boolean => data.form === mark

const isMap = (value: unknown): value is Data =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** Reads our own form of JSON. */
export const readOwnForm = (data: Data, file: string, context: ReadingContext): RequirementSet => ({
  documents: rowsOf(data, 'documents', { file, context }).flatMap(({ values }) =>
    documentOf(values),
  ),
  requirements: rowsOf(data, 'requirements', { file, context }).flatMap((row) => {
    nameUnknown(row, [...requirementFields, 'parameters'], context)
    const found = requirementOfRow(row, context, parametersOf(row, context))
    return found !== undefined && takesFirst(found.id, row, context) ? [found] : []
  }),
  elements: rowsOf(data, 'elements', { file, context }).flatMap((row) => {
    nameUnknown(row, elementFields, context)
    const found = elementOfRow(row, context)
    return found !== undefined && takesFirst(found.key, row, context) ? [found] : []
  }),
  scope: scopeOf(data.scope),
})

interface OwnFile {
  readonly file: string
  readonly context: ReadingContext
}

const rowsOf = (data: Data, list: string, { file, context }: OwnFile): readonly Row[] => {
  const items = data[list] ?? []
  if (!Array.isArray(items)) {
    context.findings.skipped({ file, at: list }, `a list is expected, found ${quoted(items)}`)
    return []
  }
  return items.flatMap((values: unknown, index) => {
    const place = { file, at: `${list}[${index}]` }
    if (isMap(values)) return [{ place, values }]
    context.findings.skipped(place, `a map is expected, found ${quoted(values)}`)
    return []
  })
}

const parametersOf = (row: Row, context: ReadingContext): { [name: string]: ParameterRecord } => {
  const parameters: { [name: string]: ParameterRecord } = {}
  const given = row.values.parameters ?? {}
  if (!isMap(given)) {
    context.findings.skipped(row.place, `parameters is no map: ${quoted(given)}`)
    return parameters
  }
  for (const [name, values] of Object.entries(given)) {
    const place = { ...row.place, key: name }
    const own = { place, values: { ...(isMap(values) ? values : {}), name } }
    nameUnknown(own, [...parameterFields, 'name'], context)
    const parameter = parameterOfRow(own, context)
    if (parameter !== undefined) parameters[name] = parameter
  }
  return parameters
}

const nameUnknown = (row: Row, known: readonly string[], { findings }: ReadingContext): void => {
  for (const field of Object.keys(row.values)) {
    if (!known.includes(field))
      findings.skipped(row.place, `nobody knows the field ${quoted(field)}`)
  }
}

/** Facts of a document as JSON or YAML gives them; none without a handle. */
export const documentOf = ({
  document,
  title,
  release,
  decidedBy,
}: Data): readonly DocumentRecord[] =>
  typeof document !== 'string' || document === ''
    ? []
    : [
        {
          document,
          ...(typeof title === 'string' && { title }),
          ...((typeof release === 'string' || typeof release === 'number') && {
            release: String(release),
          }),
          ...(typeof decidedBy === 'string' && { decidedBy }),
        },
      ]

const scopeOf = (value: unknown): Scope => {
  const scope = isMap(value) ? value : {}
  return {
    requirements: texts(scope.requirements),
    parameters: texts(scope.parameters),
    elements: texts(scope.elements),
  }
}

/** Writes a set as our own form of JSON: everything, in the order of the set. */
export const writeJson = (set: RequirementSet): string =>
  `${JSON.stringify({ form: mark, version: 1, ...set }, undefined, 2)}\n`

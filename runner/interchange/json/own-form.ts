import { elementOfRow } from '#interchange/records/element-row.ts'
import { parameterOfRow } from '#interchange/records/parameter-row.ts'
import { requirementOfRow } from '#interchange/records/requirement-row.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
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

const maps = (value: unknown): readonly Data[] => (Array.isArray(value) ? value.filter(isMap) : [])

const texts = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []

/** Reads our own form of JSON. */
export const readOwnForm = (data: Data, file: string, context: ReadingContext): RequirementSet => ({
  documents: maps(data.documents).flatMap(documentOf),
  requirements: maps(data.requirements).flatMap((values, index) => {
    const place = { file, at: `requirements[${index}]` }
    const parameters: { [name: string]: ParameterRecord } = {}
    for (const [name, own] of Object.entries(isMap(values.parameters) ? values.parameters : {})) {
      const row = { place, values: { ...(isMap(own) ? own : {}), name } }
      const parameter = parameterOfRow(row, context)
      if (parameter !== undefined) parameters[name] = parameter
    }
    return requirementOfRow({ place, values }, context, parameters) ?? []
  }),
  elements: maps(data.elements).flatMap(
    (values, index) =>
      elementOfRow({ place: { file, at: `elements[${index}]` }, values }, context) ?? [],
  ),
  scope: scopeOf(data.scope),
})

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

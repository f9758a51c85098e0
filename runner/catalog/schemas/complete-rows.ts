import { isSchema, type JsonSchema, propertiesOf } from './json-schema.ts'

/** Names of a root that an editor completes. */
export interface KnownNames {
  readonly steps: readonly {
    readonly name: string
    readonly doc: string
    readonly input: JsonSchema
  }[]
  readonly types: readonly string[]
  readonly precursors: readonly {
    readonly names: readonly string[]
    readonly title: string
    readonly inputs: readonly { readonly name: string; readonly required: boolean }[]
  }[]
  readonly cases: readonly string[]
  readonly environments: readonly string[]
  readonly plans: readonly string[]
  readonly parameters: readonly string[]
  readonly requirements: readonly { readonly key: string; readonly title: string }[]
  readonly elements: readonly { readonly key: string; readonly title: string }[]
}

/** Writes the names of a root into a schema, wherever a field of that meaning stands. */
export const completeRows = (schema: JsonSchema, names: KnownNames): JsonSchema => {
  const completed = mapSchema(schema, names)
  const { $schema, ...rest } = completed
  return { ...($schema !== undefined && { $schema }), ...rest, $defs: definitions(names) }
}

const mapSchema = (value: JsonSchema, names: KnownNames): JsonSchema => {
  const mapped = Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapItem(item, names)]),
  )
  const fields = propertiesOf(mapped)
  if (Object.keys(fields).length === 0) return mapped
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, completeField(name, field)]),
  )
  const conditions = 'do' in fields ? stepInputs(names) : 'call' in fields ? callInputs(names) : []
  return { ...mapped, properties, ...(conditions.length > 0 && { allOf: conditions }) }
}

const mapItem = (item: unknown, names: KnownNames): unknown => {
  if (Array.isArray(item)) return item.map((each) => mapItem(each, names))
  return isSchema(item) ? mapSchema(item, names) : item
}

/** Suggestions beside what the form allows: names that do not exist yet stay the checker's business. */
const suggested: { readonly [field: string]: string } = {
  do: 'step',
  call: 'precursor',
  meets: 'parameter',
  compares: 'parameter',
  type: 'type',
  environment: 'environment',
  plan: 'plan',
  case: 'case',
  requirement: 'requirement',
  element: 'element',
}

const completeField = (name: string, field: JsonSchema): JsonSchema => {
  if (name === 'verifies') return { ...field, items: withSuggestions(field.items, 'verified') }
  const definition = suggested[name]
  return definition !== undefined && field.type === 'string' && !('enum' in field)
    ? withSuggestions(field, definition)
    : field
}

const withSuggestions = (field: unknown, definition: string): JsonSchema => ({
  ...(isSchema(field) ? field : {}),
  anyOf: [{ $ref: `#/$defs/${definition}` }, { type: 'string' }],
})

const definitions = (names: KnownNames): JsonSchema => ({
  step: oneOf(names.steps.map(({ name, doc }) => ({ key: name, title: doc }))),
  precursor: oneOf(
    names.precursors.flatMap((precursor) =>
      precursor.names.map((key) => ({ key, title: precursor.title })),
    ),
  ),
  parameter: oneOf(names.parameters.map(untitled)),
  type: oneOf(names.types.map(untitled)),
  environment: oneOf(names.environments.map(untitled)),
  plan: oneOf(names.plans.map(untitled)),
  case: oneOf(names.cases.map(untitled)),
  requirement: oneOf(names.requirements),
  element: oneOf(names.elements),
  verified: oneOf([...names.elements, ...names.requirements, ...names.parameters.map(untitled)]),
})

interface Name {
  readonly key: string
  readonly title?: string
}

const untitled = (key: string): Name => ({ key })

/** One of the names; a schema may not list none, so without names it is any text. */
const oneOf = (names: readonly Name[]): JsonSchema =>
  names.length === 0
    ? { type: 'string' }
    : {
        oneOf: names.map(({ key, title }) => ({
          const: key,
          ...(title !== undefined && { description: title }),
        })),
      }

/** `with` of each step, chosen by its name. Any value may be an expression instead. */
const stepInputs = ({ steps }: KnownNames): readonly JsonSchema[] =>
  steps.map(({ name, input }) => whenNamed('do', [name], inputSchema(input)))

const callInputs = ({ precursors }: KnownNames): readonly JsonSchema[] =>
  precursors.map(({ names, inputs }) =>
    whenNamed('call', names, {
      type: 'object',
      properties: Object.fromEntries(inputs.map(({ name }) => [name, {}])),
      required: inputs.filter(({ required }) => required).map(({ name }) => name),
      additionalProperties: false,
    }),
  )

const whenNamed = (field: string, names: readonly string[], input: JsonSchema): JsonSchema => {
  const required = Array.isArray(input.required) && input.required.length > 0
  return {
    if: { properties: { [field]: { enum: names } }, required: [field] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: { properties: { with: input }, ...(required && { required: ['with'] }) },
  }
}

const inputSchema = (input: JsonSchema): JsonSchema => {
  const properties = Object.fromEntries(
    Object.entries(propertiesOf(input)).map(([name, field]) => [name, orExpression(field)]),
  )
  const { $schema, ...rest } = input
  return { ...rest, properties }
}

/** A value, or a text with an expression in it; values inside may hold expressions too, so only the outline is kept. */
const orExpression = (field: JsonSchema): JsonSchema => {
  const { description, type, enum: values, default: fallback } = field
  const outline = {
    ...(type !== undefined && { type }),
    ...(values !== undefined && { enum: values }),
  }
  return {
    ...(description !== undefined && { description }),
    ...(fallback !== undefined && { default: fallback }),
    anyOf: [outline, { type: 'string', pattern: '\\$\\{\\{' }],
  }
}

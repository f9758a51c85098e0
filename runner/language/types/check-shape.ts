import { isJsonObject } from '#domain/json.ts'
import type { Expression, Template } from '#domain/template.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'
import { problemAt } from '#language/language-problem.ts'
import { nameHint } from '#language/name-hint.ts'
import type { TemplatePath, TemplateProblem } from '#language/templates/parse-template.ts'
import { isAssignable, typeOfValue } from './assignable.ts'
import { bare, membersOf, stringType } from './cel-types.ts'
import { article } from './check-access.ts'
import { mayBe } from './check-context.ts'
import { joinTypes } from './join-types.ts'

const nowhere = { offset: 0, length: 0 }

/** Where in a template the check is, and what it uses. */
export interface ShapeContext {
  readonly path: TemplatePath
  readonly problems: TemplateProblem[]
  readonly typeOf: (expression: Expression, path: TemplatePath) => ValueType
}

/** The type a template gives; notes where it does not fit the wanted one. */
export const checkShape = (
  template: Template,
  wanted: ValueType | undefined,
  context: ShapeContext,
): ValueType => {
  const expected = wanted === undefined ? undefined : only(wanted)
  const entries = entriesOf(template)
  if (entries !== undefined && (expected === undefined || isRecord(expected))) {
    return checkEntries(entries, expected, context)
  }
  const items = itemsOf(template)
  if (items !== undefined && (expected === undefined || expected.kind === 'array')) {
    const types = items.map((item, index) =>
      checkShape(item, expected?.items, { ...context, path: [...context.path, index] }),
    )
    return { kind: 'array', items: joinTypes(types) }
  }
  const type = checkLeaf(template, context)
  if (wanted !== undefined) compare(type, wanted, template, context)
  return type
}

type RecordType = ValueType & { readonly kind: 'object' | 'map' }

const isRecord = (type: ValueType): type is RecordType =>
  type.kind === 'object' || type.kind === 'map'

/** The one type behind names and null; a union of several stays one. */
const only = (type: ValueType): ValueType => {
  const plain = bare(type)
  const [first, second] = membersOf(plain)
  return plain.kind === 'union' && first !== undefined && second === undefined ? first : plain
}

const entriesOf = (template: Template): { readonly [key: string]: Template } | undefined => {
  if (template.kind === 'map') return template.entries
  if (template.kind !== 'literal' || !isJsonObject(template.value)) return undefined
  return Object.fromEntries(
    Object.entries(template.value).map(([key, value]) => [key, { kind: 'literal', value }]),
  )
}

const itemsOf = (template: Template): readonly Template[] | undefined => {
  if (template.kind === 'list') return template.items
  if (template.kind !== 'literal' || !Array.isArray(template.value)) return undefined
  return template.value.map((value) => ({ kind: 'literal', value }))
}

const checkEntries = (
  entries: { readonly [key: string]: Template },
  expected: RecordType | undefined,
  context: ShapeContext,
): ValueType => {
  const fields: { [name: string]: FieldType } = Object.create(null)
  for (const [key, entry] of Object.entries(entries)) {
    const inner = { ...context, path: [...context.path, key] }
    fields[key] = { type: checkShape(entry, fieldOf(expected, key, inner), inner) }
  }
  if (expected?.kind === 'object') reportMissing(expected, fields, context)
  return { kind: 'object', fields }
}

const fieldOf = (
  expected: RecordType | undefined,
  key: string,
  { path, problems }: ShapeContext,
): ValueType | undefined => {
  if (expected === undefined) return undefined
  if (expected.kind === 'map') return expected.values
  const field = Object.hasOwn(expected.fields, key) ? expected.fields[key] : undefined
  if (field !== undefined || expected.open) return field?.type
  const hint = nameHint(key, Object.keys(expected.fields))
  const message = `"${key}" is not known here`
  problems.push({ ...problemAt(nowhere, { code: 'unknown-field', message, hint }), path })
  return undefined
}

const reportMissing = (
  expected: ValueType & { readonly kind: 'object' },
  fields: { readonly [name: string]: FieldType },
  { path, problems }: ShapeContext,
): void => {
  for (const [name, field] of Object.entries(expected.fields)) {
    if (field.optional || field.defaulted || Object.hasOwn(fields, name)) continue
    const message = `"${name}" is missing: ${article(field.type)}`
    const problem = { code: 'missing-field', message, hint: field.doc }
    problems.push({ ...problemAt(nowhere, problem), path })
  }
}

const checkLeaf = (template: Template, context: ShapeContext): ValueType => {
  switch (template.kind) {
    case 'literal':
      return typeOfValue(template.value)
    case 'expression':
      return context.typeOf(template.expression, context.path)
    case 'text':
      for (const part of template.parts) if (typeof part !== 'string') checkTextPart(part, context)
      return stringType
    case 'secret':
      return stringType
    case 'list':
    case 'map':
      // Wanted as something else: only its type matters.
      return checkShape(template, undefined, context)
    default:
      return template satisfies never
  }
}

const checkTextPart = (part: Expression, { path, problems, typeOf }: ShapeContext): void => {
  const type = typeOf(part, path)
  if (mayBe(type, ['string', 'number', 'boolean'])) return
  const { source } = part
  const problem = problemAt(
    { offset: 0, length: source.length },
    {
      code: 'wrong-type',
      message: `"${source}" is ${article(type)}, which has no text`,
      hint: 'Choose a field of it, or leave out the text around the expression to pass it as it is.',
    },
  )
  problems.push({ ...problem, path, source })
}

const compare = (
  type: ValueType,
  wanted: ValueType,
  template: Template,
  { path, problems }: ShapeContext,
): void => {
  const fit = isAssignable(type, wanted)
  if (fit.ok) return
  const source = template.kind === 'expression' ? template.expression.source : undefined
  const subject = fit.path === '' ? 'this' : `"${fit.path}"`
  const message = `${subject} is ${fit.found}, expected ${fit.expected}`
  const problem = problemAt(
    { offset: 0, length: source?.length ?? 0 },
    { code: 'wrong-type', message },
  )
  problems.push({ ...problem, path, ...(source === undefined ? {} : { source }) })
}

import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkTemplateAt } from '#catalog/cases/expressions/check-template-at.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Template } from '#domain/template.ts'
import type { FieldType, ValueType } from '#domain/value-type.ts'

/** What a step or precursor takes. */
export interface Taker {
  /** `step core.echo` or `precursor LVV-T860`. */
  readonly name: string
  /** Absent: not known, so nothing is wrong. */
  readonly fields?: { readonly [name: string]: FieldType }
  /** True when further fields are taken. */
  readonly open: boolean
}

/** Fields of an input type; none for a type that is no object. */
export const takerOf = (name: string, type: ValueType): Taker => {
  if (type.kind === 'named') return takerOf(name, type.of)
  if (type.kind !== 'object') return { name, open: true }
  return { name, fields: type.fields, open: type.open === true }
}

/** The entries of a `with`, and the type of the whole. */
export interface CheckedWith {
  readonly entries: { readonly [name: string]: Template }
  readonly type: ValueType
}

/** Checks a `with` against what is taken: every entry, unknown ones, and missing ones. */
export const checkWith = (
  context: CaseContext,
  scope: ExpressionScope,
  { path, taker }: { readonly path: Path; readonly taker: Taker },
  data: Data,
): CheckedWith => {
  const { fields } = taker
  const entries: { [name: string]: Template } = {}
  const types: { [name: string]: FieldType } = {}
  for (const [name, value] of Object.entries(data)) {
    const at = [...path, 'with', name]
    const field = fields?.[name]
    if (field === undefined) checkUnknown(context, at, taker, data)
    const place = { path: at, secrets: true, ...(field && { expected: field.type }) }
    const { template, type } = checkTemplateAt(context, scope, place, value)
    entries[name] = template
    types[name] = { type }
  }
  checkMissing(context, path, taker, data)
  return { entries, type: { kind: 'object', fields: types } }
}

type Data = { readonly [name: string]: unknown }

const checkUnknown = ({ list }: CaseContext, at: Path, taker: Taker, data: Data): void => {
  if (taker.fields === undefined || taker.open) return
  const name = String(at.at(-1))
  const free = Object.keys(taker.fields).filter((other) => !(other in data))
  list.atKey(at, {
    code: 'unknown-input',
    message: `The ${taker.name} has no input "${name}".`,
    hint:
      didYouMean(name, free) ?? `Its inputs: ${Object.keys(taker.fields).join(', ') || 'none'}.`,
  })
}

const checkMissing = ({ list }: CaseContext, path: Path, taker: Taker, data: Data): void => {
  for (const [name, field] of Object.entries(taker.fields ?? {})) {
    if (field.optional || field.defaulted || name in data) continue
    list.atKey([...path, 'with'], {
      code: 'missing-input',
      message: `The ${taker.name} needs the input "${name}".`,
      hint: field.doc === undefined ? undefined : `${name}: ${field.doc}`,
    })
  }
}

import { type CaseContext, type ExpressionScope, withTypes } from '#catalog/cases/case-context.ts'
import {
  type CheckedExpression,
  checkExpressionAt,
  type ExpressionData,
} from '#catalog/cases/expressions/check-expression-at.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { References } from '#language/expressions/references.ts'

/** Checks the expressions of one expectation and remembers what they read. */
export interface ExpectationReading {
  readonly context: CaseContext
  readonly scope: ExpressionScope
  readonly path: Path
  readonly seen: References[]
  /** True when the list of `each` comes from an output, so that `item` is one. */
  readonly itemIsOutput: boolean
}

/** Checks one field of the expectation. */
export const readField = (
  { context, scope, path, seen }: ExpectationReading,
  field: string | readonly string[],
  data: ExpressionData,
  expected?: ValueType,
): CheckedExpression => {
  const place = { path: [...path, field].flat(), ...(expected && { expected }) }
  const checked = checkExpressionAt(context, scope, place, data)
  seen.push(checked.references)
  return checked
}

/** The same expectation, where `item` is one of the list. */
export const insideEach = (
  reading: ExpectationReading,
  list: CheckedExpression,
): ExpectationReading => ({
  ...reading,
  scope: withTypes(reading.scope, { item: itemOf(list.type) }),
  itemIsOutput: isOutput(list.references),
})

const itemOf = (type: ValueType): ValueType => {
  if (type.kind === 'array') return type.items
  return type.kind === 'nullable' || type.kind === 'named' ? itemOf(type.of) : { kind: 'any' }
}

/** True when an expression reads what a row gave. */
const isOutput = (references: References): boolean =>
  references.result.length > 0 || references.steps.length > 0 || references.cells

/** True when anything of the expectation reads an output. */
export const readsOutput = ({ seen, itemIsOutput }: ExpectationReading): boolean =>
  seen.some((references) => isOutput(references) || (references.item && itemIsOutput))

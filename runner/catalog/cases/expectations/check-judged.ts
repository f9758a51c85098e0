import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkExpressionAt } from '#catalog/cases/expressions/check-expression-at.ts'
import type { RowPlace } from '#catalog/cases/rows/row-head.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { givenForm } from '#catalog/forms/expectation-form.ts'
import type { Expectation, Given } from '#domain/expectation.ts'
import type { ValueType } from '#domain/value-type.ts'
import { checkExpectation } from './check-expectation.ts'
import type { OwnElements } from './own-elements.ts'

const boolean: ValueType = { kind: 'boolean' }

/** The judged parts of a row. */
export interface JudgedFields {
  readonly given?: readonly unknown[] | undefined
  readonly expect?: readonly unknown[] | undefined
}

/** Checks `given` and `expect` of a row. */
export const checkJudged = (
  context: CaseContext,
  scope: ExpressionScope,
  { path, verified, own }: RowPlace & { readonly own: OwnElements },
  fields: JudgedFields,
): {
  readonly given: readonly Given[]
  readonly expect: readonly Expectation[]
  /** First-level fields of `result` that something reads. */
  readonly result: ReadonlySet<string>
} => {
  const result = new Set<string>()
  const given = (fields.given ?? []).flatMap((data, index): Given[] => {
    const at = [...path, 'given', index]
    const form = readForm(context.list, givenForm, data, { what: 'a condition', path: at })
    if (form.that === undefined) return []
    const place = { path: [...at, 'that'], expected: boolean }
    const that = checkExpressionAt(context, scope, place, form.that)
    for (const field of that.references.result) result.add(field)
    const because = form.because === undefined ? {} : { because: form.because }
    return [{ that: that.expression, ...because, line: context.list.source.lineOf(at) }]
  })
  const expect = (fields.expect ?? []).flatMap((data, index) => {
    const at = { path: [...path, 'expect', index], verified, row: own }
    const checked = checkExpectation(context, scope, at, data)
    for (const field of checked?.result ?? []) result.add(field)
    return checked ? [checked.expectation] : []
  })
  return { given, expect, result }
}

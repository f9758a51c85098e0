import type { z } from 'zod'
import { type CaseContext, withTypes } from '#catalog/cases/case-context.ts'
import { checkJudged } from '#catalog/cases/expectations/check-judged.ts'
import { checkTemplateAt } from '#catalog/cases/expressions/check-template-at.ts'
import { declaredType } from '#catalog/cases/expressions/declared-type.ts'
import type { rowForms } from '#catalog/forms/row-form.ts'
import { asJson } from '#catalog/plain-json.ts'
import type { Ask, PersonRow } from '#domain/test-case.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { CheckedRow, RowHead, RowPlace } from './row-head.ts'

/** Fields of a manual or report row that could be read. */
export interface PersonFields extends Partial<Omit<z.output<typeof rowForms.manual>, 'manual'>> {
  readonly kind: 'manual' | 'report'
  readonly text: string
}

/** Checks a row on which a person acts or reports. */
export const checkPersonRow = (
  context: CaseContext,
  { base, own, scope }: RowHead,
  { path, verified }: RowPlace,
  fields: PersonFields,
): CheckedRow => {
  const { list, known } = context
  const asks = Object.entries(fields.asks ?? {}).map(([name, ask]): Ask => {
    const at = [...path, 'asks', name]
    const type = declaredType(list, known.steps, at, ask)
    if (ask.default === undefined) return { name, type }
    checkTemplateAt(context, scope, { path: [...at, 'default'], expected: type }, ask.default)
    return { name, type, default: asJson(ask.default) }
  })
  const outputs: ValueType = {
    kind: 'object',
    fields: Object.fromEntries(asks.map(({ name, type }) => [name, { type }])),
  }
  const judged = checkJudged(
    context,
    withTypes(scope, { result: outputs }),
    {
      path,
      verified,
      own,
    },
    fields,
  )
  const row: PersonRow = {
    ...base,
    kind: fields.kind,
    text: fields.text,
    asks,
    given: judged.given,
    expect: judged.expect,
    reads: [...scope.reads],
  }
  return { row, outputs }
}

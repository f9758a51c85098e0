import type { z } from 'zod'
import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { elementsOfRow, type OwnElements } from '#catalog/cases/expectations/own-elements.ts'
import { checkExpressionAt } from '#catalog/cases/expressions/check-expression-at.ts'
import type { rowForms } from '#catalog/forms/row-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Row, RowBase, Verified } from '#domain/test-case.ts'
import type { ValueType } from '#domain/value-type.ts'

/** A row, and the type of its outputs. */
export interface CheckedRow {
  readonly row: Row
  readonly outputs: ValueType
}

/** Where a row stands. */
export interface RowPlace {
  readonly path: Path
  readonly verified: readonly Verified[]
}

/** What the kinds of rows have in common once their head is read. */
export interface RowHead {
  readonly base: RowBase
  readonly own: OwnElements
  readonly scope: ExpressionScope
}

const boolean: ValueType = { kind: 'boolean' }

type HeadFields = Partial<
  Pick<
    z.output<typeof rowForms.call>,
    'id' | 'description' | 'expected' | 'when' | 'continue' | 'always' | 'verifies'
  >
>

/** Reads the fields that every row has. */
export const readHead = (
  context: CaseContext,
  outer: ExpressionScope,
  { path, verified }: RowPlace,
  fields: HeadFields,
): RowHead => {
  const { id = '' } = fields
  const scope = {
    ...outer,
    own: id,
    ...(fields.when !== undefined && { guards: [String(fields.when)] }),
  }
  const when =
    fields.when === undefined
      ? undefined
      : checkExpressionAt(
          context,
          scope,
          { path: [...path, 'when'], expected: boolean },
          fields.when,
        )
  const own = elementsOfRow(context, path, verified, fields.verifies)
  const base: RowBase = {
    id,
    ...(fields.description !== undefined && { description: fields.description }),
    ...(fields.expected !== undefined && { expected: fields.expected }),
    ...(when && { when: when.expression }),
    continue: fields.continue ?? false,
    always: fields.always ?? false,
    reads: [],
    ...own,
    line: context.list.source.lineOf(path),
  }
  return { base, own, scope }
}

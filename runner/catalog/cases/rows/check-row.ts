import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { rowForms } from '#catalog/forms/row-form.ts'
import { asObject } from '#catalog/plain-json.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { JsonObject } from '#domain/json.ts'
import { checkCallRow } from './check-call-row.ts'
import { checkPersonRow } from './check-person-row.ts'
import { checkStepRow } from './check-step-row.ts'
import { type CheckedRow, type RowPlace, readHead } from './row-head.ts'

const kinds = ['call', 'do', 'manual', 'report'] as const

/** Checks one row; undefined where it is none. */
export const checkRow = (
  context: CaseContext,
  scope: ExpressionScope,
  place: RowPlace,
  given: unknown,
): CheckedRow | undefined => {
  const { list } = context
  const { path } = place
  const has = kinds.filter((kind) => typeof given === 'object' && given !== null && kind in given)
  const [kind, second] = has
  if (kind === undefined || second !== undefined) {
    reportKind(list, path, given, { kind, second })
    if (kind === undefined) return undefined
  }
  // A second kind is reported already.
  const data = second === undefined ? given : without(asObject(given), second)
  switch (kind) {
    case 'call': {
      const fields = readForm(list, rowForms.call, data, {
        what: 'a call row',
        path,
        misplaced: ofCall,
      })
      const head = readHead(context, scope, place, fields)
      return checkCallRow(context, head, path, fields)
    }
    case 'do': {
      const fields = readForm(list, rowForms.do, data, {
        what: 'a step row',
        path,
        misplaced: ofStep,
      })
      return checkStepRow(context, readHead(context, scope, place, fields), place, fields)
    }
    case 'manual': {
      const fields = readForm(list, rowForms.manual, data, { what: 'a manual row', path })
      const head = readHead(context, scope, place, fields)
      return checkPersonRow(context, head, place, { ...fields, kind, text: fields.manual ?? '' })
    }
    case 'report': {
      const fields = readForm(list, rowForms.report, data, { what: 'a report row', path })
      const head = readHead(context, scope, place, fields)
      return checkPersonRow(context, head, place, { ...fields, kind, text: fields.report ?? '' })
    }
    default:
      return kind satisfies never
  }
}

const ofCall = {
  expect: 'A call has no expectations: the precursor judges, or a row that reads its outputs.',
  given: 'A call has no conditions: put them on a row that reads its outputs.',
  timeout: 'The precursor has its own `timeout`.',
  retry: 'The rows of the precursor have their own `retry`.',
  inputs: 'The inputs of a call are `with`.',
} as const
const ofStep = {
  asks: '`asks` stands on manual and report rows.',
  inputs: 'The inputs of a step are `with`.',
} as const

const reportKind = (
  list: ProblemList,
  path: Path,
  data: unknown,
  { kind, second }: { readonly kind?: string | undefined; readonly second?: string | undefined },
): void => {
  if (second !== undefined) {
    list.at([...path, second], {
      code: 'row-kind',
      message: `A row is one thing: \`${kind}\` or \`${second}\`.`,
      hint: 'Write two rows.',
    })
    return
  }
  const fields = typeof data === 'object' && data !== null ? Object.keys(data) : []
  list.at(path, {
    code: 'row-kind',
    message: 'A row needs `call`, `do`, `manual` or `report`.',
    hint: fields.map((field) => didYouMean(field, kinds)).find((hint) => hint !== undefined),
  })
}

const without = (fields: JsonObject, field: string): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field))

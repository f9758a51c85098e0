import type { CaseContext, ExpressionScope, ReadableRow } from '#catalog/cases/case-context.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Finding } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { FieldType } from '#domain/value-type.ts'
import type { References } from '#language/expressions/references.ts'
import type { ScopeTypes } from '#language/types/check-expression.ts'

/** A text in which rows are read. */
export interface ReadingText {
  readonly path: Path
  readonly text: string
}

/**
 * Reports reading of rows that are unknown, later, the row itself, or possibly skipped. Gives the types to check
 * further with: wrong names are known there, so that they are reported once.
 */
export const checkRowReads = (
  { list }: CaseContext,
  scope: ExpressionScope,
  texts: readonly ReadingText[],
  references: References,
): ScopeTypes => {
  const wrong: { [row: string]: FieldType } = {}
  const rows = new Set(references.steps.map((step) => step.row))
  if (rows.delete('')) for (const id of scope.earlier.keys()) scope.reads.add(id)
  for (const row of rows) {
    const known = scope.earlier.get(row)
    if (known !== undefined) scope.reads.add(row)
    const finding = known ? skippedRow(scope, known, texts) : missingRow(scope, row)
    if (finding === undefined) continue
    if (known === undefined) wrong[row] = { type: { kind: 'any' } }
    const { path, ...range } = placeOfRow(texts, row)
    list.inside(path, range, finding)
  }
  const { steps } = scope.types
  if (Object.keys(wrong).length === 0 || steps?.kind !== 'object') return scope.types
  return { ...scope.types, steps: { ...steps, fields: { ...steps.fields, ...wrong } } }
}

const missingRow = (scope: ExpressionScope, row: string): Finding => {
  if (row === scope.own) {
    return {
      code: 'own-row',
      message: `Row "${row}" reads its own outputs by \`steps.${row}\`.`,
      hint: 'In given and expect the outputs of the row itself are `result`.',
    }
  }
  if (scope.later.has(row)) {
    return {
      code: 'later-row',
      message: `Row "${row}" comes later: its outputs do not exist yet.`,
      hint: `Move row "${row}" before this one.`,
    }
  }
  const known = [...scope.earlier.keys()]
  return {
    code: 'unknown-row',
    message: `There is no row "${row}" whose outputs can be read here.`,
    hint: didYouMean(row, known) ?? `Rows to read: ${known.join(', ') || 'none'}.`,
  }
}

const skippedRow = (
  scope: ExpressionScope,
  row: ReadableRow,
  texts: readonly ReadingText[],
): Finding | undefined => {
  const guards = scope.guards ?? []
  if (row.when === undefined || scope.skipsAbsent || guards.includes(row.when)) return undefined
  const asks = new RegExp(`has\\(\\s*steps\\.${row.id}\\b|steps\\.\\?${row.id}\\b`)
  if ([...guards, ...texts.map(({ text }) => text)].some((text) => asks.test(text))) {
    return undefined
  }
  return {
    code: 'maybe-skipped',
    message: `Row "${row.id}" is skipped when \`${row.when}\` is false, and then has no outputs.`,
    hint: `Ask before reading: has(steps.${row.id}) ? … : …, or give this row a \`when\`.`,
  }
}

const placeOfRow = (texts: readonly ReadingText[], row: string) => {
  const pattern = new RegExp(`steps\\s*(?:\\.\\s*\\??${row}\\b|\\[\\s*["']${row}["']\\s*\\])`)
  for (const { path, text } of texts) {
    const found = pattern.exec(text)
    if (found) return { path, offset: found.index, length: found[0].length }
  }
  return { path: texts[0]?.path ?? [], offset: 0, length: 0 }
}

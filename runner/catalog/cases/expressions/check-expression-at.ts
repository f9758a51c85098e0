import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkRowReads } from '#catalog/cases/rows/check-row-reads.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Expression } from '#domain/template.ts'
import type { ValueType } from '#domain/value-type.ts'
import { type References, referencesOf } from '#language/expressions/references.ts'
import { parseExpression } from '#language/templates/parse-template.ts'
import { checkExpression } from '#language/types/check-expression.ts'
import { warnOfMisspeltBindings } from './check-bindings.ts'

/** An expression that stands by itself, checked. */
export interface CheckedExpression {
  readonly expression: Expression
  /** `any` where it cannot be known. */
  readonly type: ValueType
  readonly references: References
}

/** What an expression field may hold: YAML makes numbers and booleans of some. */
export type ExpressionData = string | number | boolean

/** Checks an expression in its scope; problems are reported at their place inside the text. */
export const checkExpressionAt = (
  context: CaseContext,
  scope: ExpressionScope,
  place: { readonly path: Path; readonly expected?: ValueType },
  data: ExpressionData,
): CheckedExpression => {
  const { list, uses } = context
  const { path, expected } = place
  const source = String(data)
  const { expression, problems } = parseExpression(source, list.source.lineOf(path))
  const references = referencesOf(expression.source)
  if (source.includes('${{')) {
    list.at(path, {
      code: 'braces',
      message: 'This is an expression already: it stands without `${{` and `}}`.',
      hint: source.replace(/^\$\{\{\s*(.*?)\s*\}\}$/s, 'Write $1'),
    })
    return { expression, type: { kind: 'any' }, references }
  }
  if (problems.length > 0 && list.source.isCutByComment(path)) {
    list.at(path, cutByComment)
    return { expression, type: { kind: 'any' }, references }
  }
  for (const problem of problems) list.inside(path, problem, problem)
  if (problems.length > 0) return { expression, type: { kind: 'any' }, references }
  uses.add(references)
  const types = checkRowReads(context, scope, [{ path, text: source }], references)
  const checked = checkExpression(expression.source, types, expected)
  for (const problem of checked.problems) list.inside(path, problem, problem)
  if (checked.problems.length === 0) {
    warnOfMisspeltBindings(context, [{ path, text: source }], references.env)
  }
  return { expression, type: checked.type, references }
}

/** What YAML does to a text with ` #` in it. */
export const cutByComment = {
  code: 'expression-cut',
  message: 'The expression ends at " #", where YAML begins a comment.',
  hint: 'Put the whole expression in single quotes.',
} as const

import type { Expression, Template } from '#domain/template.ts'
import type { ValueType } from '#domain/value-type.ts'
import { compileExpression } from '#language/expressions/compile-expression.ts'
import {
  type References,
  referencesOf,
  templateReferences,
} from '#language/expressions/references.ts'
import { type LanguageProblem, problemAt } from '#language/language-problem.ts'
import type { TemplateProblem } from '#language/templates/parse-template.ts'
import { isAssignable } from './assignable.ts'
import { anyType, plainType } from './cel-types.ts'
import type { ScopeTypes } from './check-context.ts'
import { inferTree } from './check-node.ts'
import { checkShape } from './check-shape.ts'

export type { ScopeTypes } from './check-context.ts'

/** What checking found; `type` is `any` where it cannot be known. */
export interface Checked<Problem extends LanguageProblem = LanguageProblem> {
  readonly type: ValueType
  readonly problems: readonly Problem[]
  readonly references: References
}

/**
 * Checks an expression against the types of its names, and its result against the type that is wanted. Never throws.
 */
export const checkExpression = (
  source: string,
  types: ScopeTypes,
  expected?: ValueType,
): Checked => {
  const { type, problems } = checkSource(source, types)
  const references = referencesOf(source)
  if (problems.length > 0 || expected === undefined) return { type, problems, references }
  const fit = isAssignable(type, expected)
  if (fit.ok) return { type, problems, references }
  const place = { offset: 0, length: source.length }
  return { type, problems: [problemAt(place, misfitText(fit))], references }
}

/**
 * Checks all expressions of a template, and what it gives against the type that is wanted: missing and unknown
 * fields, and values of the wrong type, each at its path. Never throws.
 */
export const checkTemplate = (
  template: Template,
  types: ScopeTypes,
  expected?: ValueType,
): Checked<TemplateProblem> => {
  const problems: TemplateProblem[] = []
  const typeOf = ({ source }: Expression, path: readonly (string | number)[]): ValueType => {
    const checked = checkSource(source, types)
    for (const problem of checked.problems) problems.push({ ...problem, path, source })
    return checked.problems.length > 0 ? anyType : checked.type
  }
  const type = checkShape(template, expected, { path: [], problems, typeOf })
  return { type, problems, references: templateReferences(template) }
}

const checkSource = (
  source: string,
  types: ScopeTypes,
): { readonly type: ValueType; readonly problems: readonly LanguageProblem[] } => {
  const compiled = compileExpression(source)
  if (compiled.tree === undefined) return { type: anyType, problems: compiled.problems }
  const inferred = inferTree(compiled.tree, types)
  // Ours say more where both see the same mistake; the library's still catches what ours does not know.
  const problems = [...compiled.problems.filter(isRefusal), ...inferred.problems]
  return problems.length > 0
    ? { type: anyType, problems }
    : { type: plainType(inferred.type), problems: compiled.problems }
}

/** Problems that no types are needed for, and that looking at types does not find again. */
const isRefusal = ({ code }: LanguageProblem): boolean =>
  code === 'unknown-name' ||
  code === 'secret-not-alone' ||
  code === 'matches-refused' ||
  code === 'macro-too-deep'

const misfitText = (fit: {
  readonly path: string
  readonly expected: string
  readonly found: string
}): { readonly code: string; readonly message: string } => ({
  code: 'wrong-type',
  message: `${fit.path === '' ? 'this' : `"${fit.path}" of this`} is ${fit.found}, expected ${fit.expected}`,
})

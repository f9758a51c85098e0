import type { Expression, Template } from '#domain/template.ts'
import type { LanguageProblem } from './language-problem.ts'

/** A problem of one string inside a template. */
export interface TemplateProblem extends LanguageProblem {
  /** Keys and indexes from the template's root to the string. */
  readonly path: readonly (string | number)[]
}

/** Parses plain YAML data in which `${{ … }}` may stand. */
export const parseTemplate = (
  _value: unknown,
  _lineOf?: (path: readonly (string | number)[]) => number,
): { template: Template; problems: readonly TemplateProblem[] } => {
  throw new Error('in work')
}

/** Parses an expression that stands by itself (`that`, `value`, `when`). */
export const parseExpression = (
  _source: string,
  _line: number,
): { expression: Expression; problems: readonly LanguageProblem[] } => {
  throw new Error('in work')
}

import type { Template } from '#domain/template.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { LanguageProblem } from './language-problem.ts'
import type { References } from './references.ts'

/** Types of the names that an expression may use; an absent name is unknown there. */
export interface ScopeTypes {
  readonly inputs?: ValueType
  readonly env?: ValueType
  readonly steps?: ValueType
  readonly matrix?: ValueType
  readonly run?: ValueType
  readonly params?: ValueType
  readonly result?: ValueType
  readonly item?: ValueType
  readonly cells?: ValueType
}

/** What checking found; `type` is `any` where it cannot be known. */
export interface Checked<Problem extends LanguageProblem = LanguageProblem> {
  readonly type: ValueType
  readonly problems: readonly Problem[]
  readonly references: References
}

/** Checks an expression against the types of its names. */
export const checkExpression = (
  _source: string,
  _types: ScopeTypes,
  _expected?: ValueType,
): Checked => {
  throw new Error('in work')
}

/** A problem inside a template, with the place of the string or value it is in. */
export interface TemplateCheckProblem extends LanguageProblem {
  readonly path: readonly (string | number)[]
  /** The expression the offset counts in; absent when the value itself is wrong. */
  readonly source?: string
}

/** Checks all expressions of a template, and its shape against the expected type. */
export const checkTemplate = (
  _template: Template,
  _types: ScopeTypes,
  _expected?: ValueType,
): Checked<TemplateCheckProblem> => {
  throw new Error('in work')
}

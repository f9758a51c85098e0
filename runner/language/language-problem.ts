/** Something wrong in an expression, a template or a unit; the catalog maps it to a place in a file. */
export interface LanguageProblem {
  /** Stable code: `unknown-name`. */
  readonly code: string
  /** What is wrong: expected, found. */
  readonly message: string
  /** The likely mend. */
  readonly hint?: string
  /** Where it begins in the source text of the expression (of the string, for a template); zero-based. */
  readonly offset: number
  /** Length of the marked text; 0 for a point. */
  readonly length: number
}

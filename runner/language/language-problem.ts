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

/** Makes a problem at a place; its message becomes a sentence. */
export const problemAt = (
  place: { readonly offset: number; readonly length: number },
  {
    code,
    message,
    hint,
  }: { readonly code: string; readonly message: string; readonly hint?: string | undefined },
): LanguageProblem => ({
  code,
  message: `${message.charAt(0).toUpperCase()}${message.slice(1)}.`,
  ...(hint === undefined ? {} : { hint }),
  ...place,
})

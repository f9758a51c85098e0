/** Something wrong in an input file, at its place. All positions are one-based; line 0 means the file as a whole. */
export interface Problem {
  readonly severity: 'error' | 'warning'
  /** Stable code: `unknown-step`. */
  readonly code: string
  /** Path relative to the root, with `/`. */
  readonly file: string
  readonly line: number
  readonly column: number
  /** Length of the marked text on that line; 0 for a point. */
  readonly length: number
  /** What is wrong: where, expected, found. */
  readonly message: string
  /** The likely mend. */
  readonly hint?: string
}

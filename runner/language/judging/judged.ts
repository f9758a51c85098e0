import type { ExpectationResult } from '#domain/measurement.ts'

/** Outcome of one judgement, before it is known to which expectation, list and elements it belongs. */
export type Judged = Omit<
  ExpectationResult,
  'kind' | 'source' | 'items' | 'elements' | 'line' | 'message'
> & {
  /** Written only when shown: one of a hundred thousand items is. */
  readonly message: () => string
}

/** A fail that needs no more than its reason. */
export const failed = (message: string | (() => string)): Judged => ({
  verdict: 'fail',
  message: typeof message === 'string' ? () => message : message,
})

/** Something that could not be judged. */
export const blocked = (message: string): Judged => ({ verdict: 'blocked', message: () => message })

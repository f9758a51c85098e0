import type { Scope } from '#domain/execution-graph.ts'
import type { Expectation, Given } from '#domain/expectation.ts'
import type { ExpectationResult } from '#domain/measurement.ts'

/** Judges one expectation; undefined when its `when` is false. Never throws for what a case may contain. */
export const judgeExpectation = (
  _expectation: Expectation,
  _scope: Scope,
): ExpectationResult | undefined => {
  throw new Error('in work')
}

/** Judges a condition without which a row cannot be judged. */
export const judgeGiven = (
  _given: Given,
  _scope: Scope,
): { readonly met: boolean; readonly message: string } => {
  throw new Error('in work')
}

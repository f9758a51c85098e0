import type { Scope } from '#domain/execution-graph.ts'
import type { Json } from '#domain/json.ts'
import type { Expression } from '#domain/template.ts'

/** Evaluates a CEL expression over plain values. Throws HarnessError('expression'). */
export const evaluate = (_expression: Expression, _scope: Scope): Json => {
  throw new Error('in work')
}

/** Evaluates an expression that must give true or false; anything else throws HarnessError('expression'). */
export const evaluateBoolean = (_expression: Expression, _scope: Scope): boolean => {
  throw new Error('in work')
}

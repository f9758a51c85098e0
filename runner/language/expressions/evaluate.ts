import type { Scope } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import type { Expression } from '#domain/template.ts'
import { compileExpression } from './compile-expression.ts'
import { explainFailure } from './explain-failure.ts'
import { startCounting } from './guard-operators.ts'
import { selectedPlain, toPlain } from './plain-value.ts'

/**
 * Evaluates a CEL expression over plain values; the result is plain data, whole numbers beyond 2^53 exact. Compiled
 * once for each text. Throws HarnessError('expression') that names the expression and its line.
 */
export const evaluate = (expression: Expression, scope: Scope): Json => {
  const compiled = compileExpression(expression.source)
  const { run } = compiled
  if (run === undefined) {
    const [problem] = compiled.problems
    throw failure(expression, clauseOf(problem?.message ?? 'it is wrong'), problem?.hint)
  }
  startCounting()
  try {
    const value: unknown = run(scope)
    return compiled.selects ? selectedPlain(value) : toPlain(value)
  } catch (error) {
    const { message, hint } = explainFailure(error, compiled, scope)
    throw failure(expression, message, hint, error)
  } finally {
    compiled.release?.()
  }
}

/** Evaluates an expression that must give true or false; anything else throws HarnessError('expression'). */
export const evaluateBoolean = (expression: Expression, scope: Scope): boolean => {
  const value = evaluate(expression, scope)
  if (typeof value === 'boolean') return value
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : `a ${typeof value}`
  throw failure(expression, `it gives ${kind} where true or false is needed`)
}

const failure = (
  expression: Expression,
  reason: string,
  hint?: string,
  cause?: unknown,
): HarnessError => {
  const place = expression.line > 0 ? ` (line ${expression.line})` : ''
  return new HarnessError(
    'expression',
    `"${shorten(expression.source)}" cannot be evaluated${place}: ${reason}`,
    { ...(hint === undefined ? {} : { hint }), cause },
  )
}

/** A sentence as it goes on after a colon. */
const clauseOf = (sentence: string): string =>
  sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '')

const shorten = (source: string): string =>
  source.length > 200 ? `${source.slice(0, 197)}...` : source

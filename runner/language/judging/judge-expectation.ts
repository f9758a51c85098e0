import type { Scope } from '#domain/execution-graph.ts'
import type { Expectation, Given, Judgement } from '#domain/expectation.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Expression } from '#domain/template.ts'
import { evaluate, evaluateBoolean } from '#language/expressions/evaluate.ts'
import { judgeEach } from './judge-each.ts'
import { judgeMeasure } from './judge-measure.ts'
import { judgeThat, valuesRead } from './judge-that.ts'
import { judgeValue } from './judge-value.ts'
import { blocked, failed, type Judged } from './judged.ts'

/**
 * Judges one expectation; undefined when its `when` is false. Never throws: an evaluation error fails, units that do
 * not fit block, since then nothing was judged.
 */
export const judgeExpectation = (
  expectation: Expectation,
  scope: Scope,
): ExpectationResult | undefined => {
  const { judgement, each, when } = expectation
  const result = attempt((): (Judged & Pick<ExpectationResult, 'items'>) | undefined => {
    if (when !== undefined && !evaluateBoolean(when, scope)) return undefined
    if (each === undefined) return judgeOne(judgement, scope)
    return judgeEach(each, scope, (inner) => attempt(() => judgeOne(judgement, inner)))
  })
  if (result === undefined) return undefined
  const { because, message } = expectation
  const explains = because !== undefined && result.verdict !== 'pass'
  const said =
    (message && result.verdict === 'fail' && ownMessage(message, scope)) || result.message()
  return {
    ...result,
    ...namesOf(judgement),
    kind: judgement.kind,
    source: judgement.kind === 'that' ? judgement.that.source : judgement.value.source,
    message: explains ? `${said} (${because})` : said,
    elements: expectation.elements,
    line: expectation.line,
  }
}

/** What a step says about its own failure; undefined when that cannot be evaluated: the general message then stands. */
const ownMessage = (message: Expression, scope: Scope): string | undefined => {
  try {
    const text = evaluate(message, scope)
    return typeof text === 'string' ? text : undefined
  } catch (error) {
    if (error instanceof HarnessError) return undefined
    throw error
  }
}

/** Judges a condition without which a row cannot be judged: unmet, or not to be evaluated, means blocked. */
export const judgeGiven = (
  given: Given,
  scope: Scope,
): { readonly met: boolean; readonly message: string } => {
  const because = given.because === undefined ? '' : `: ${given.because}`
  try {
    return evaluateBoolean(given.that, scope)
      ? { met: true, message: `${given.that.source} holds` }
      : {
          met: false,
          message: `not judged, ${given.that.source} is false${valuesRead(given.that, scope)}${because}`,
        }
  } catch (error) {
    return { met: false, message: `not judged, ${reasonOf(error)}${because}` }
  }
}

/** The number of a requirement that a judgement is about, also where it could not be judged. */
const namesOf = (judgement: Judgement): { readonly meets?: string; readonly compares?: string } => {
  if (judgement.kind !== 'measure') return {}
  const { criterion } = judgement
  if (criterion.kind !== 'meets' && criterion.kind !== 'compares') return {}
  return { [criterion.kind]: `${criterion.limit.requirement}/${criterion.limit.parameter}` }
}

const judgeOne = (judgement: Judgement, scope: Scope): Judged => {
  switch (judgement.kind) {
    case 'that':
      return judgeThat(judgement.that, scope)
    case 'value':
      return judgeValue(judgement, scope)
    case 'measure':
      return judgeMeasure(judgement, scope)
    default:
      return judgement satisfies never
  }
}

const attempt = <T>(judge: () => T): T | Judged => {
  try {
    return judge()
  } catch (error) {
    // The stack ends where two values are compared that nest a hundred thousand times.
    if (error instanceof RangeError) return failed('a value is nested too deeply to be compared')
    if (!(error instanceof HarnessError)) throw error
    const message = reasonOf(error)
    return error.code === 'expression' ? failed(message) : blocked(message)
  }
}

const reasonOf = (error: unknown): string => {
  if (!(error instanceof HarnessError)) throw error
  return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`
}

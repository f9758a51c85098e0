import type { Scope } from '#domain/execution-graph.ts'
import type {
  Criterion,
  Expectation,
  Judgement,
  OwnLimit,
  ParameterLimit,
} from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import { parseRequirementKey } from '#domain/keys.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Template } from '#domain/template.ts'
import { judgeExpectation } from './judge-expectation.ts'

/** A template that is one value. */
export const literal = (value: Json): Template => ({ kind: 'literal', value })

const requirement = parseRequirementKey('DMS-REQ-0360')

/** A threshold of at most so many mas. */
export const parameter = (value: number, more: Partial<ParameterLimit> = {}): ParameterLimit => {
  if (requirement === undefined) throw new Error('no key')
  return {
    requirement,
    parameter: 'AM2',
    value,
    unit: 'mas',
    sense: 'at-most',
    strict: false,
    ...more,
  }
}

/** A criterion that meets such a threshold. */
export const atMost = (value: number, more: Partial<ParameterLimit> = {}): Criterion => ({
  kind: 'meets',
  limit: parameter(value, more),
})

/** A limit of the case itself. */
export const ownLimit = (limit: number, more: Partial<OwnLimit> = {}): OwnLimit => ({
  sense: 'at-most',
  limit: literal(limit),
  strict: false,
  ...more,
})

/** An expectation with that judgement and nothing else. */
export const expectationOf = (judgement: Judgement): Expectation => ({
  judgement,
  elements: [],
  named: false,
  line: 1,
})

/** An expectation that measures AM2, in mas and of the whole result where nothing else is said. */
export const measureOf = (
  criterion: Criterion,
  more: {
    readonly value?: string
    readonly unit?: string
    readonly uncertainty?: string
    readonly low?: string
    readonly high?: string
    readonly n?: string
    readonly guard?: number
  } = {},
): Expectation => {
  const { value = 'result', unit = 'mas', uncertainty, low, high, n, guard } = more
  const expression = (source: string) => ({ source, line: 0 })
  return expectationOf({
    kind: 'measure',
    measure: 'AM2',
    value: expression(value),
    unit,
    criterion,
    ...(uncertainty === undefined
      ? {}
      : { uncertainty: { kind: 'symmetric', value: expression(uncertainty) } }),
    ...(low === undefined || high === undefined
      ? {}
      : { uncertainty: { kind: 'asymmetric', low: expression(low), high: expression(high) } }),
    ...(n === undefined ? {} : { n: expression(n) }),
    ...(guard === undefined ? {} : { guard }),
  })
}

/** The result of an expectation that must be judged. */
export const judge = (expectation: Expectation, scope: Scope = {}): ExpectationResult => {
  const result = judgeExpectation(expectation, scope)
  if (result === undefined) throw new Error('not judged')
  return result
}

/** Judges `result`, in mas where nothing else is said. */
export const measured = (
  result: Scope['result'],
  criterion: Criterion,
  more: Parameters<typeof measureOf>[1] = {},
): ExpectationResult => judge(measureOf(criterion, more), { result: result ?? null })

import type { Scope } from '#domain/execution-graph.ts'
import type { Judgement, UncertaintyExpression } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import type { Measurement } from '#domain/measurement.ts'
import type { Expression } from '#domain/template.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import type { Sides } from './judge-limit.ts'
import { valueText } from './quantity-text.ts'

/** A measurement as its expressions gave it, or why it is none. */
export type ReadMeasurement =
  | { readonly kind: 'measured'; readonly measurement: Measurement; readonly uncertainty?: Sides }
  | { readonly kind: 'wrong'; readonly reason: string }

type MeasureJudgement = Judgement & { readonly kind: 'measure' }

/** Evaluates value, uncertainty and sample size. Throws HarnessError('expression'). */
export const readMeasurement = (judgement: MeasureJudgement, scope: Scope): ReadMeasurement => {
  const value = finiteNumber(evaluate(judgement.value, scope))
  if (typeof value === 'string') return wrong(judgement.measure, value)
  const uncertainty = readUncertainty(judgement.uncertainty, scope)
  if (typeof uncertainty === 'string') {
    return wrong(`the uncertainty of ${judgement.measure}`, uncertainty)
  }
  const n = readSize(judgement.n, scope)
  if (typeof n === 'string') return wrong(`the sample size of ${judgement.measure}`, n)
  const measurement: Measurement = {
    measure: judgement.measure,
    value,
    unit: judgement.unit,
    ...(uncertainty === undefined ? {} : { uncertainty: shownUncertainty(uncertainty) }),
    ...(n === undefined ? {} : { n }),
  }
  return { kind: 'measured', measurement, ...(uncertainty === undefined ? {} : { uncertainty }) }
}

/** A finite number, or what the value is instead: `null`, `NaN`, `a text "7"`. */
export const finiteNumber = (value: Json): number | string => {
  if (typeof value === 'bigint') return Number(value)
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (value === null) return 'null'
  if (typeof value === 'object') return Array.isArray(value) ? 'a list' : 'an object'
  return `${typeof value === 'string' ? 'the text' : 'a'} ${valueText(value)}`
}

/** A standard uncertainty: finite and not negative. Undefined for null: none is known. */
export const standardUncertainty = (value: Json): number | string | undefined => {
  if (value === null) return undefined
  const number = finiteNumber(value)
  return typeof number === 'number' && number < 0 ? `negative (${number})` : number
}

const wrong = (what: string, found: string): ReadMeasurement => ({
  kind: 'wrong',
  reason: `${what} is ${found}, not a finite number`,
})

const readUncertainty = (
  expression: UncertaintyExpression | undefined,
  scope: Scope,
): Sides | string | undefined => {
  if (expression === undefined) return undefined
  const symmetric = expression.kind === 'symmetric'
  const low = standardUncertainty(evaluate(symmetric ? expression.value : expression.low, scope))
  const high = symmetric ? low : standardUncertainty(evaluate(expression.high, scope))
  if (typeof low === 'string') return low
  if (typeof high === 'string') return high
  return low === undefined || high === undefined ? undefined : { low, high }
}

const readSize = (
  expression: Expression | undefined,
  scope: Scope,
): number | string | undefined => {
  if (expression === undefined) return undefined
  const value = evaluate(expression, scope)
  if (value === null) return undefined
  const size = finiteNumber(value)
  return typeof size === 'number' && size < 0 ? `negative (${size})` : size
}

const shownUncertainty = ({ low, high }: Sides): number | Sides =>
  low === high ? low : { low, high }

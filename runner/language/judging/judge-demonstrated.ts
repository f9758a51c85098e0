import type { ParameterLimit } from '#domain/expectation.ts'
import type { Demonstrated, JudgedLimit, Measurement } from '#domain/measurement.ts'
import {
  countLimit,
  fractionLimit,
  type LimitOf,
  leastSample,
} from '#language/statistics/confidence-limits.ts'
import { convert } from '#language/units/units.ts'
import { judgeLimit } from './judge-limit.ts'
import { blocked, failed, type Judged } from './judged.ts'
import { limitText, measurementText } from './measurement-text.ts'
import { numberText, withUnit } from './quantity-text.ts'

/** A limit of a requirement that asks for a confidence. */
export interface ConfidenceQuestion {
  readonly parameter: ParameterLimit
  /** In the unit of the measurement. */
  readonly limit: JudgedLimit
  readonly measurement: Measurement
}

/**
 * Judges what a sample shows: the true fraction or rate lies on the right side of the limit with the confidence that
 * the requirement asks for. The margin is that of the demonstrated bound, since that is what must meet.
 */
export const judgeDemonstrated = (confidence: number, question: ConfidenceQuestion): Judged => {
  const { limit, measurement } = question
  const sense = limit.sense
  if (sense !== 'at-most' && sense !== 'at-least') return blocked('a limit has no direction')
  const ask: LimitOf = { side: sense === 'at-most' ? 'upper' : 'lower', confidence }
  const sample = readSample(question, ask)
  if ('verdict' in sample) return { ...sample, limit }
  const bound = boundOf(sample, ask, question)
  const { place, margin } = judgeLimit({
    value: bound,
    sense,
    limit: limit.limit,
    strict: limit.strict,
  })
  const demonstrated: Demonstrated = {
    confidence,
    bound,
    count: sample.count,
    ...(sample.of !== undefined && { of: sample.of }),
  }
  return {
    verdict: place === 'inside' ? 'pass' : 'fail',
    limit,
    margin,
    demonstrated,
    message: () => {
      const { unit } = measurement
      const counted = `${numberText(sample.count)}${sample.of === undefined ? '' : ` of ${numberText(sample.of)}`}`
      const shown = `${ask.side} limit ${withUnit(numberText(bound), unit)}`
      const short = place === 'inside' ? '' : shortText(sample, ask, question)
      return (
        `${measurementText(measurement)}, expected ${limitText(limit, unit)} with ${percent(confidence)} confidence: ` +
        `${counted}, ${shown}: margin ${withUnit(numberText(margin), unit)}${short}`
      )
    },
  }
}

const percent = (fraction: number): string => `${numberText(fraction * 100)} %`

/** What was counted: events, and among how many, or in which exposure. */
interface Sample {
  readonly kind: 'fraction' | 'ratio' | 'count'
  readonly count: number
  readonly of?: number
}

const readSample = (question: ConfidenceQuestion, ask: LimitOf): Sample | Judged => {
  const { parameter, measurement } = question
  const { measure, value, n } = measurement
  const kind = kindOf(parameter)
  if (value < 0) return failed(`${measure} is ${value}, and a ${kind} is never negative`)
  if (kind === 'count') return { kind, count: whole(value, ask) }
  if (n === undefined || n <= 0 || (kind === 'fraction' && !Number.isInteger(n))) {
    return withoutSample(kind, question, ask)
  }
  if (kind === 'ratio') return { kind, count: whole(value * n, ask), of: n }
  const fraction = convert(value, measurement.unit, '1')
  if (fraction > 1) return failed(`${measurementText(measurement)} is more than the whole`)
  return { kind, count: whole(fraction * n, ask), of: n }
}

const kindOf = ({ statistic }: ParameterLimit): Sample['kind'] =>
  statistic === 'count' || statistic === 'fraction' ? statistic : 'ratio'

const withoutSample = (
  kind: 'fraction' | 'ratio',
  { limit, measurement }: ConfidenceQuestion,
  ask: LimitOf,
): Judged => {
  const { n, unit } = measurement
  const found =
    n === undefined
      ? 'the sample size `n` is not known'
      : `the sample size is ${n}, not a ${kind === 'fraction' ? 'whole ' : ''}number above zero`
  const needed = kind === 'fraction' ? neededText(convert(limit.limit, unit, '1'), ask) : ''
  return blocked(
    `${measurementText(measurement)}: not judged with ${percent(ask.confidence)} confidence, ${found}${needed}`,
  )
}

/** Rounding that a fraction may bring; what is further from a whole number counts to the worse side. */
const rounding = 1e-6

const whole = (count: number, { side }: LimitOf): number => {
  const near = Math.round(count)
  if (Math.abs(count - near) <= rounding * Math.max(1, near)) return near
  return side === 'upper' ? Math.ceil(count) : Math.floor(count)
}

/** In the unit of the measurement. */
const boundOf = (
  { kind, count, of = 1 }: Sample,
  ask: LimitOf,
  { measurement }: ConfidenceQuestion,
): number => {
  switch (kind) {
    case 'fraction':
      return convert(fractionLimit(count, of, ask), '1', measurement.unit)
    case 'ratio':
      return countLimit(count, ask) / of
    case 'count':
      return countLimit(count, ask)
    default:
      return kind satisfies never
  }
}

const neededText = (fraction: number, ask: LimitOf): string => {
  const needed = leastSample(fraction, ask)
  return Number.isFinite(needed) && needed > 0 ? `; at least ${needed} are needed` : ''
}

/** Says where no outcome of so small a sample could have shown it. */
const shortText = (
  { kind, of = 0 }: Sample,
  ask: LimitOf,
  { limit, measurement }: ConfidenceQuestion,
): string => {
  if (kind !== 'fraction') return ''
  const fraction = convert(limit.limit, measurement.unit, '1')
  return leastSample(fraction, ask) > of ? neededText(fraction, ask) : ''
}

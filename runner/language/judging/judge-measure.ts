import type { Scope } from '#domain/execution-graph.ts'
import type { Criterion, Judgement, OwnLimit, ParameterLimit } from '#domain/expectation.ts'
import type { JudgedLimit, Measurement } from '#domain/measurement.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import { convert } from '#language/units/units.ts'
import { judgeConditions } from './judge-conditions.ts'
import { judgeDemonstrated } from './judge-demonstrated.ts'
import { judgeLimit, type LimitAnswer, marginTo, type Sides } from './judge-limit.ts'
import { judgeNear } from './judge-near.ts'
import { blocked, failed, type Judged } from './judged.ts'
import { limitMessage, measurementText } from './measurement-text.ts'
import { numberText, withUnit } from './quantity-text.ts'
import { levelsText, reachedLevels } from './reached-levels.ts'
import { finiteNumber, readMeasurement } from './read-measurement.ts'

type MeasureJudgement = Judgement & { readonly kind: 'measure' }

/** What a criterion is applied to. */
interface Measured {
  readonly measurement: Measurement
  readonly uncertainty?: Sides
  readonly guard?: number
  readonly scope: Scope
}

/** Judges a measurement. Throws HarnessError where an expression fails or units do not fit. */
export const judgeMeasure = (judgement: MeasureJudgement, scope: Scope): Judged => {
  const { criterion, guard } = judgement
  const read = readMeasurement(judgement, scope)
  if (read.kind === 'wrong') return failed(read.reason)
  const { measurement, uncertainty } = read
  const measured: Measured = {
    measurement,
    scope,
    ...(uncertainty === undefined ? {} : { uncertainty }),
    ...(guard === undefined ? {} : { guard }),
  }
  const judged = { ...judgeCriterion(criterion, measured), measurement }
  if (criterion.kind !== 'meets' && criterion.kind !== 'compares') return judged
  const unfulfilled =
    criterion.kind === 'meets' && judgeConditions(criterion.conditions ?? [], scope)
  const value = judged.demonstrated?.bound ?? measurement.value
  const levels = reachedLevels(criterion.limit, value, measurement.unit)
  if (levels === undefined && !unfulfilled) return judged
  return {
    ...judged,
    ...(levels && { levels }),
    ...(unfulfilled && { conditions: unfulfilled.conditions }),
    message: () =>
      [
        judged.message(),
        ...(levels ? [levelsText(levels)] : []),
        ...(unfulfilled ? unfulfilled.says : []),
      ].join('; '),
  }
}

const judgeCriterion = (criterion: Criterion, measured: Measured): Judged => {
  switch (criterion.kind) {
    case 'meets':
      return judgeMeets(criterion.limit, criterion.own, measured)
    case 'compares':
      return compare(criterion.limit, measured)
    case 'near':
      return judgeNear(criterion.near, criterion.within, measured)
    case 'limit': {
      const own = readOwn(criterion.own, measured)
      return typeof own === 'string' ? failed(own) : decide(own, measured)
    }
    default:
      return criterion satisfies never
  }
}

const judgeMeets = (
  parameter: ParameterLimit,
  own: OwnLimit | undefined,
  measured: Measured,
): Judged => {
  const required = inUnitOf(parameter, measured)
  if (required === undefined) {
    return blocked(
      `${parameter.requirement}/${parameter.parameter} does not say in which direction it limits`,
    )
  }
  const { confidence } = parameter
  const byRequirement = (): Judged => decideWithDeviation(required, parameter, measured)
  if (own === undefined) return byRequirement()
  const ownLimit = readOwn(own, measured)
  if (typeof ownLimit === 'string') return failed(ownLimit)
  const stated = required.stated === undefined ? {} : { stated: required.stated }
  const byCase = (): Judged => decide({ ...ownLimit, ...stated }, measured)
  // A number and what a sample demonstrates are two questions, as are limits of two sides.
  if (ownLimit.sense === required.sense && confidence === undefined) {
    return isStricter(ownLimit, required) ? byCase() : byRequirement()
  }
  // Both must hold, and the one that is missed, or nearer, is shown.
  const [one, other] = [byRequirement(), byCase()]
  return isWorse(other, one) ? other : one
}

/** A limit of a requirement in the unit of the measurement; undefined without a direction. */
const inUnitOf = (
  parameter: ParameterLimit,
  { measurement }: Measured,
): JudgedLimit | undefined => {
  const { sense, value, unit, strict } = parameter
  if (sense === undefined) return undefined
  const limit = convert(value, unit, measurement.unit)
  return { sense, limit, strict, stated: { value, unit } }
}

const readOwn = (own: OwnLimit, { scope, measurement }: Measured): JudgedLimit | string => {
  const limit = finiteNumber(resolveTemplate(own.limit, scope))
  return typeof limit === 'string'
    ? `the limit of ${measurement.measure} is ${limit}, not a finite number`
    : { sense: own.sense, limit, strict: own.strict }
}

const isStricter = (own: JudgedLimit, required: JudgedLimit): boolean => {
  if (own.limit === required.limit) return own.strict && !required.strict
  return own.sense === 'at-most' ? own.limit < required.limit : own.limit > required.limit
}

const order = { fail: 0, blocked: 1 } as const
const rank = ({ verdict }: Judged): number =>
  verdict === 'fail' || verdict === 'blocked' ? order[verdict] : 2

const isWorse = (a: Judged, b: Judged): boolean =>
  rank(a) === rank(b) ? (a.margin ?? 0) < (b.margin ?? 0) : rank(a) < rank(b)

const ask = (limit: JudgedLimit, measured: Measured): LimitAnswer | undefined => {
  if (limit.sense === 'near') return undefined
  const { measurement, uncertainty, guard } = measured
  return judgeLimit({
    value: measurement.value,
    sense: limit.sense,
    limit: limit.limit,
    strict: limit.strict,
    ...(uncertainty === undefined ? {} : { uncertainty }),
    ...(guard === undefined ? {} : { guard }),
  })
}

const decide = (limit: JudgedLimit, measured: Measured): Judged => {
  const answer = ask(limit, measured)
  if (answer === undefined) return blocked('a limit has no direction')
  const { margin, conformity, place } = answer
  return {
    verdict: place === 'inside' ? 'pass' : place === 'no-uncertainty' ? 'blocked' : 'fail',
    message: () => limitMessage(measured.measurement, limit, { ...answer, guard: measured.guard }),
    limit,
    margin,
    ...(conformity === undefined ? {} : { conformity }),
  }
}

/** A fail that an approved relaxation covers passes with it. The margin stays the one to the requirement. */
const decideWithDeviation = (
  required: JudgedLimit,
  parameter: ParameterLimit,
  measured: Measured,
): Judged => {
  const { deviation, unit, confidence } = parameter
  const judge = (limit: JudgedLimit): Judged =>
    confidence === undefined
      ? decide(limit, measured)
      : judgeDemonstrated(confidence, { parameter, limit, measurement: measured.measurement })
  const strict = judge(required)
  if (deviation === undefined || strict.verdict !== 'fail') return strict
  const relaxed = { ...required, limit: convert(deviation.limit, unit, measured.measurement.unit) }
  if (judge(relaxed).verdict !== 'pass') return strict
  const allowed = withUnit(numberText(relaxed.limit), measured.measurement.unit)
  return {
    ...strict,
    verdict: 'pass-with-deviation',
    message: () =>
      `${strict.message()}; within ${allowed} of deviation ${deviation.jira}, until ${deviation.expires}`,
    deviation: deviation.jira,
  }
}

/** A number that decides nothing: the margin is recorded and shown. */
const compare = (parameter: ParameterLimit, measured: Measured): Judged => {
  const { measurement } = measured
  const limit = convert(parameter.value, parameter.unit, measurement.unit)
  const { sense, strict } = parameter
  const stated = { value: parameter.value, unit: parameter.unit }
  if (sense === undefined) {
    return {
      verdict: 'pass',
      message: () =>
        `${measurementText(measurement)}, compared with ${withUnit(numberText(limit), measurement.unit)}: decides nothing`,
      limit: { sense: 'equals', limit, strict: false, stated },
    }
  }
  const judged: JudgedLimit = { sense, limit, strict, stated }
  const margin = marginTo({ value: measurement.value, sense, limit })
  return {
    verdict: 'pass',
    message: () =>
      `${limitMessage(measurement, judged, { place: 'inside', margin })}; a target decides nothing`,
    limit: judged,
    margin,
  }
}

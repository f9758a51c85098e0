import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { seriesOf } from '#traceability/measures/series-of.ts'

/** A number that stands beside a measurement, in the measurement's unit. */
export interface Mark {
  /** `requirement` decides; a `target` does not, nor does any other. */
  readonly kind: 'requirement' | 'target' | 'level' | 'estimate' | 'boundary' | 'limit'
  readonly name: string
  readonly value: number
}

/** What a requirement says beside a measurement: its value, its levels, its key numbers. */
export const marksOf = (measure: MeasureTrace): readonly Mark[] => {
  const { parameter } = measure
  const judged = measure.points.at(-1)?.limit
  const scale = scaleTo(measure)
  const own: readonly Mark[] =
    judged && judged.sense !== 'near' && (!parameter || scale === undefined)
      ? [{ kind: 'requirement', name: 'limit of the case', value: judged.limit }]
      : []
  if (!parameter || scale === undefined) return own
  const { minimum, design, stretch } = parameter.levels ?? {}
  const all: readonly (readonly [Mark['kind'], string, number | undefined])[] = [
    [
      parameter.role === 'threshold' || measure.points.at(-1)?.meets !== undefined
        ? 'requirement'
        : 'target',
      parameter.role.replace('-', ' '),
      parameter.value,
    ],
    ['level', 'minimum', minimum],
    ['level', 'design', design],
    ['level', 'stretch', stretch],
    ['estimate', 'estimate', parameter.estimate],
    ['boundary', 'boundary', parameter.boundary],
    ['limit', 'limit', parameter.limit],
  ]
  return all.flatMap(([kind, name, value]) =>
    value === undefined ? [] : [{ kind, name, value: value * scale }],
  )
}

/** From the parameter's unit to the measurement's; undefined where the two cannot be told. */
const scaleTo = ({ parameter, unit, points }: MeasureTrace): number | undefined => {
  if (!parameter) return undefined
  const judged = points.findLast(({ limit }) => limit?.stated !== undefined)?.limit
  if (judged?.stated && judged.stated.value !== 0) return judged.limit / judged.stated.value
  return unit === parameter.unit ? 1 : undefined
}

/**
 * What counts now: the newest point of each case and cell at the release of the newest, of those that earn credit;
 * where none does, of the rehearsals.
 */
export const countingPoints = (measure: MeasureTrace): readonly MeasureOutcome[] => {
  const last = measure.points.findLast(({ creditable }) => creditable) ?? measure.points.at(-1)
  return seriesOf(measure).flatMap(
    ({ points }) =>
      points.findLast(
        ({ creditable, release }) => creditable === last?.creditable && release === last?.release,
      ) ?? [],
  )
}

/** Of what counts now, the point with the least margin: all others are better. */
export const countingPoint = (measure: MeasureTrace): MeasureOutcome | undefined =>
  countingPoints(measure).reduce<MeasureOutcome | undefined>(
    (worst, point) => (worst && marginOf(worst) <= marginOf(point) ? worst : point),
    undefined,
  )

// What failed without a number that can be held against a limit is worst.
const marginOf = ({ margin, verdict }: MeasureOutcome): number =>
  margin ?? (verdict === 'fail' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY)

/** How far a value may be from the known one that it must agree with; undefined for any other limit. */
export const allowedAround = ({ value, limit, margin }: MeasureOutcome): number | undefined =>
  limit?.sense === 'near' && margin !== undefined
    ? Math.abs(value - limit.limit) + margin
    : undefined

/** The order of what decides: thresholds, then what a case asks by itself, then what is only compared. */
export const decisionRank = ({ role }: MeasureTrace): number => {
  if (role === 'threshold') return 0
  return role === undefined ? 1 : 2
}

/** A measured value with its uncertainty to both sides. */
export const spanOf = (
  point: Pick<MeasureOutcome, 'value' | 'uncertainty'>,
): { readonly low: number; readonly high: number } => {
  const { value, uncertainty = 0 } = point
  const { low, high } =
    typeof uncertainty === 'number' ? { low: uncertainty, high: uncertainty } : uncertainty
  return {
    low: isDrawable(value - low) ? value - low : value,
    high: isDrawable(value + high) ? value + high : value,
  }
}

/** True for a number that has a place on a plot. */
export const isDrawable = (value: number): boolean => Math.abs(value) <= 1e300

/** A coordinate to a tenth of a pixel. */
export const px = (value: number): number => (isDrawable(value) ? Math.round(value * 10) / 10 : 0)

/** On which side of its value a requirement is met; undefined where there is none. */
export const senseOf = (measure: MeasureTrace): 'at-most' | 'at-least' | undefined => {
  const sense = measure.parameter?.sense ?? measure.points.at(-1)?.limit?.sense
  return sense === 'at-most' || sense === 'at-least' ? sense : undefined
}

/**
 * Margin as a part of the limit, or of the distance that is allowed around a known value, to compare what is
 * measured in different units; undefined without a limit.
 */
export const relativeMargin = (point: MeasureOutcome): number | undefined => {
  const whole = allowedAround(point) ?? point.limit?.limit
  return point.margin === undefined || whole === undefined || whole === 0
    ? undefined
    : point.margin / Math.abs(whole)
}

/** Range that holds all finite numbers, with room to both sides. */
export const rangeOf = (numbers: readonly number[]): readonly [number, number] => {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const number of numbers) {
    if (!isDrawable(number)) continue
    low = Math.min(low, number)
    high = Math.max(high, number)
  }
  if (low > high) return [0, 1]
  const room = (high - low || Math.abs(high) || 1) * 0.1
  // Around a number so small that a tenth of it is nothing, or so large that a tenth is lost in it.
  return low - room < high + room ? [low - room, high + room] : [low - 1, high + 1]
}

import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'

/** A number that stands beside a measurement, in the measurement's unit. */
export interface Mark {
  readonly kind: 'requirement' | 'level' | 'estimate' | 'boundary' | 'limit'
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
    ['requirement', parameter.role, parameter.value],
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

/** The newest point that earns credit; where none does, the newest rehearsal. */
export const countingPoint = ({ points }: MeasureTrace): MeasureOutcome | undefined =>
  points.findLast(({ creditable }) => creditable) ?? points.at(-1)

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

/** Margin as a part of the limit, to compare what is measured in different units; undefined without a limit. */
export const relativeMargin = (point: MeasureOutcome): number | undefined =>
  point.margin === undefined || point.limit === undefined || point.limit.limit === 0
    ? undefined
    : point.margin / Math.abs(point.limit.limit)

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

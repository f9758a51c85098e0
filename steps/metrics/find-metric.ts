import { z } from 'zod'
import { HarnessError } from '#domain/harness-error.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import { canonicalUnit, convertUnit } from './convert-unit.ts'
import type { MeasuredMetric } from './measured-metric.ts'

/** A document in which metrics may be, with where it lay. */
export interface MetricDocument {
  readonly form: 'dataset' | 'bundle' | 'job'
  readonly document: unknown
  readonly dataId: { readonly [dimension: string]: unknown }
  readonly run: string
}

const numberOrNone = z.union([
  z.number(),
  z.nan(),
  z.literal(Number.POSITIVE_INFINITY),
  z.literal(Number.NEGATIVE_INFINITY),
])

const measurement = z.looseObject({
  metric: z.string(),
  value: numberOrNone.nullable(),
  unit: z.string().nullish(),
  uncertainty: numberOrNone.nullish(),
  n: z.number().nullish(),
  pairs: z.number().nullish(),
})

type Measurement = z.output<typeof measurement>

const bundle = z.record(z.string(), z.unknown())
const job = z.looseObject({ measurements: z.array(z.unknown()) })

interface Found {
  readonly place: MetricDocument
  readonly measurement: Measurement
}

/** A measurement of a metric called by its own name or by its full one: `AM1`, `validate_drp.AM1`. */
const isCalled = (full: string, name: string): boolean =>
  full === name || full.endsWith(`.${name}`) || full.endsWith(`_${name}`)

/** True when a document is the JSON of an lsst.verify job, not of a metric bundle. */
export const isJob = (document: unknown): boolean => job.safeParse(document).success

/**
 * The one measurement of a metric among the documents. An exact name wins over one with a package before it. Throws
 * StepFailure when it was not computed, HarnessError `bad-input` when several match, naming them.
 */
export const findMetric = (
  name: string,
  documents: readonly MetricDocument[],
  place: string,
): MeasuredMetric => {
  const all = documents.flatMap((document) =>
    measurementsOf(document).map((found) => ({ place: document, measurement: found })),
  )
  const called = all.filter((found) => isCalled(found.measurement.metric, name))
  const exact = called.filter((found) => found.measurement.metric === name)
  const candidates = exact.length > 0 ? exact : called
  const [found, ...others] = candidates
  if (found === undefined) {
    const known = [...new Set(all.map((each) => each.measurement.metric))].sort()
    throw new StepFailure(`${name} was not computed: no measurement of it is in ${place}`, {
      hint: known.length === 0 ? 'There are no metrics at all.' : `There is ${known.join(', ')}.`,
    })
  }
  if (others.length > 0) {
    throw new HarnessError(
      'bad-input',
      `${candidates.length} measurements of ${name} are in ${place}: ${candidates.slice(0, 8).map(placeText).join('; ')}`,
      { hint: 'Narrow them by `where`, or give the full name of the metric.' },
    )
  }
  return measuredOf(found)
}

/** The same metric in another unit; what is not `value` and `uncertainty` stays as it was written. */
export const inUnit = (metric: MeasuredMetric, unit: string): MeasuredMetric => {
  const { value, uncertainty } = metric
  const converted = (number: number): number => convertUnit(number, metric.unit, unit)
  return {
    ...metric,
    value: converted(value),
    ...(uncertainty !== undefined && { uncertainty: converted(uncertainty) }),
    unit: canonicalUnit(unit),
  }
}

const measurementsOf = ({ form, document }: MetricDocument): readonly Measurement[] => {
  switch (form) {
    case 'dataset':
      return parsed([document])
    case 'job':
      return parsed(job.safeParse(document).data?.measurements ?? [])
    case 'bundle':
      return parsed(
        Object.entries(bundle.safeParse(document).data ?? {})
          .filter(([action]) => !action.startsWith('__'))
          .flatMap(([, list]) => (Array.isArray(list) ? list : [])),
      )
    default:
      return form satisfies never
  }
}

const parsed = (documents: readonly unknown[]): readonly Measurement[] =>
  documents.flatMap((document) => {
    const result = measurement.safeParse(document)
    return result.success ? [result.data] : []
  })

const measuredOf = ({ place, measurement: found }: Found): MeasuredMetric => {
  const { metric, value, unit, uncertainty, n, pairs, ...notes } = found
  if (value === null) throw new StepFailure(`${metric} was computed to no value${at(place)}`)
  return {
    metric,
    value,
    unit: canonicalUnit(unit ?? ''),
    ...(uncertainty != null && { uncertainty }),
    ...(n != null && { n }),
    ...(pairs != null && { pairs }),
    dataId: place.dataId,
    run: place.run,
    notes,
    source: place.form,
  }
}

const placeText = ({ place, measurement: found }: Found): string => `${found.metric}${at(place)}`

const at = (place: MetricDocument): string => {
  const id = Object.entries(place.dataId).map(([key, value]) => `${key}: ${value}`)
  return `${id.length > 0 ? ` {${id.join(', ')}}` : ''}${place.run === '' ? '' : ` in ${place.run}`}`
}

import { parseRequirementKey } from '#domain/keys.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { compareKeys, sortByKey } from '#traceability/compare-keys.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

/**
 * Measured numbers over runs and cells, beside what a requirement says of them; in the order of keys. Points in another
 * unit than the newest one have a trace of their own, named with the unit.
 */
export const traceMeasures = ({
  measures,
  requirements,
}: Pick<TraceInput, 'measures' | 'requirements'>): readonly MeasureTrace[] => {
  const groups = new Map<string, Map<string, MeasureOutcome[]>>()
  for (const point of [...measures].sort(byTime)) {
    const key = point.meets ?? point.compares ?? point.measure
    const units = groups.get(key) ?? new Map<string, MeasureOutcome[]>()
    groups.set(key, units)
    const points = units.get(point.unit)
    if (points === undefined) units.set(point.unit, [point])
    else points.push(point)
  }
  return sortByKey(groups, ([key]) => key).flatMap(([key, units]) => {
    const newestFirst = [...units.values()].sort((a, b) => byTime(last(b), last(a)))
    return newestFirst.map((points, index) => {
      const name = index === 0 ? key : `${key} (${last(points).unit})`
      return { key: name, ...describeMeasure(requirements, key, points) }
    })
  })
}

const describeMeasure = (
  { requirements }: TraceInput['requirements'],
  key: string,
  points: readonly MeasureOutcome[],
): Omit<MeasureTrace, 'key'> => {
  const newest = last(points)
  const [id = '', name = ''] = key.split('/', 2)
  const requirement = parseRequirementKey(id)
  const parameter = requirement && requirements.get(requirement)?.parameters[name]
  return {
    measure: newest.measure,
    unit: newest.unit,
    ...(requirement === undefined ? {} : { requirement }),
    ...(parameter === undefined ? {} : { parameter, role: parameter.role }),
    cases: sortByKey(new Set(points.map((point) => point.case)), (one) => one),
    points,
  }
}

/** The caller guarantees that there is one: groups are made with their first point. */
const last = (points: readonly MeasureOutcome[]): MeasureOutcome => {
  const point = points.at(-1)
  if (point === undefined) throw new Error('a group of measurements has no point')
  return point
}

const byTime = (a: MeasureOutcome, b: MeasureOutcome): number => {
  if (a.at !== b.at) return a.at < b.at ? -1 : 1
  return (
    a.run - b.run ||
    compareKeys(a.execution, b.execution) ||
    a.attempt - b.attempt ||
    compareKeys(a.row, b.row)
  )
}

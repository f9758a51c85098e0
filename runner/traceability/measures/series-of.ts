import type { JsonObject } from '#domain/json.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import { cellLabel } from '#traceability/coverage/explain-coverage.ts'

/** The points of one cell of one case: a line of a trend. */
export interface Series {
  readonly case: TestCaseKey
  readonly matrix: JsonObject
  /** `LVV-T1745[band=g]`. */
  readonly label: string
  /** Oldest first. */
  readonly points: readonly MeasureOutcome[]
}

/** Splits a measure into the lines of its trend, one of each case and cell, in the order of labels. */
export const seriesOf = ({ points }: Pick<MeasureTrace, 'points'>): readonly Series[] => {
  const lines = new Map<string, MeasureOutcome[]>()
  for (const point of points) {
    const label = `${point.case}${cellLabel(point.matrix)}`
    const line = lines.get(label)
    if (line === undefined) lines.set(label, [point])
    else line.push(point)
  }
  return [...lines]
    .sort(([a], [b]) => compareKeys(a, b))
    .flatMap(([label, line]) =>
      line[0] === undefined
        ? []
        : [{ case: line[0].case, matrix: line[0].matrix, label, points: line }],
    )
}

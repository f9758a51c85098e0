import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { matrixText } from '#reports/html/parts/result-rows.ts'
import { seriesOf } from '#traceability/measures/series-of.ts'

/** One run on the axis of a trend. */
export interface TrendRun {
  readonly run: number
  /** When its first point was found. */
  readonly at: string
  readonly release?: string
  /** The first run of its release that is shown. */
  readonly first: boolean
}

/** One line of a trend: one case and cell, with credit or without, over runs. */
export interface TrendLine {
  /** `band g`; with the case where there are several. */
  readonly label: string
  /** Number of its case and cell, by which both its lines stand at one place. */
  readonly series: number
  readonly points: readonly MeasureOutcome[]
}

/** Lines over runs: what was found in one run is never joined by a line. */
export interface Trend {
  /** Oldest first. */
  readonly runs: readonly TrendRun[]
  readonly lines: readonly TrendLine[]
  readonly series: number
}

/** Takes the newest runs of a measure apart: a line for each case and cell, rehearsals apart from what counts. */
export const trendOf = (measure: MeasureTrace, mostRuns: number): Trend => {
  const byRun = Map.groupBy(measure.points, ({ run }) => run)
  const kept = [...byRun.keys()].sort((a, b) => a - b).slice(-mostRuns)
  const shown = new Set(kept)
  const all = seriesOf({ points: measure.points.filter(({ run }) => shown.has(run)) })
  const several = new Set(all.map((one) => one.case)).size > 1
  const seen = new Set<string>()
  return {
    runs: kept.map((run) => {
      const points = byRun.get(run) ?? []
      const at = points.reduce(
        (first, one) => (one.at < first ? one.at : first),
        points[0]?.at ?? '',
      )
      const release = points.find((one) => one.release !== undefined)?.release
      const first = release !== undefined && !seen.has(release)
      if (release !== undefined) seen.add(release)
      return { run, at, first, ...(release !== undefined && { release }) }
    }),
    lines: all.flatMap((one, series) => {
      const cell = matrixText(one.matrix)
      const label = several ? [one.case, cell].filter(Boolean).join(' ') : cell
      return [true, false].flatMap((creditable) => {
        const points = one.points.filter((point) => point.creditable === creditable)
        return points.length === 0 ? [] : [{ label, series, points }]
      })
    }),
    series: all.length,
  }
}

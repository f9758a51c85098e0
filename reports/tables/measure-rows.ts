import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { isPassing } from '#domain/verdict.ts'
import { cellText } from './matrix-rows.ts'

/** One measured number of one run. */
export interface MeasureRow {
  /** `DMS-REQ-0360/AM1`, or the measure's own name. */
  readonly key: string
  readonly cell: string
  readonly point: MeasureOutcome
  /** Standard uncertainty below and above, in the unit of the point. */
  readonly low?: number
  readonly high?: number
}

/** All measured numbers, by what they measure, oldest first. */
export const measureRows = (trace: TraceDossier): readonly MeasureRow[] =>
  trace.measures.flatMap(({ key, points }) =>
    points.map((point) => ({ key, cell: cellText(point.matrix), point, ...sides(point) })),
  )

const sides = ({
  uncertainty,
}: MeasureOutcome): { readonly low?: number; readonly high?: number } => {
  if (uncertainty === undefined) return {}
  return typeof uncertainty === 'number' ? { low: uncertainty, high: uncertainty } : uncertainty
}

/** True for a number that is shown against a target and decides nothing. A failure to judge it is one all the same. */
export const isCompared = ({
  meets,
  compares,
  verdict,
}: Pick<MeasureOutcome, 'meets' | 'compares' | 'verdict'>): boolean =>
  compares !== undefined && meets === undefined && isPassing(verdict)

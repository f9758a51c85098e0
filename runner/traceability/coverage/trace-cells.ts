import type { CellTrace } from '#domain/tracing/trace-dossier.ts'
import { verdictFor } from '#traceability/results/result.ts'
import { type CellContext, flagsOfCell } from './element-flags.ts'
import type { ElementPart } from './element-part.ts'
import type { CellView } from './look-at-cells.ts'

interface Pair {
  readonly key: CellTrace['case'] | undefined
  readonly credit: CellView | undefined
  readonly rehearsal: CellView | undefined
}

type Growing<T> = { -readonly [field in keyof T]: T[field] }

/** Both looks at the cells of an element side by side: those that count, then those that were only rehearsed. */
export const traceCells = (
  credit: ElementPart,
  rehearsal: ElementPart,
  context: CellContext,
): readonly CellTrace[] => pair(credit, rehearsal).map((one) => traceCell(one, context))

const pair = (credit: ElementPart, rehearsal: ElementPart): readonly Pair[] => {
  const rehearsed = new Map<object, CellView>()
  const known = new Set<string | undefined>()
  for (const { head, view } of rehearsal.units) {
    if (view === undefined) continue
    rehearsed.set(view.cell, view)
    known.add(head?.key)
  }
  const pairs: Pair[] = []
  for (const { head, view } of credit.units) {
    // A case of which nothing is known gives way to what was rehearsed of it.
    if (view === undefined && known.has(head?.key)) continue
    const other = view && rehearsed.get(view.cell)
    if (view) rehearsed.delete(view.cell)
    pairs.push({ key: head?.key, credit: view, rehearsal: other })
  }
  for (const { head, view } of rehearsal.units) {
    if (view === undefined || !rehearsed.has(view.cell)) continue
    pairs.push({ key: head?.key, credit: undefined, rehearsal: view })
  }
  return pairs
}

const traceCell = ({ key, credit, rehearsal }: Pair, context: CellContext): CellTrace => {
  const cell = (credit ?? rehearsal)?.cell
  const trace: Growing<CellTrace> = {
    matrix: cell?.matrix ?? noMatrix,
    flags: flagsOfCell(credit, rehearsal, context),
  }
  const newest = cell?.results.findLast((one) => verdictFor(one, context.element) !== undefined)
  if (key !== undefined) trace.case = key
  if (credit?.verdict !== undefined) trace.verdict = credit.verdict
  if (credit?.taken !== undefined) trace.taken = credit.taken.id
  if (newest !== undefined) trace.newest = newest.id
  if (rehearsal?.taken !== undefined && rehearsal.verdict !== undefined) {
    trace.rehearsed = { verdict: rehearsal.verdict, result: rehearsal.taken.id }
  }
  if (credit?.earlier !== undefined) trace.earlier = credit.earlier.result.id
  return trace
}

const noMatrix = {}

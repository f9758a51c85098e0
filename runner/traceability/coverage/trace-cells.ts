import type { CellTrace } from '#domain/tracing/trace-dossier.ts'
import { verdictFor } from '#traceability/results/result.ts'
import { type CellContext, flagsOfCell } from './element-flags.ts'
import type { ElementPart, Unit } from './element-part.ts'
import type { CellView } from './look-at-cells.ts'

interface Pair {
  readonly key?: CellTrace['case']
  readonly credit?: CellView
  readonly rehearsal?: CellView
}

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
    pairs.push({
      ...keyOf({ ...(head && { head }) }),
      ...(view && { credit: view }),
      ...(other && { rehearsal: other }),
    })
  }
  const rest = rehearsal.units.flatMap(({ head, view }) =>
    view !== undefined && rehearsed.has(view.cell)
      ? [{ ...keyOf({ ...(head && { head }) }), rehearsal: view }]
      : [],
  )
  return rest.length === 0 ? pairs : [...pairs, ...rest]
}

const keyOf = ({ head }: Unit): Pick<Pair, 'key'> => (head === undefined ? {} : { key: head.key })

const traceCell = ({ key, credit, rehearsal }: Pair, context: CellContext): CellTrace => {
  const cell = (credit ?? rehearsal)?.cell
  const newest = cell?.results.findLast((one) => verdictFor(one, context.element) !== undefined)
  return {
    ...(key === undefined ? {} : { case: key }),
    matrix: cell?.matrix ?? {},
    ...(credit?.verdict === undefined ? {} : { verdict: credit.verdict }),
    ...(credit?.taken === undefined ? {} : { taken: credit.taken.id }),
    ...(newest === undefined ? {} : { newest: newest.id }),
    ...(rehearsal?.taken === undefined || rehearsal.verdict === undefined
      ? {}
      : { rehearsed: { verdict: rehearsal.verdict, result: rehearsal.taken.id } }),
    ...(credit?.earlier === undefined ? {} : { earlier: credit.earlier.result.id }),
    flags: flagsOfCell(credit, rehearsal, context),
  }
}

import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { Lens } from '#traceability/results/releases.ts'
import type { IndexedElement, TraceIndex } from '#traceability/trace-index.ts'
import { type CellView, lookAtCells } from './look-at-cells.ts'

/** One cell of one case that names the element; without a view nothing of it is known at all. */
export interface Unit {
  /** Absent for what was recorded elsewhere without a case. */
  readonly head?: CaseHead
  readonly view?: CellView
}

/** What the cases of an element say of it, through one lens. */
export interface ElementPart {
  /** Live cases, and one for what was recorded without a case. */
  readonly cases: number
  readonly units: readonly Unit[]
}

/** Looks at every cell of every live case that names the element. */
export const lookAtElement = (
  { cells }: Pick<TraceIndex, 'cells'>,
  {
    element,
    cases,
  }: Pick<IndexedElement, 'cases'> & { readonly element: { readonly key: string } },
  lens: Lens,
): ElementPart => {
  const units: Unit[] = []
  for (const head of cases) {
    const own = cells.byCase.get(head.key) ?? []
    const views = lookAtCells(own, element.key, head.stub ? { ...lens, importedOnly: true } : lens)
    if (views.length === 0) units.push({ head })
    for (const view of views) units.push({ head, view })
  }
  const loose = lookAtCells(cells.byElement.get(element.key) ?? [], element.key, lens)
  for (const view of loose) units.push({ view })
  return { cases: cases.length + (loose.length > 0 ? 1 : 0), units }
}

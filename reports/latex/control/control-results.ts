import type { MeasureOutcome, RunOutcome } from '#domain/tracing/outcome.ts'
import type {
  CellTrace,
  ElementTrace,
  ResultTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { isJudged, isPassing, type Verdict } from '#domain/verdict.ts'

/** Status of a test case in the control document; the names are those of its macros. */
export type ControlStatus = 'passed' | 'cndpass' | 'failed' | 'notexec'

/** What one case says of one element, from results that earn credit. */
export interface ControlledCase {
  readonly case: string
  readonly status: ControlStatus
  /** Of the cells of its matrix that were judged: how many passed. Cells that were only rehearsed are not known here. */
  readonly cells: { readonly passed: number; readonly judged: number }
  /** The newest result that counts. */
  readonly result?: ResultTrace
  readonly run?: RunOutcome
  /** The judged measurement nearest to its limit, or farthest beyond it. */
  readonly closest?: MeasureOutcome
  readonly notes: readonly string[]
}

/** Reads out of a trace what earns credit, and nothing else: a rehearsal cannot change any answer. */
export interface ControlResults {
  readonly ofElement: (element: ElementTrace) => readonly ControlledCase[]
  /** The worst of a case over all its elements. */
  readonly ofCase: (key: string) => ControlStatus
  /** True when an element has a result that counts. */
  readonly isJudged: (element: ElementTrace) => boolean
  readonly anyJudged: boolean
}

/** Indexes a trace for the control document. */
export const controlResults = (trace: TraceDossier): ControlResults => {
  const results = new Map(
    trace.results.filter(({ creditable }) => creditable).map((result) => [result.id, result]),
  )
  const runs = new Map(trace.runs.map((run) => [run.run, run]))
  const points = creditedPoints(trace)
  const ofElement = (element: ElementTrace): readonly ControlledCase[] =>
    [...Map.groupBy(element.cells, ({ case: key }) => key ?? 'recorded elsewhere')].map(
      ([key, cells]) => controlled({ key, cells, element, results, runs, points }),
    )
  const byCase = new Map<string, ControlStatus[]>()
  for (const element of trace.elements) {
    for (const { case: key, status } of ofElement(element)) {
      byCase.set(key, [...(byCase.get(key) ?? []), status])
    }
  }
  // A case that verifies no element still has a last result.
  for (const { case: key, verdict } of results.values()) {
    if (key === undefined || byCase.has(key)) continue
    if (isJudged(verdict)) byCase.set(key, [statusOf(verdict)])
  }
  const taken = (element: ElementTrace) =>
    element.cells.some((cell) => cell.taken !== undefined && results.has(cell.taken))
  return {
    ofElement,
    ofCase: (key) => worst(byCase.get(key) ?? []),
    isJudged: taken,
    anyJudged: trace.elements.some(taken),
  }
}

const statusOf = (verdict: Verdict | undefined): ControlStatus => {
  if (verdict === undefined || !isJudged(verdict)) return 'notexec'
  if (!isPassing(verdict)) return 'failed'
  return verdict === 'pass' ? 'passed' : 'cndpass'
}

const fromWorst = ['failed', 'notexec', 'cndpass', 'passed'] as const

const worst = (statuses: readonly ControlStatus[]): ControlStatus =>
  fromWorst.find((status) => statuses.includes(status)) ?? 'notexec'

const creditedPoints = (trace: TraceDossier): ReadonlyMap<string, readonly MeasureOutcome[]> =>
  Map.groupBy(
    trace.measures
      .flatMap(({ points }) => points)
      .filter(({ creditable, margin }) => creditable && margin !== undefined),
    ({ run, execution, attempt }) => `${run}/${execution}#${attempt}`,
  )

const controlled = (of: {
  readonly key: string
  readonly cells: readonly CellTrace[]
  readonly element: ElementTrace
  readonly results: ReadonlyMap<string, ResultTrace>
  readonly runs: ReadonlyMap<number, RunOutcome>
  readonly points: ReadonlyMap<string, readonly MeasureOutcome[]>
}): ControlledCase => {
  const taken = of.cells.flatMap(({ taken: id }) => of.results.get(id ?? '') ?? [])
  const [result] = taken.toSorted((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
  const run = result && of.runs.get(result.origin.run)
  const statuses = of.cells
    .filter((cell) => of.results.has(cell.taken ?? ''))
    .map(({ verdict }) => statusOf(verdict))
  const closest = taken
    .flatMap(({ id }) => of.points.get(id) ?? [])
    .filter(({ elements, meets }) => meets !== undefined && elements.includes(of.element.key))
    .toSorted((a, b) => relativeMargin(a) - relativeMargin(b))[0]
  return {
    case: of.key,
    status: worst(statuses),
    cells: {
      passed: statuses.filter((status) => status !== 'failed').length,
      judged: statuses.length,
    },
    ...(result && { result }),
    ...(run && { run }),
    ...(closest && { closest }),
    notes: [...notesOf(taken), ...earlierOf(of.cells, of.results)],
  }
}

const relativeMargin = ({ margin = 0, limit }: MeasureOutcome): number =>
  margin / (Math.abs(limit?.limit ?? 0) || 1)

const notesOf = (taken: readonly ResultTrace[]): readonly string[] => {
  const any = (holds: (result: ResultTrace) => boolean) => taken.some(holds)
  return [
    ...(any(({ changes }) => changes.length > 0) ? ['outdated'] : []),
    ...(any(({ review }) => review === 'rejected') ? ['rejected by review'] : []),
    ...(any(({ review }) => review === 'none') ? ['not reviewed'] : []),
  ]
}

const earlierOf = (
  cells: readonly CellTrace[],
  results: ReadonlyMap<string, ResultTrace>,
): readonly string[] => {
  const earlier = cells.flatMap(({ earlier: id }) => results.get(id ?? '') ?? [])
  return [
    ...new Set(
      earlier.map(({ verdict, release }) => `${release ?? 'an earlier release'}: ${verdict}`),
    ),
  ]
}

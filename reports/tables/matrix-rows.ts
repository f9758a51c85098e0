import type { JsonObject } from '#domain/json.ts'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type { CellTrace, ElementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'

/** One row of the traceability matrix: requirement × element × case × cell, with the result that stands for it. */
export interface MatrixRow {
  readonly requirement: string
  readonly requirementCoverage: Coverage | ''
  readonly priority?: string
  readonly element?: string
  readonly elementCoverage?: Coverage
  readonly case?: string
  /** `band=g`; empty where the case has no matrix. */
  readonly cell: string
  readonly verdict?: string
  /** `counts`, `rehearsal, no credit`, `earlier release`, `never judged`. */
  readonly counts: string
  readonly result?: string
  readonly environment?: string
  readonly stage?: string
  readonly release?: string
  readonly at?: string
  readonly flags: readonly string[]
  readonly changes: readonly string[]
}

/** The matrix of all live and descoped requirements; one without elements or cases has a row that says so. */
export const matrixRows = (trace: TraceDossier): readonly MatrixRow[] => {
  const elements = new Map(trace.elements.map((one) => [one.key, one]))
  const results = new Map(trace.results.map((one) => [one.id, one]))
  return trace.requirements.flatMap((requirement) => {
    const head = {
      requirement: requirement.id,
      requirementCoverage: requirement.coverage,
      ...(requirement.priority !== undefined && { priority: requirement.priority }),
    }
    const own = requirement.elements.flatMap((key) => elements.get(key) ?? [])
    if (own.length === 0) return [{ ...head, ...nothing, flags: requirement.flags }]
    return own.flatMap((element) =>
      elementRows(element, results).map((row) => ({ ...head, ...row })),
    )
  })
}

type ElementRow = Omit<MatrixRow, 'requirement' | 'requirementCoverage' | 'priority'>

const nothing = { cell: '', counts: 'never judged', flags: [], changes: [] } as const

const elementRows = (
  element: ElementTrace,
  results: ReadonlyMap<string, TraceDossier['results'][number]>,
): readonly ElementRow[] => {
  const head = { element: element.key, elementCoverage: element.coverage }
  if (element.cells.length === 0) return [{ ...head, ...nothing, flags: element.flags }]
  return element.cells.map((cell) => {
    const shown = shownResult(cell)
    const result = results.get(shown.result ?? '')
    return {
      ...head,
      ...(cell.case !== undefined && { case: cell.case }),
      cell: cellText(cell.matrix),
      counts: shown.counts,
      ...(shown.verdict !== undefined && { verdict: shown.verdict }),
      ...(result !== undefined && {
        result: result.id,
        environment: result.environment,
        stage: result.stage,
        at: result.at,
        ...(result.release !== undefined && { release: result.release }),
      }),
      flags: cell.flags,
      changes: (result?.changes ?? []).map(({ key, message }) => `${key}: ${message}`),
    }
  })
}

/** Credit first; without it what was rehearsed, which is said; else the newest attempt that was not judged. */
const shownResult = (
  cell: CellTrace,
): { readonly counts: string; readonly verdict?: string; readonly result?: string } => {
  if (cell.verdict !== undefined) {
    return {
      counts: 'counts',
      verdict: cell.verdict,
      ...(cell.taken !== undefined && { result: cell.taken }),
    }
  }
  if (cell.rehearsed !== undefined) {
    return {
      counts: 'rehearsal, no credit',
      verdict: cell.rehearsed.verdict,
      result: cell.rehearsed.result,
    }
  }
  if (cell.earlier !== undefined) return { counts: 'earlier release', result: cell.earlier }
  return { counts: 'never judged', ...(cell.newest !== undefined && { result: cell.newest }) }
}

/** `band=g, visit=3`. */
export const cellText = (matrix: JsonObject): string =>
  Object.entries(matrix)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(', ')

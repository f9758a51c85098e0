import type { Dossier, DossierExecution, DossierRow } from '#domain/dossier.ts'
import { isPassing } from '#domain/verdict.ts'

/** An execution that itself went wrong, with those that went wrong only because of it. */
export interface Cause {
  readonly execution: DossierExecution
  /** Rows of its own that failed or were blocked, known issues left out. */
  readonly rows: readonly DossierRow[]
  /** Cases that could not be judged because of it, in the order of the plan. */
  readonly dependents: readonly DossierExecution[]
  /** Other executions that were blocked by the same thing in the same words. */
  readonly alike: readonly DossierExecution[]
}

/** A row that went wrong and is forgiven. */
export interface ForgivenRow {
  readonly execution: DossierExecution
  readonly row: DossierRow
}

/** What went wrong in a run, each thing once. */
export interface Causes {
  readonly failed: readonly Cause[]
  readonly blocked: readonly Cause[]
  readonly forgiven: readonly ForgivenRow[]
  /** Executions that could not be judged only because of forgiven rows of their precursors. */
  readonly excused: readonly DossierExecution[]
}

/** Follows calls from what could not be judged to what really went wrong. */
export const findCauses = (dossier: Dossier): Causes => {
  const all = [...dossier.precursors, ...dossier.executions]
  const roots = rootFinder(dossier, all)
  const dependents = new Map<DossierExecution, DossierExecution[]>()
  for (const execution of all) {
    for (const root of roots(execution)) {
      const known = dependents.get(root) ?? []
      dependents.set(root, known)
      if (root !== execution && execution.role !== 'precursor') known.push(execution)
    }
  }
  const causes = all
    .filter((execution) => dependents.has(execution))
    .map((execution) => ({
      execution,
      rows: ownTrouble(execution),
      dependents: dependents.get(execution) ?? [],
      alike: [],
    }))
  return {
    failed: causes.filter((cause) => cause.execution.verdict === 'fail'),
    blocked: joinAlike(causes.filter((cause) => cause.execution.verdict !== 'fail')),
    forgiven: all.flatMap((execution) =>
      forgivenRows(execution).map((row) => ({ execution, row })),
    ),
    excused: all.filter(
      (execution) =>
        (execution.verdict === 'fail' || execution.verdict === 'blocked') &&
        roots(execution).length === 0 &&
        forgivenRows(execution).length === 0,
    ),
  }
}

/** Rows that a known issue forgives; a call that is forgiven with its precursor is none of its own. */
const forgivenRows = (execution: DossierExecution): readonly DossierRow[] =>
  execution.steps.filter(
    (row) => isTrouble(row) && row.knownIssue !== undefined && row.call === undefined,
  )

/** True for a row that failed or was blocked. */
export const isTrouble = (row: DossierRow): boolean =>
  !row.skipped && (row.verdict === 'fail' || row.verdict === 'blocked')

const ownTrouble = (execution: DossierExecution): readonly DossierRow[] =>
  execution.steps.filter((row) => isTrouble(row) && row.knownIssue === undefined)

type Roots = (execution: DossierExecution) => readonly DossierExecution[]

const rootFinder = (dossier: Dossier, all: readonly DossierExecution[]): Roots => {
  const byId = new Map(all.map((execution) => [execution.id, execution]))
  const found = new Map<DossierExecution, readonly DossierExecution[]>()
  const sourceOf = ({ id, sharedFrom }: DossierExecution) =>
    sharedFrom?.run === dossier.run.id && sharedFrom.execution !== id
      ? byId.get(sharedFrom.execution)
      : undefined
  const behind = (execution: DossierExecution): readonly DossierExecution[] => {
    const source = sourceOf(execution)
    if (source) return roots(source)
    const rows = ownTrouble(execution)
    const called = rows.map((row) => byId.get(row.execution ?? '')).filter(isUnpassed)
    // A row of its own, or trouble without a row (a worker lost before the first): the execution is the cause.
    const isOwn = called.length < rows.length || (rows.length === 0 && !hasForgiven(execution))
    return [...new Set([...(isOwn ? [execution] : []), ...called.flatMap(roots)])]
  }
  const roots: Roots = (execution) => {
    if (execution.verdict !== 'fail' && execution.verdict !== 'blocked') return []
    const known = found.get(execution)
    if (known) return known
    found.set(execution, [])
    const result = behind(execution)
    found.set(execution, result)
    return result
  }
  return roots
}

const isUnpassed = (execution: DossierExecution | undefined): execution is DossierExecution =>
  execution !== undefined && !isPassing(execution.verdict)

const hasForgiven = (execution: DossierExecution): boolean =>
  execution.steps.some((row) => isTrouble(row) && row.knownIssue !== undefined)

const joinAlike = (causes: readonly Cause[]): readonly Cause[] => {
  const byReason = new Map<string, Cause>()
  for (const cause of causes) {
    const reason = JSON.stringify([
      cause.execution.message,
      ...cause.rows.map((row) => [row.code, row.message, row.hint]),
    ])
    const first = byReason.get(reason)
    byReason.set(
      reason,
      first === undefined
        ? cause
        : {
            ...first,
            alike: [...first.alike, cause.execution],
            dependents: [...first.dependents, ...cause.dependents],
          },
    )
  }
  return [...byReason.values()]
}

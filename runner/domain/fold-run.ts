import type { RowResult } from './ledger-event.ts'
import { isPassing, type Verdict } from './verdict.ts'

/** What of an execution the exit code must tell. */
export type Trouble = 'none' | 'not-judged' | 'failed'

/** Exit codes of a run that was started. */
export type RunExitCode = 0 | 1 | 3 | 130

/**
 * Trouble of one execution. A row's failure under a known issue is forgiven, with what was not executed because of it;
 * rows that wait for a person are none.
 */
export const troubleOf = (verdict: Verdict, rows: readonly RowResult[]): Trouble => {
  const open = rows.filter((row) => row.knownIssue === undefined && !row.skipped)
  if (open.some((row) => row.verdict === 'fail')) return 'failed'
  if (open.some((row) => row.verdict === 'blocked')) return 'not-judged'
  if (isPassing(verdict) || verdict === 'in-progress') return 'none'
  const forgiven = rows.some((row) => row.knownIssue !== undefined)
  return forgiven ? 'none' : 'not-judged'
}

/** Exit code of a run: a failure weighs more than what could not be judged, an interrupt more than both. */
export const exitCodeOf = (run: {
  readonly interrupted: boolean
  readonly trouble: Trouble
  /** False when a teardown, a reader or the ledger went wrong. */
  readonly clean: boolean
}): RunExitCode => {
  if (run.interrupted) return 130
  if (run.trouble === 'failed') return 1
  return run.trouble === 'not-judged' || !run.clean ? 3 : 0
}

/** Trouble of a run: one in which nothing was executed, whatever kept it from starting, has judged nothing. */
export const troubleOfRun = (verdict: Verdict, worst: Trouble): Trouble =>
  verdict === 'not-executed' && worst === 'none' ? 'not-judged' : worst

/** The greater of two troubles. */
export const worseTrouble = (one: Trouble, other: Trouble): Trouble =>
  one === 'failed' || other === 'none' ? one : other

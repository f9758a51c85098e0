import { type Trouble, troubleOf, worseTrouble } from '#domain/fold-run.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import { type Verdict, worstOf } from '#domain/verdict.ts'

/** The run's verdict and trouble, counted while executions finish, so that none of them is kept for it. */
export interface Tally {
  count(id: ExecutionId, verdict: Verdict, rows: readonly RowResult[]): void
  /**
   * What an execution came to before the run was stopped, whose result can be used no more: it stands for it unless the
   * execution is asked for again, and is then counted anew.
   */
  carry(id: ExecutionId, verdict: Verdict, rows: readonly RowResult[]): void
  /** `not-executed` when nothing was counted. */
  readonly verdict: Verdict
  readonly trouble: Trouble
}

/** Makes an empty tally. */
export const createTally = (): Tally => {
  let verdict: Verdict | undefined
  let trouble: Trouble = 'none'
  const carried = new Map<ExecutionId, { readonly verdict: Verdict; readonly trouble: Trouble }>()
  return {
    count: (id, each, rows) => {
      carried.delete(id)
      verdict = verdict === undefined ? each : worstOf([verdict, each])
      trouble = worseTrouble(trouble, troubleOf(each, rows))
    },
    carry: (id, each, rows) => {
      carried.set(id, { verdict: each, trouble: troubleOf(each, rows) })
    },
    get verdict() {
      const before = [...carried.values()].map((one) => one.verdict)
      return worstOf(verdict === undefined ? before : [verdict, ...before])
    },
    get trouble() {
      return [...carried.values()].reduce((worst, one) => worseTrouble(worst, one.trouble), trouble)
    },
  }
}

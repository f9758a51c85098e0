import { type Trouble, troubleOf, worseTrouble } from '#domain/fold-run.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import { type Verdict, worstOf } from '#domain/verdict.ts'

/** The run's verdict and trouble, counted while executions finish, so that none of them is kept for it. */
export interface Tally {
  count(verdict: Verdict, rows: readonly RowResult[]): void
  /** `not-executed` when nothing was counted. */
  readonly verdict: Verdict
  readonly trouble: Trouble
}

/** Makes an empty tally. */
export const createTally = (): Tally => {
  let verdict: Verdict | undefined
  let trouble: Trouble = 'none'
  return {
    count: (each, rows) => {
      verdict = verdict === undefined ? each : worstOf([verdict, each])
      trouble = worseTrouble(trouble, troubleOf(each, rows))
    },
    get verdict() {
      return verdict ?? 'not-executed'
    },
    get trouble() {
      return trouble
    },
  }
}

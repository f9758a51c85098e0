import type { ExecutionRole } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import type { Verdict } from '#domain/verdict.ts'

/** What a run tells its readers, in order, and only after it is on disk. */
export type Progress =
  | {
      readonly kind: 'execution-started'
      readonly execution: ExecutionId
      readonly role: ExecutionRole
      readonly title: string
    }
  | {
      readonly kind: 'execution-finished'
      readonly execution: ExecutionId
      readonly role: ExecutionRole
      readonly verdict: Verdict
      readonly message?: string
      /** Milliseconds, waiting for precursors and resources included. */
      readonly duration: number
      readonly sharedFrom?: {
        readonly run: number
        readonly execution: ExecutionId
        readonly attempt: number
      }
    }
  | {
      readonly kind: 'row-started'
      readonly execution: ExecutionId
      readonly row: string
      readonly label: string
    }
  | {
      readonly kind: 'row-finished'
      readonly execution: ExecutionId
      readonly row: string
      readonly result: RowResult
    }
  /** `for`: `resources`, or the execution that is waited for. */
  | { readonly kind: 'waiting'; readonly execution: ExecutionId; readonly for: string }
  | { readonly kind: 'note'; readonly text: string }

import type { ExecutionRole } from '#domain/execution-graph.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import type { Verdict } from '#domain/verdict.ts'

/** What the live view is told while a run goes on. The engine's progress fits; reports do not know the engine. */
export type LiveProgress =
  | {
      readonly kind: 'execution-started'
      readonly execution: string
      readonly role: ExecutionRole
      readonly title: string
    }
  | {
      readonly kind: 'execution-finished'
      readonly execution: string
      readonly role: ExecutionRole
      readonly verdict: Verdict
      readonly message?: string
      /** Milliseconds. */
      readonly duration: number
      readonly sharedFrom?: unknown
    }
  | {
      readonly kind: 'row-started'
      readonly execution: string
      readonly row: string
      readonly label: string
    }
  | {
      readonly kind: 'row-finished'
      readonly execution: string
      readonly row: string
      readonly result: Pick<RowResult, 'verdict'>
    }
  /** `for` names what is missing: `resources`, or the execution that must end first. */
  | { readonly kind: 'waiting'; readonly execution: string; readonly for: string }
  | { readonly kind: 'note'; readonly text: string }

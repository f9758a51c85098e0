import type { JsonObject } from '#domain/json.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { Verdict } from '#domain/verdict.ts'

/** How an execution ended, as its callers see it. */
export interface Outcome {
  /** The execution that ran: of this run, or of an earlier one. */
  readonly execution: ExecutionId
  readonly verdict: Verdict
  readonly message?: string
  /** Code of what blocked it: `interrupted` is not the end yet. */
  readonly code?: string
  /** Present when it passed. */
  readonly outputs?: JsonObject
  /** Jira key of the known issue that alone is to blame. */
  readonly knownIssue?: string
  /** Milliseconds that it ran. */
  readonly duration: number
}

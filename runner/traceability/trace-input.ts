import type { Json } from '#domain/json.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { AttemptOutcome, MeasureOutcome, RunOutcome } from '#domain/tracing/outcome.ts'

/** Everything that traceability is folded from: what a root holds, and what its ledger found. Any order. */
export interface TraceInput {
  readonly requirements: Requirements
  readonly cases: readonly CaseHead[]
  readonly outcomes: readonly AttemptOutcome[]
  readonly measures: readonly MeasureOutcome[]
  readonly runs: readonly RunOutcome[]
  /** Absent: the newest one. */
  readonly release?: string
  /** YYYY-MM-DD, UTC: the day on which waivers and deviations are looked at. */
  readonly today: string
  /** The record that had this content hash when a result was judged; undefined where it is not kept. */
  readonly recordOf?: (hash: string) => Json | undefined
  /** Errors in the files of the root, each of which leaves something out; absent: none. */
  readonly problems?: number
  /** Hashes of today of other things that a `basis` may name, such as the families of steps. */
  readonly hashes?: { readonly [key: string]: string }
}

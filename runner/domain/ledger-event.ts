import type { EvidenceRef } from './evidence.ts'
import type { RunRequest, SoftwareVersion } from './execution-graph.ts'
import type { Json, JsonObject } from './json.ts'
import type { ExecutionId, TestCaseKey } from './keys.ts'
import type { ExpectationResult } from './measurement.ts'
import type { Section } from './test-case.ts'
import type { ImportedResult } from './tracing/imported-result.ts'
import type { Verdict } from './verdict.ts'

/** Where a row stands: its execution, the attempt of it, and the part of the case. */
export interface RowPlace {
  readonly execution: ExecutionId
  /** Attempt of the execution, from 1; `--rerun` adds one. */
  readonly attempt: number
  readonly section: Section
  readonly row: string
}

/** What happened, appended to the ledger and never changed. Instants are the ledger's own (UTC). */
export type LedgerEvent =
  | {
      readonly kind: 'run-started'
      readonly request: RunRequest
      /** Hash over the stored plan, set by the ledger. */
      readonly graph?: string
    }
  | {
      readonly kind: 'run-resumed'
      readonly reason: 'resume' | 'rerun' | 'record'
      /** Who went on with it: `Name (login)`. */
      readonly executor?: string
    }
  | {
      readonly kind: 'run-ended'
      readonly verdict: Verdict
      readonly exitCode: number
      readonly interrupted: boolean
    }
  | { readonly kind: 'software-read'; readonly software: readonly SoftwareVersion[] }
  | {
      readonly kind: 'execution-started'
      readonly execution: ExecutionId
      readonly attempt: number
    }
  | {
      readonly kind: 'execution-shared'
      readonly execution: ExecutionId
      /** The execution whose result is used instead: of this run, or of an earlier one. */
      readonly from: {
        readonly run: number
        readonly execution: ExecutionId
        readonly attempt: number
      }
      readonly fingerprint: string
    }
  | {
      readonly kind: 'execution-finished'
      readonly execution: ExecutionId
      readonly attempt: number
      readonly verdict: Verdict
      readonly elements: { readonly [element: string]: Verdict }
      /** Elements whose pass rests on a threshold with unstated or unmet conditions, with the names of these. */
      readonly conditions?: { readonly [element: string]: readonly string[] }
      /** Outputs of a precursor, as `steps.<id>` of the caller shows them. */
      readonly outputs?: JsonObject
      readonly creditable: boolean
      readonly fingerprint: string
      /** `share: ledger` only: value of its fresh key. */
      readonly freshKey?: string
      readonly message?: string
    }
  /** The teardown of this execution ran: its outputs are no longer valid for anyone. */
  | {
      readonly kind: 'execution-torn-down'
      readonly execution: ExecutionId
      readonly attempt: number
      readonly verdict: Verdict
    }
  /** `try` counts the tries of one row, from 1. */
  | {
      readonly kind: 'row-started'
      readonly place: RowPlace
      readonly try: number
      readonly effect: 'read' | 'idempotent' | 'once'
    }
  | { readonly kind: 'row-finished'; readonly place: RowPlace; readonly result: RowResult }
  | {
      readonly kind: 'recorded'
      readonly place: RowPlace
      readonly record: PersonRecord
    }
  | {
      readonly kind: 'reviewed'
      readonly role: string
      readonly name: string
      readonly disposition: 'accept' | 'reject'
      readonly note: string
    }
  /** Why a failure may be replaced by a later pass; of an imported result: `import:LINE`, attempt 1. */
  | {
      readonly kind: 'explained'
      readonly execution: ExecutionId
      readonly attempt: number
      readonly name: string
      readonly role: string
      readonly note: string
      readonly jira?: string
    }
  | { readonly kind: 'result-imported'; readonly result: ImportedResult }
  /** Belongs to no run. */
  | {
      readonly kind: 'snapshot-taken'
      readonly name: string
      readonly document: EvidenceRef
      readonly release?: string
    }
  | { readonly kind: 'pruned'; readonly sha256s: readonly string[]; readonly reason: string }

/** How a row ended. */
export interface RowResult {
  readonly verdict: Verdict
  /** Tries that were made. */
  readonly tries: number
  /** Messages of the tries before the last one. */
  readonly earlier: readonly string[]
  /** One sentence for a verdict other than pass. */
  readonly message?: string
  readonly hint?: string
  /** Stable code of the error that blocked. */
  readonly code?: string
  /** True when `when` was false: neutral. */
  readonly skipped: boolean
  /** Inputs of the execution, for the person who does a manual or report row; absent without any. */
  readonly given?: JsonObject
  /** Plain data, absent when the row gave none. */
  readonly outputs?: Json
  readonly expectations: readonly ExpectationResult[]
  readonly evidence: readonly EvidenceRef[]
  /** Milliseconds spent in the step, all tries. */
  readonly duration: number
  /** True when a known issue forgives the failure. */
  readonly knownIssue?: string
}

/** What a person recorded for a manual or report row. */
export interface PersonRecord {
  readonly name: string
  readonly role: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly note: string
  readonly verdict: Verdict
  readonly answers: JsonObject
  /** Report rows: document, revision, sha256, conclusion, author, reviewer. */
  readonly report?: { readonly [field: string]: string }
}

/** An event as the ledger keeps it. */
export interface StoredEvent {
  /** Position in the ledger, from 1, without gaps. */
  readonly seq: number
  readonly run: number
  /** ISO 8601 with milliseconds, UTC. */
  readonly at: string
  readonly event: LedgerEvent
}

/** State of one execution, folded from the events. */
export interface ExecutionState {
  readonly execution: ExecutionId
  readonly case: TestCaseKey
  readonly attempt: number
  readonly state: 'planned' | 'running' | 'finished' | 'torn-down'
  readonly verdict?: Verdict
  readonly elements: { readonly [element: string]: Verdict }
  /** As in `execution-finished`. */
  readonly conditions?: { readonly [element: string]: readonly string[] }
  readonly outputs?: JsonObject
  readonly creditable: boolean
  readonly fingerprint: string
  readonly message?: string
  readonly sharedFrom?: {
    readonly run: number
    readonly execution: ExecutionId
    readonly attempt: number
  }
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly rows: readonly RowState[]
}

/** State of one row of one attempt, folded from the events. */
export interface RowState {
  readonly section: Section
  readonly row: string
  /** `started`: under way when the events end. */
  readonly state: 'started' | 'finished'
  readonly effect?: 'read' | 'idempotent' | 'once'
  readonly try: number
  readonly startedAt: string
  readonly finishedAt?: string
  readonly result?: RowResult
  readonly record?: PersonRecord
}

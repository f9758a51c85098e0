import type { NotApplicable, SoftwareVersion } from '#domain/execution-graph.ts'
import type { JsonObject } from '#domain/json.ts'
import type { ExecutionId, TestCaseKey } from '#domain/keys.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Stage } from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'

/** Where a result comes from: an execution of ours, or a line of a file that `lvv import results` read. */
export type OutcomeOrigin =
  | {
      readonly kind: 'execution'
      readonly run: number
      readonly execution: ExecutionId
      readonly attempt: number
    }
  | {
      readonly kind: 'import'
      readonly run: number
      readonly line: number
      readonly source: string
    }

/** Why a failure may be replaced by a later pass of the same question, recorded by a person. */
export interface Explanation {
  readonly name: string
  readonly role: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly note: string
  readonly jira?: string
}

/** What one attempt of one case or matrix cell (or one imported line) found: what coverage is folded from. */
export interface AttemptOutcome {
  readonly origin: OutcomeOrigin
  /** Absent for an imported result that names no case. */
  readonly case?: TestCaseKey
  readonly matrix: JsonObject
  readonly verdict: Verdict
  /** Verdict of every element the case verifies; one that no row reached is missing. */
  readonly elements: { readonly [element: string]: Verdict }
  readonly creditable: boolean
  readonly stage: Stage
  readonly environment: string
  /** Absent where neither the run nor its plan names one. */
  readonly release?: string
  /** When it ended, else began, else was planned; ISO 8601, UTC. */
  readonly at: string
  /** Grows with what the ledger recorded, whatever the clock says; absent for what did not end or was recorded elsewhere. */
  readonly sequence?: number
  /** Equal fingerprints asked the same question; empty for imported results. */
  readonly fingerprint: string
  /** Hash of the case as it was judged; absent for imported results. */
  readonly caseHash?: string
  /** Hashes of what the judgement rests on: requirements, `REQ/PARAMETER`s and elements, by key. */
  readonly basis: { readonly [key: string]: string }
  readonly message?: string
  readonly explanation?: Explanation
  /**
   * Elements whose pass rests on a threshold with unstated or unmet conditions, with the names of these; from
   * `conditions` of the event `execution-finished`. Flags them, and prevents fully-verified.
   */
  readonly conditions?: { readonly [element: string]: readonly string[] }
}

/** One judged measurement of one attempt. */
export interface MeasureOutcome
  extends Pick<
    ExpectationResult,
    'limit' | 'margin' | 'pull' | 'conformity' | 'meets' | 'compares' | 'verdict' | 'elements'
  > {
  readonly run: number
  readonly execution: ExecutionId
  readonly attempt: number
  readonly row: string
  readonly case: TestCaseKey
  readonly matrix: JsonObject
  readonly at: string
  readonly creditable: boolean
  readonly release?: string
  readonly measure: string
  readonly value: number
  readonly unit: string
  readonly uncertainty?: number | { readonly low: number; readonly high: number }
  /** Sample size. */
  readonly n?: number
}

/** A disposition of a run by somebody other than the one who ran it. */
export interface Review {
  readonly name: string
  readonly role: string
  readonly at: string
  readonly disposition: 'accept' | 'reject'
  readonly note: string
}

/** Facts of one run, for pages and for coverage. */
export interface RunOutcome {
  readonly run: number
  readonly environment: string
  readonly stage: Stage
  readonly plan?: string
  readonly release?: string
  readonly startedAt: string
  readonly finishedAt?: string
  readonly verdict: Verdict
  readonly interrupted: boolean
  /** Who started it, where that is known. */
  readonly executor?: string
  readonly software: readonly SoftwareVersion[]
  /** Datasets that the environment binds, by name: what each is. */
  readonly datasets?: { readonly [name: string]: string }
  readonly noCredit: readonly string[]
  readonly notApplicable: readonly NotApplicable[]
  readonly reviews: readonly Review[]
  /** Set for results that were recorded elsewhere. */
  readonly imported?: { readonly source: string; readonly sha256: string }
}

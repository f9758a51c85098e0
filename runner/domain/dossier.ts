import type { EvidenceRef } from './evidence.ts'
import type { NotApplicable, SoftwareVersion } from './execution-graph.ts'
import type { JsonObject } from './json.ts'
import type { ElementKey, RequirementKey } from './keys.ts'
import type {
  Demonstrated,
  ExpectationResult,
  JudgedLimit,
  Measurement,
  UnfulfilledConditions,
} from './measurement.ts'
import type { Section } from './test-case.ts'
import type { Coverage } from './tracing/coverage.ts'
import type { Verdict } from './verdict.ts'

/** The frozen, ordered read model of one run. Every report renders it; its JSON form is documented in DESIGN. */
export interface Dossier {
  readonly run: DossierRun
  readonly executions: readonly DossierExecution[]
  /** Called executions, once each. */
  readonly precursors: readonly DossierExecution[]
  readonly notApplicable: readonly NotApplicable[]
  readonly requirements: readonly DossierRequirement[]
}

export interface DossierRun {
  readonly id: number
  readonly environment: string
  readonly stage: string
  readonly plan?: string
  readonly release?: string
  readonly software: readonly SoftwareVersion[]
  readonly startedAt: string
  /** Absent while the run is under way or after it was killed. */
  readonly finishedAt?: string
  readonly verdict: Verdict
  readonly exitCode?: number
  readonly interrupted: boolean
  /** Why nothing here earns credit; empty: it may. */
  readonly noCredit: readonly string[]
  readonly inputs: { readonly [name: string]: string }
  /** Hash of the last seal of the run. */
  readonly seal?: string
}

export interface DossierExecution {
  readonly id: string
  readonly case: string
  readonly title: string
  readonly area: string
  readonly role: 'entry' | 'case' | 'precursor' | 'aggregate'
  readonly file: string
  readonly matrix: JsonObject
  /** Covers what the result rests on; equal fingerprints asked the same question. */
  readonly fingerprint: string
  readonly verdict: Verdict
  readonly message?: string
  readonly attempt: number
  /** Verdicts of earlier attempts, oldest first. */
  readonly earlierAttempts: readonly {
    readonly attempt: number
    readonly verdict: Verdict
    readonly message?: string
  }[]
  readonly creditable: boolean
  readonly startedAt?: string
  readonly finishedAt?: string
  readonly sharedFrom?: {
    readonly run: number
    readonly execution: string
    readonly attempt: number
  }
  readonly verifies: readonly ElementKey[]
  readonly requirements: readonly RequirementKey[]
  readonly elements: { readonly [element: string]: Verdict }
  readonly steps: readonly DossierRow[]
  /** Consumers, for a precursor. */
  readonly callers: readonly string[]
}

export interface DossierRow {
  readonly id: string
  readonly section: Section
  readonly verdict: Verdict
  readonly skipped: boolean
  readonly attempts: number
  readonly earlier: readonly string[]
  readonly call?: string
  /** Execution behind a call. */
  readonly execution?: string
  readonly do?: string
  readonly manual?: string
  readonly report?: string
  readonly description?: string
  readonly expected?: string
  readonly line: number
  readonly message?: string
  readonly hint?: string
  readonly code?: string
  readonly duration?: number
  readonly knownIssue?: string
  /** Inputs of the execution, as the person who does a manual or report row needs them. */
  readonly given?: JsonObject
  /** Names of what a person enters in a manual or report row. */
  readonly asks?: readonly string[]
  /** Who recorded a manual or report row, and when. */
  readonly record?: {
    readonly name: string
    readonly role: string
    readonly at: string
    readonly note: string
    /** Report rows: document, revision, sha256, conclusion, author, reviewer. */
    readonly report?: { readonly [field: string]: string }
  }
  readonly expectations: readonly DossierExpectation[]
  readonly evidence: readonly EvidenceRef[]
}

export interface DossierExpectation {
  readonly kind: 'that' | 'value' | 'measure'
  readonly verdict: Verdict
  readonly message: string
  readonly source?: string
  readonly line: number
  readonly measure?: string
  readonly value?: number
  readonly unit?: string
  readonly uncertainty?: Measurement['uncertainty']
  readonly n?: number
  readonly limit?: JudgedLimit
  readonly margin?: number
  readonly pull?: number
  readonly conformity?: number
  /** What a sample shows with the confidence that the requirement asks for. */
  readonly demonstrated?: Demonstrated
  /** Which levels of the parameter are reached. */
  readonly levels?: NonNullable<ExpectationResult['levels']>
  /** Conditions of the threshold that were not as it asks for. */
  readonly conditions?: UnfulfilledConditions
  readonly meets?: string
  readonly compares?: string
  readonly near?: number
  readonly deviation?: string
  readonly items?: { readonly total: number; readonly failed: number; readonly worst?: string }
  readonly elements: readonly ElementKey[]
}

export interface DossierRequirement {
  readonly id: RequirementKey
  readonly title: string
  /** Coverage of this run alone; a rehearsal never verifies. */
  readonly coverage: Coverage
  readonly flags: readonly string[]
  readonly executions: readonly string[]
}

import type { JsonObject } from '#domain/json.ts'
import type { ElementKey, RequirementKey, TestCaseKey } from '#domain/keys.ts'
import type {
  Deviation,
  Parameter,
  ParameterRole,
  Stage,
  VerificationElement,
  Waiver,
} from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { CaseHead } from './case-head.ts'
import type { Coverage, CoverageCount, CoverageFlag } from './coverage.ts'
import type { Gap } from './gap.ts'
import type { AttemptOutcome, MeasureOutcome, RunOutcome } from './outcome.ts'

/**
 * The frozen, ordered read model of everything that is held and was found: requirements, elements, cases, results
 * over all runs. Every trace report renders it; the same model gives the same bytes.
 */
export interface TraceDossier {
  readonly asOf: TraceFrame
  /** All live requirements of all documents that have elements or cases. */
  readonly total: CoverageCount
  readonly documents: readonly DocumentTrace[]
  /** Requirements counted by a property; a requirement without it counts under ''. */
  readonly groups: {
    readonly priority: readonly CoverageGroup[]
    /** Area of the cases that verify it; one in several areas counts in each. */
    readonly area: readonly CoverageGroup[]
    /** Aspects of the science platform (portal, notebook, api), by the tags `aspect-…` of its cases. */
    readonly aspect: readonly CoverageGroup[]
  }
  readonly requirements: readonly RequirementTrace[]
  readonly elements: readonly ElementTrace[]
  readonly cases: readonly CaseTrace[]
  /** Newest attempts first. */
  readonly results: readonly ResultTrace[]
  readonly measures: readonly MeasureTrace[]
  /** Newest first. */
  readonly runs: readonly RunOutcome[]
  readonly gaps: readonly Gap[]
  readonly waivers: readonly (Waiver & { readonly inForce: boolean })[]
  readonly deviations: readonly (Deviation & { readonly inForce: boolean })[]
}

/** What the model was asked for, and how old its data are. */
export interface TraceFrame {
  /** Release that coverage is of; absent while nothing names one. */
  readonly release?: string
  /** All releases that results name, newest first. */
  readonly releases: readonly string[]
  /** Day on which waivers and deviations are looked at, YYYY-MM-DD, UTC. */
  readonly today: string
  /** Errors in the files of the root, each of which leaves something out of this; absent: none. */
  readonly problems?: number
  /** Instant of the newest result; absent without any. */
  readonly newestResult?: string
  /** Environments that results come from. */
  readonly environments: readonly { readonly name: string; readonly stage: Stage }[]
}

export interface CoverageGroup extends CoverageCount {
  readonly name: string
}

export interface DocumentTrace {
  readonly document: string
  readonly title: string
  readonly release?: string
  readonly requirements: number
  readonly live: number
  readonly descoped: number
  /** Among all, descoped ones too: `1a`, `1b` … '' where none is given. */
  readonly priorities: { readonly [priority: string]: number }
  readonly withoutParent: number
  readonly withoutCase: number
  readonly elements: number
  readonly coverage: CoverageCount
  readonly elementCoverage: CoverageCount
}

export interface RequirementTrace {
  readonly id: RequirementKey
  readonly document: string
  readonly title: string
  readonly priority?: string
  readonly status: 'live' | 'descoped'
  readonly parents: readonly string[]
  readonly children: readonly string[]
  readonly parameters: readonly Parameter[]
  readonly elements: readonly ElementKey[]
  readonly cases: readonly TestCaseKey[]
  /** By creditable results alone. */
  readonly coverage: Coverage
  /** The same fold over results that earn no credit. */
  readonly rehearsal: Coverage
  /**
   * What the live requirements that flow down from it say together, over all levels; absent without any. It stands beside
   * and is never counted.
   */
  readonly below?: { readonly coverage: Coverage; readonly rehearsal: Coverage }
  readonly flags: readonly CoverageFlag[]
}

export interface ElementTrace
  extends Pick<
    VerificationElement,
    | 'key'
    | 'document'
    | 'requirement'
    | 'title'
    | 'parameters'
    | 'method'
    | 'stage'
    | 'covers'
    | 'verifiedIn'
    | 'jiraStatus'
  > {
  /** Made for a requirement that has none. */
  readonly implicit: boolean
  readonly cases: readonly TestCaseKey[]
  readonly coverage: Coverage
  readonly rehearsal: Coverage
  readonly flags: readonly CoverageFlag[]
  /** One sentence: why it has this coverage. */
  readonly why: string
  /** One of each live case and cell that names it. */
  readonly cells: readonly CellTrace[]
}

/** What one cell of one case says of one element at the release. */
export interface CellTrace {
  /** Absent: imported results that name no case. */
  readonly case?: TestCaseKey
  readonly matrix: JsonObject
  /** Verdict that counts; absent: none was judged with credit. */
  readonly verdict?: Verdict
  /** Id of the result that counts. */
  readonly taken?: string
  /** Id of the newest result of any kind. */
  readonly newest?: string
  /** Verdict and id of the newest judged result without credit. */
  readonly rehearsed?: { readonly verdict: Verdict; readonly result: string }
  /** Id of the newest judged creditable result of an earlier release, where there is none of this one. */
  readonly earlier?: string
  readonly flags: readonly CoverageFlag[]
}

export interface CaseTrace extends CaseHead {
  readonly requirements: readonly RequirementKey[]
  readonly elements: readonly ElementKey[]
  /** Ids of its results, newest first. */
  readonly results: readonly string[]
  /** Of the newest judged result; absent without any. */
  readonly newest?: Verdict
  /** For a precursor: cases that call it. */
  readonly callers: readonly TestCaseKey[]
}

export interface ResultTrace extends AttemptOutcome {
  /** `12/LVV-T1745[band=g]#1`, `14/import:3`. */
  readonly id: string
  /** What changed since; empty: still valid. */
  readonly changes: readonly RecordChange[]
  /** Dispositions of its run by others than the executor. */
  readonly review: 'accepted' | 'rejected' | 'none'
  /** A verdict that changed while nothing else did. */
  readonly unstable: boolean
}

/** How a record differs from the one a result was judged against. */
export interface RecordChange {
  readonly key: string
  readonly what: 'case' | 'requirement' | 'parameter' | 'element' | 'step'
  /** One sentence: `limit 10 s → 12 s`, or `changed` where the old record is not kept. */
  readonly message: string
}

/** A measured number over runs, against what a requirement says of it. */
export interface MeasureTrace {
  /** `DMS-REQ-0360/AM1`, or the measure's own name where no parameter speaks of it. */
  readonly key: string
  readonly measure: string
  readonly unit: string
  readonly requirement?: RequirementKey
  readonly parameter?: Parameter
  readonly role?: ParameterRole
  readonly cases: readonly TestCaseKey[]
  /** Oldest first. */
  readonly points: readonly MeasureOutcome[]
}

import type { Sense } from './expectation.ts'
import type { ElementKey, RequirementKey, TestCaseKey } from './keys.ts'

/** What the number of a parameter is for. Only thresholds decide. */
export const parameterRoles = [
  'threshold',
  'target',
  'inner-limit',
  'condition',
  'configuration',
  'selection',
] as const
export type ParameterRole = (typeof parameterRoles)[number]

/** Statistics that a parameter may name; anything else goes into `over`. */
export const parameterStatistics = [
  'each',
  'mean',
  'median',
  'rms',
  'min',
  'max',
  'sum',
  'count',
  'ratio',
  'fraction',
  'percentile',
  'value',
] as const

/** What the name of a parameter looks like. */
export const parameterNamePattern = /^[A-Za-z][A-Za-z0-9_]*$/

/** A named number of a requirement. */
export interface Parameter {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly role: ParameterRole
  readonly sense?: Sense
  readonly strict: boolean
  readonly statistic?: string
  readonly over?: string
  readonly uses: readonly string[]
  readonly given: readonly string[]
  /** Probability with which a fraction or rate must be demonstrated: its binomial or Poisson limit is judged. */
  readonly confidence?: number
  /** Values of the phases of the survey, in `unit`. */
  readonly levels?: {
    readonly minimum?: number
    readonly design?: number
    readonly stretch?: number
  }
  /** Key numbers beside the value, in `unit`: what is expected, what the system may not cross. */
  readonly estimate?: number
  readonly boundary?: number
  readonly limit?: number
  /** Who read the statement and decided role, sense and statistic. */
  readonly decidedBy?: string
  readonly note?: string
  /** Hash of this parameter alone. */
  readonly contentHash?: string
}

/** Phases of the survey in which a number may differ, from easy to hard. */
export const levelNames = ['minimum', 'design', 'stretch'] as const

/** A statement of a document. */
export interface Requirement {
  readonly id: RequirementKey
  readonly document: string
  readonly title: string
  readonly priority?: string
  readonly parents: readonly string[]
  readonly status: 'live' | 'descoped'
  readonly parameters: { readonly [name: string]: Parameter }
  /** Release of the document in which it last changed. */
  readonly changed?: string
  readonly contentHash: string
}

/** One verifiable claim of a requirement. */
export interface VerificationElement {
  readonly key: ElementKey
  readonly document: string
  readonly requirement: RequirementKey
  readonly title: string
  readonly parameters: readonly string[]
  readonly method?: string
  readonly stage?: Stage
  readonly covers: { readonly [name: string]: readonly (string | number)[] }
  readonly verifiedIn: readonly ElementKey[]
  /** Hand-set status of its Jira issue: `Covered`, `In Verification` … */
  readonly jiraStatus?: string
  /** Release of the document it was written for. */
  readonly written?: string
  readonly contentHash: string
}

/** How near to the real system an environment is, from far to near. */
export type Stage = 'rehearsal' | 'precursor' | 'commissioning' | 'operations'

/** An approved relaxation of a limit, granted before results. */
export interface Deviation {
  readonly requirement: RequirementKey
  readonly parameter: string
  /** In the parameter's unit. */
  readonly limit: number
  readonly stage: Stage
  readonly release: string
  readonly approvedBy: string
  readonly jira: string
  /** Last day on which it holds, YYYY-MM-DD, UTC. */
  readonly expires: string
}

/** An approved acceptance after results; shown beside coverage, which it never improves. */
export interface Waiver {
  readonly element: ElementKey
  readonly release: string
  readonly reason: string
  readonly approvedBy: string
  readonly jira: string
  /** Last day on which it holds, YYYY-MM-DD, UTC. */
  readonly expires: string
}

/** A row expected to fail on named environments until a date: it runs and reports, the exit code forgives it. */
export interface KnownIssue {
  readonly case: TestCaseKey
  readonly row: string
  readonly environments: readonly string[]
  /** Last day, YYYY-MM-DD, UTC. */
  readonly until: string
  readonly owner: string
  readonly jira: string
  readonly reason: string
}

/** Everything that `requirements/` holds. */
export interface Requirements {
  readonly documents: readonly {
    readonly document: string
    readonly title: string
    readonly release?: string
  }[]
  readonly requirements: ReadonlyMap<RequirementKey, Requirement>
  readonly elements: ReadonlyMap<ElementKey, VerificationElement>
  readonly deviations: readonly Deviation[]
  readonly waivers: readonly Waiver[]
  readonly knownIssues: readonly KnownIssue[]
}

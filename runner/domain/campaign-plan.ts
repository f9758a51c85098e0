import type { PlanKey } from './keys.ts'
import type { TestCase } from './test-case.ts'

/** One entry of a plan's selection. */
export type PlanSelector =
  | { readonly kind: 'case'; readonly reference: string }
  | { readonly kind: 'tag'; readonly tag: string }

/** One person of a campaign. */
export interface PlanPerson {
  readonly name: string
  readonly role: string
  /** Keys of the cases this person is assigned to; empty: the campaign as a whole. */
  readonly cases: readonly string[]
}

/** What people write about a campaign: sections of its test plan and report. Paragraphs of plain text. */
export interface PlanSections {
  readonly owner?: string
  readonly milestone?: { readonly id?: string; readonly name: string }
  /** System under test. */
  readonly product?: string
  readonly status?: string
  readonly objective: readonly string[]
  readonly overview: readonly string[]
  readonly observing: boolean
  /** Hardware, services and data that the campaign needs. */
  readonly verificationEnvironment: readonly string[]
  readonly configuration: readonly string[]
  readonly entryCriteria: readonly string[]
  readonly exitCriteria: readonly string[]
  readonly documentation: readonly string[]
  readonly personnel: readonly PlanPerson[]
  readonly overallAssessment: readonly string[]
  readonly recommendedImprovements: readonly string[]
}

/** A campaign: which cases, where, for which release. */
export interface CampaignPlan {
  readonly key: PlanKey
  readonly title: string
  readonly document?: string
  readonly release?: string
  readonly environment?: string
  readonly cases: readonly PlanSelector[]
  /** Rows that must pass before the run starts, as a case of their own. */
  readonly entry?: TestCase
  /** Absent where the plan has none. */
  readonly sections?: PlanSections
  readonly approvals: readonly { readonly [field: string]: string }[]
  readonly file: string
  readonly contentHash: string
}

import type { PlanKey } from './keys.ts'
import type { TestCase } from './test-case.ts'

/** One entry of a plan's selection. */
export type PlanSelector =
  | { readonly kind: 'case'; readonly reference: string }
  | { readonly kind: 'tag'; readonly tag: string }

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
  readonly approvals: readonly { readonly [field: string]: string }[]
  readonly file: string
  readonly contentHash: string
}

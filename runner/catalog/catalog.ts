import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Environment } from '#domain/environment.ts'
import type { PlanKey, TestCaseKey } from '#domain/keys.ts'
import type { Problem } from '#domain/problem.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'

/** All that a root holds, read and checked. */
export interface Catalog {
  /** Absolute path. */
  readonly root: string
  readonly settings: RootSettings
  /** Cases and precursors without errors, by key. */
  readonly cases: ReadonlyMap<TestCaseKey, TestCase>
  /** Alias → key. */
  readonly aliases: ReadonlyMap<string, TestCaseKey>
  readonly plans: ReadonlyMap<PlanKey, CampaignPlan>
  readonly environments: ReadonlyMap<string, Environment>
  readonly requirements: Requirements
  /** What traceability knows of each of `cases`, in their order; asking needs no case to be parsed. */
  heads(): readonly CaseHead[]
  /** Everything wrong in every file, sorted by file and line. */
  readonly problems: readonly Problem[]
}

/** `lvv.yaml`. */
export interface RootSettings {
  readonly plan?: string
  readonly environment?: string
  readonly ledger?: string
}

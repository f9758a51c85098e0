import type { CampaignPlan, PlanSections } from '#domain/campaign-plan.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { CaseTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { LatexOptions } from '#reports/latex/latex-options.ts'
import type { ProcedureContext } from '#reports/latex/script/write-procedure.ts'
import { type JiraLinks, jiraLinks } from '#reports/latex/writing/links.ts'
import { tex } from '#reports/latex/writing/tex.ts'
import { compareKeys } from '#traceability/compare-keys.ts'

/** A campaign as its documents are written from. */
export interface Campaign {
  readonly trace: TraceDossier
  readonly plan: CampaignPlan
  readonly sections: PlanSections
  /** Runs of the plan, oldest first: its test cycles. */
  readonly dossiers: readonly Dossier[]
  /** What the plan selects, in its order; with what ran without being selected any more. */
  readonly cases: readonly PlannedCase[]
  /** Definitions of cases and precursors, for their procedures; may be empty. */
  readonly definitions: ReadonlyMap<string, TestCase>
  readonly handle: string
  readonly component: string
  readonly options: LatexOptions
  readonly links: JiraLinks
}

/** A case of a campaign. */
export interface PlannedCase {
  readonly key: string
  /** Absent where the root holds no such case any more. */
  readonly held?: CaseTrace
  readonly definition?: TestCase
}

const unwritten: PlanSections = {
  objective: [],
  overview: [],
  observing: false,
  verificationEnvironment: [],
  configuration: [],
  entryCriteria: [],
  exitCriteria: [],
  documentation: [],
  personnel: [],
  overallAssessment: [],
  recommendedImprovements: [],
}

/** Puts together what the documents of a campaign need. */
export const campaignOf = (of: {
  readonly trace: TraceDossier
  readonly plan: CampaignPlan
  readonly dossiers: readonly Dossier[]
  readonly definitions: readonly TestCase[]
  readonly options: LatexOptions
}): Campaign => ({
  trace: of.trace,
  plan: of.plan,
  sections: of.plan.sections ?? unwritten,
  dossiers: of.dossiers.toSorted((a, b) => a.run.id - b.run.id),
  cases: casesOf(of),
  definitions: new Map(of.definitions.map((testCase) => [testCase.key, testCase])),
  handle: of.options.handle ?? of.plan.document ?? of.plan.key,
  component: of.options.component ?? 'DM',
  options: of.options,
  links: jiraLinks(of.options.jira),
})

const casesOf = ({
  trace,
  plan,
  dossiers,
  definitions,
}: {
  readonly trace: TraceDossier
  readonly plan: CampaignPlan
  readonly dossiers: readonly Dossier[]
  readonly definitions: readonly TestCase[]
}): readonly PlannedCase[] => {
  const held = new Map<string, CaseTrace>(trace.cases.map((item) => [item.key, item]))
  const defined = new Map<string, TestCase>(definitions.map((item) => [item.key, item]))
  const aliases = new Map(definitions.map((item) => [item.alias ?? item.key, item.key]))
  const selected = plan.cases.flatMap((selector): readonly string[] =>
    selector.kind === 'case'
      ? [aliases.get(selector.reference) ?? selector.reference]
      : trace.cases
          .filter(({ kind, status }) => kind === 'case' && status !== 'Deprecated')
          .filter(({ tags }) => tags.includes(selector.tag))
          .map(({ key }) => String(key))
          .sort(compareKeys),
  )
  const ran = dossiers.flatMap(({ executions }) =>
    executions.filter(({ role }) => role === 'case').map((execution) => execution.case),
  )
  return [...new Set([...selected, ...ran])].map((key) => {
    const own = held.get(key)
    const definition = defined.get(key)
    return { key, ...(own && { held: own }), ...(definition && { definition }) }
  })
}

/** Whether results of a run earn credit. */
export const creditOf = ({ run, executions }: Dossier): 'all' | 'some' | 'none' => {
  const results = executions.filter(({ role }) => role === 'case' || role === 'aggregate')
  const credited = results.filter(({ creditable }) => creditable).length
  if (credited === 0 || run.noCredit.length > 0) return 'none'
  return credited === results.length ? 'all' : 'some'
}

/** Procedures of a campaign name precursors without a link: only a specification holds them. */
export const procedureContext = ({ definitions }: Campaign): ProcedureContext => ({
  precursors: definitions,
  nameOf: (key) => tex`${key}`,
})

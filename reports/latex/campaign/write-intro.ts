import { writeProcedure } from '#reports/latex/script/write-procedure.ts'
import { heading, list, prose, titleText } from '#reports/latex/writing/blocks.ts'
import { type Latex, lines, tex } from '#reports/latex/writing/tex.ts'
import { type Campaign, procedureContext } from './campaign.ts'

const notProvided = (paragraphs: readonly string[], words: string): Latex =>
  paragraphs.length === 0 ? tex`${words}` : prose(paragraphs)

/** Introduction and details of a plan: what people wrote, and what the plan itself says. */
export const writeIntro = (campaign: Campaign): Latex => {
  const { plan, sections, links, dossiers } = campaign
  return lines(
    heading(1, tex`Introduction`, tex`sect:intro`),
    heading(2, tex`Objectives`, tex`sect:objectives`),
    notProvided(sections.objective, 'The plan states no objective.'),
    heading(2, tex`System Overview`, tex`sect:systemoverview`),
    notProvided(sections.overview, 'The plan gives no overview.'),
    heading(2, tex`Document Overview`, tex`sect:docoverview`),
    tex`This document was written from test plan ${links.testPlan(plan.key)}, the files of its test cases, and ${dossiers.length === 0 ? tex`no run yet` : tex`the results of ${runs(campaign)}`}.`,
    tex`Section~\ref{sect:testplan} holds the details of the plan, Section~\ref{sect:personnel} who takes part, and Section~\ref{sect:overview} the overview of the campaign with its assessment.`,
    tex`Status of the plan: \textbf{${sections.status ?? 'not stated'}}.`,
    heading(2, tex`References`, tex`sect:references`),
    tex`\renewcommand{\refname}{}`,
    tex`\bibliography{lsst,refs,books,refs_ads,local}`,
    tex`\newpage`,
    heading(1, tex`Test Plan Details`, tex`sect:testplan`),
    heading(2, tex`Data Collection`),
    sections.observing
      ? tex`Observing is required for this test campaign.`
      : tex`Observing is not required for this test campaign.`,
    heading(2, tex`Verification Environment`, tex`sect:hwconf`),
    environment(campaign),
    prose(sections.verificationEnvironment),
    ...configuration(campaign),
    ...criteria(campaign),
    heading(2, tex`Related Documentation`),
    notProvided(sections.documentation, 'No additional documentation provided.'),
    heading(2, tex`PMCS Activity`),
    sections.milestone
      ? tex`Milestone of the test campaign: ${titleText(sections.milestone.name)}${sections.milestone.id === undefined ? tex`` : tex` (${sections.milestone.id})`}.`
      : tex`No milestone is related to the test campaign.`,
  )
}

const runs = ({ dossiers }: Campaign): Latex =>
  tex`${dossiers.length === 1 ? 'run' : 'runs'} ${dossiers.map(({ run }) => String(run.id)).join(', ')}`

const environment = ({ plan, dossiers }: Campaign): Latex => {
  const used = new Set(dossiers.map(({ run }) => `${run.environment} (${run.stage})`))
  const planned = plan.environment === undefined ? [] : [tex`Planned: ${plan.environment}`]
  const release = plan.release === undefined ? [] : [tex`Release: ${plan.release}`]
  return list([...planned, ...[...used].map((name) => tex`Used: ${name}`), ...release])
}

const configuration = ({ sections }: Campaign): readonly Latex[] =>
  sections.configuration.length === 0
    ? []
    : [heading(2, tex`Configuration`), prose(sections.configuration)]

const criteria = (campaign: Campaign): readonly Latex[] => {
  const { plan, sections } = campaign
  return [
    ...(sections.entryCriteria.length === 0 && !plan.entry
      ? []
      : [
          heading(2, tex`Entry Criteria`),
          list(sections.entryCriteria.map((item) => tex`${item}`)),
          ...(plan.entry
            ? [
                tex`These steps run first; nothing starts unless they pass.`,
                writeProcedure(plan.entry, procedureContext(campaign)),
              ]
            : []),
        ]),
    ...(sections.exitCriteria.length === 0
      ? []
      : [heading(2, tex`Exit Criteria`), list(sections.exitCriteria.map((item) => tex`${item}`))]),
  ]
}

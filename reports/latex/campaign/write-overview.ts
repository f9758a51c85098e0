import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { cell, heading, prose, tableRow, titleText } from '#reports/latex/writing/blocks.ts'
import { joinTex, type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { writeCell } from '#reports/script/write-template.ts'
import { type Campaign, creditOf } from './campaign.ts'
import { newPageFor } from './page-band.ts'
import { verdictNames } from './verdict-names.ts'
import { writeMargins } from './write-margins.ts'

/** Overview of the campaign: every result in one line, margins, assessment and improvements. */
export const writeOverview = (campaign: Campaign): Latex => {
  const { sections, dossiers } = campaign
  return lines(
    newPageFor(dossiers),
    heading(1, tex`Test Campaign Overview`, tex`sect:overview`),
    heading(2, tex`Summary`, tex`sect:summarytable`),
    ...rehearsalNotes(dossiers),
    summaryTable(campaign),
    ...(dossiers.length === 0
      ? []
      : [heading(2, tex`Margins`, tex`sect:margins`), writeMargins(campaign)]),
    heading(2, tex`Overall Assessment`, tex`sect:overallassessment`),
    sections.overallAssessment.length === 0
      ? tex`Not yet available.`
      : prose(sections.overallAssessment),
    heading(2, tex`Recommended Improvements`, tex`sect:recommendations`),
    sections.recommendedImprovements.length === 0
      ? tex`Not yet available.`
      : prose(sections.recommendedImprovements),
  )
}

const rehearsalNotes = (dossiers: readonly Dossier[]): readonly Latex[] =>
  dossiers
    .filter((dossier) => creditOf(dossier) !== 'all')
    .map(
      ({ run }) =>
        tex`\textbf{Run ${run.id} is a rehearsal} in environment ${run.environment}: ${
          run.noCredit.length === 0 ? 'not all of its results earn credit' : run.noCredit.join('; ')
        }. It verifies nothing and does not enter the control document.`,
    )

const summaryTable = (campaign: Campaign): Latex => {
  const { plan, links, dossiers, sections } = campaign
  return lines(
    tex`{\small\setlength{\tabcolsep}{4pt}`,
    tex`\begin{longtable}{p{2.3cm}p{1.8cm}>{\raggedright\arraybackslash}p{2.3cm}>{\raggedright\arraybackslash}p{6.4cm}>{\raggedright\arraybackslash}p{2cm}}`,
    tex`\toprule`,
    tex`\multicolumn{2}{r}{T. Plan ${links.testPlan(plan.key)}:} & \multicolumn{2}{>{\raggedright\arraybackslash}p{8.8cm}}{\textbf{${titleText(plan.title)}}} & ${cell(sections.status ?? '')} \tabularnewline \midrule`,
    tex`\textbf{Test Case} & \textbf{Cell} & \textbf{Status} & \textbf{Comment} & \textbf{Issues} \\ \midrule`,
    tex`\endhead`,
    dossiers.length === 0
      ? planned(campaign)
      : dossiers.flatMap((dossier, index) => [
          ...(index === 0 ? [] : [tex`\midrule`]),
          ...cycleRows(dossier, campaign),
        ]),
    tex`\bottomrule`,
    tex`\caption{Test Campaign Summary}`,
    tex`\label{table:summary}`,
    tex`\end{longtable}`,
    tex`}`,
  )
}

const planned = ({ cases, links }: Campaign): readonly Latex[] =>
  cases.map(({ key, held }) =>
    tableRow([
      links.testCase(key),
      nothing,
      tex`Not Executed`,
      held ? titleText(held.title) : tex`not held`,
      nothing,
    ]),
  )

const cycleRows = (dossier: Dossier, { links }: Campaign): readonly Latex[] => {
  const { run, executions, notApplicable } = dossier
  const mark = creditOf(dossier) === 'none' ? tex` \textbf{REHEARSAL}` : nothing
  return [
    tex`\multicolumn{2}{r}{T. Cycle, run ${run.id}:} & \multicolumn{2}{>{\raggedright\arraybackslash}p{8.8cm}}{\textbf{${run.environment}}, ${run.stage}, ${run.startedAt.slice(0, 10)}${mark}} & ${verdictNames[run.verdict]} \tabularnewline \midrule`,
    ...executions
      .filter(({ role }) => role !== 'precursor')
      .map((execution) =>
        tableRow([
          execution.role === 'entry' ? tex`Entry` : links.testCase(execution.case),
          cell(execution.role === 'aggregate' ? 'all cells' : writeCell(execution.matrix)),
          tex`${verdictNames[execution.verdict]}${execution.creditable ? nothing : tex`\newline {\scriptsize rehearsed}`}`,
          cell(execution.message ?? execution.title),
          joinTex(issuesOf(execution).map(links.issue), tex`\newline `),
        ]),
      ),
    ...notApplicable.map(({ case: key, missing }) =>
      tableRow([
        links.testCase(key),
        nothing,
        tex`Not applicable`,
        cell(`The environment has no ${missing.join(', ')}.`),
        nothing,
      ]),
    ),
  ]
}

const issuesOf = ({ steps }: DossierExecution): readonly string[] => [
  ...new Set(
    steps.flatMap(({ knownIssue, expectations }) => [
      ...(knownIssue === undefined ? [] : [knownIssue]),
      ...expectations.flatMap(({ deviation }) => deviation ?? []),
    ]),
  ),
]

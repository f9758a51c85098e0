import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { heading, list, prose, titleText } from '#reports/latex/writing/blocks.ts'
import { type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { writeCell } from '#reports/script/write-template.ts'
import type { Campaign } from './campaign.ts'
import { newPageFor } from './page-band.ts'
import { verdictNames } from './verdict-names.ts'
import { executionLabel, writeRowResult } from './write-row-result.ts'

/** Detailed results: each run, each execution of it, each step. */
export const writeResults = (campaign: Campaign): Latex =>
  lines(
    newPageFor(campaign.dossiers.slice(0, 1)),
    heading(1, tex`Detailed Test Results`, tex`sect:detailedtestresults`),
    campaign.dossiers.length === 0 ? tex`The campaign has not run yet.` : undefined,
    campaign.dossiers.map((dossier, index) =>
      lines(index === 0 ? undefined : newPageFor([dossier]), cycle(dossier, campaign)),
    ),
    tex`\newpage \gdef\lvvband{}`,
  )

const cycle = (dossier: Dossier, campaign: Campaign): Latex => {
  const { run } = dossier
  const outcome = campaign.trace.runs.find((item) => item.run === run.id)
  return lines(
    heading(2, tex`Test Cycle: run ${run.id}`),
    list([
      tex`Environment: ${run.environment}, stage ${run.stage}`,
      tex`Started ${run.startedAt}${run.finishedAt === undefined ? tex`, not finished` : tex`, finished ${run.finishedAt}`}${run.interrupted ? tex`, interrupted` : nothing}`,
      ...(outcome?.executor === undefined ? [] : [tex`Executed by ${outcome.executor}`]),
      tex`Status: \textbf{${verdictNames[run.verdict]}}`,
      ...(run.noCredit.length === 0 ? [] : [tex`\textbf{Rehearsal}: ${run.noCredit.join('; ')}`]),
      ...(run.seal === undefined ? [] : [tex`Seal: {\footnotesize\texttt{${run.seal}}}`]),
      ...(outcome?.reviews ?? []).map(
        ({ name, role, disposition, at, note }) =>
          tex`Review: ${disposition} by ${name}, ${role}, ${at.slice(0, 10)}: ${note}`,
      ),
    ]),
    heading(3, tex`Software Version/Baseline`),
    run.software.length === 0
      ? tex`Not provided.`
      : list(
          run.software.map(
            ({ product, version, modified }) =>
              tex`${product} ${version}${modified ? tex` (modified)` : nothing}`,
          ),
        ),
    heading(3, tex`Configuration`),
    configuration(dossier, campaign),
    heading(3, tex`Test Cases in run ${run.id}`),
    dossier.executions.map((item) => execution(item, dossier, campaign)),
    ...(dossier.precursors.length === 0
      ? []
      : [
          heading(3, tex`Precursors in run ${run.id}`),
          lines(dossier.precursors.map((item) => execution(item, dossier, campaign))),
        ]),
  )
}

const configuration = ({ run }: Dossier, { sections }: Campaign): Latex => {
  const inputs = Object.entries(run.inputs).map(([name, value]) => tex`${name} = ${value}`)
  const written = prose(sections.configuration)
  if (inputs.length === 0)
    return written.latex === '' ? tex`As the environment ${run.environment} says.` : written
  return lines(written, tex`\par Inputs given for this run:`, list(inputs))
}

const execution = (item: DossierExecution, dossier: Dossier, campaign: Campaign): Latex => {
  const where = writeCell(item.matrix)
  const of = where === '' ? nothing : tex` (${where})`
  const title = tex`${item.case} - ${titleText(item.title)}${of}`
  return lines(
    heading(4, title, executionLabel(dossier.run.id, item.id)),
    tex`Execution ${item.id}, attempt ${item.attempt}. Execution status: \textbf{${verdictNames[item.verdict]}}.${item.creditable ? nothing : tex` \textbf{Rehearsal: earns no credit.}`}`,
    list([
      ...(item.startedAt === undefined
        ? []
        : [
            tex`From ${item.startedAt}${item.finishedAt === undefined ? nothing : tex` to ${item.finishedAt}`}`,
          ]),
      ...(item.message === undefined ? [] : [tex`${item.message}`]),
      ...(item.sharedFrom
        ? [tex`Taken from execution ${item.sharedFrom.execution} of run ${item.sharedFrom.run}`]
        : []),
      ...item.earlierAttempts.map(
        ({ attempt, verdict, message }) =>
          tex`Attempt ${attempt}: ${verdictNames[verdict]}${message === undefined ? nothing : tex`. ${message}`}`,
      ),
      ...Object.entries(item.elements).map(
        ([element, verdict]) =>
          tex`Element ${campaign.links.issue(element)}: ${verdictNames[verdict]}`,
      ),
    ]),
    tex`{\lvvprocedure`,
    item.steps.map((row, index) => writeRowResult(row, index + 1, { dossier, campaign })),
    tex`\par}`,
  )
}

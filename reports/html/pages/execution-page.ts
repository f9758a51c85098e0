import type { Dossier, DossierExecution, DossierRow } from '#domain/dossier.ts'
import type { EvidenceShelf } from '#reports/html/evidence/evidence-shelf.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { rests } from '#reports/html/parts/ages.ts'
import { verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, keyLinks, matrixText } from '#reports/html/parts/result-rows.ts'
import { commaList, facts } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { executionPath, rootOf, runPath } from '#reports/html/site-paths.ts'
import { between, formatDuration, formatInstant } from '#reports/terminal/text/format-time.ts'
import { expectationTable } from './expectation-table.ts'
import { heading } from './requirement-page.ts'

/** One execution: every row of its script with what was expected, what was found, and the evidence opened in place. */
export const executionPage = async (
  model: SiteModel,
  dossier: Dossier,
  execution: DossierExecution,
  shelf: EvidenceShelf,
): Promise<Page> => {
  const { run } = dossier
  const path = executionPath(run.id, execution.case, execution.id)
  const root = rootOf(path)
  const rows: Html[] = []
  for (const row of execution.steps)
    rows.push(await rowSection({ model, dossier, execution, row, shelf, root }))
  const duration = between(execution.startedAt, execution.finishedAt)
  return {
    path,
    title: `${brief(execution.id, 60)} in run ${run.id}`,
    place: 'runs',
    trail: [
      { path: 'runs.html', name: 'Runs' },
      { path: runPath(run.id), name: `Run ${run.id}` },
    ],
    name: brief(execution.id, 60),
    body: html`${heading(execution.id, execution.title)}
<p class="chips">${verdictChip(execution.verdict, execution.creditable)} ${rests({ at: execution.finishedAt ?? execution.startedAt, release: run.release, environment: run.environment, datasets: model.runs.get(run.id)?.datasets }, model.trace.asOf.today)}</p>
${execution.message !== undefined && html`<p class="message">${brief(execution.message, 1000)}</p>`}
${!execution.creditable && html`<p class="note">Earns no credit${run.noCredit.length > 0 && html`: ${commaList(run.noCredit.map((why) => brief(why, 200)))}`}.</p>`}
${facts([
  ['Case', keyLink(model, execution.case, root)],
  ['Cell', brief(matrixText(execution.matrix), 160)],
  ['Role', execution.role !== 'case' && execution.role],
  ['Started', execution.startedAt && formatInstant(execution.startedAt)],
  ['Took', duration !== undefined && formatDuration(duration)],
  ['Environment', `${brief(run.environment, 80)}, stage ${run.stage}`],
  [
    'Elements',
    commaList(
      Object.entries(execution.elements).map(
        ([element, verdict]) =>
          html`${keyLink(model, element, root)} ${verdict.replaceAll('-', ' ')}`,
      ),
    ),
  ],
  ['Requirements', keyLinks(model, execution.requirements, root)],
  ['Result taken from', sharedFrom(model, execution, root)],
  ['Attempt', attempts(execution)],
  [
    'Called by',
    commaList(
      execution.callers.map((caller) => executionLink({ model, dossier, id: caller, root })),
    ),
  ],
  [
    'Fingerprint',
    execution.fingerprint !== '' && html`<code>${execution.fingerprint.slice(0, 16)}</code>`,
  ],
])}
<section id="script"><h2>Script</h2>${rows.length === 0 ? html`<p class="none">No row was reached.</p>` : html`<ol class="rows">${rows}</ol>`}</section>`,
  }
}

const attempts = ({ attempt, earlierAttempts }: DossierExecution): Content =>
  earlierAttempts.length === 0
    ? attempt > 1 && attempt
    : html`${attempt}; earlier ones stay: ${commaList(earlierAttempts.map((one) => html`${one.attempt} ${one.verdict.replaceAll('-', ' ')}${one.message !== undefined && html` (${brief(one.message, 200)})`}`))}`

const sharedFrom = (
  model: SiteModel,
  { sharedFrom: from, case: key }: DossierExecution,
  root: string,
) =>
  from &&
  html`<a href="${root}${model.executions.has(`${from.run}/${from.execution}`) ? executionPath(from.run, key, from.execution) : runPath(from.run)}">run ${from.run}, ${brief(from.execution, 80)}</a>`

interface Within {
  readonly model: SiteModel
  readonly dossier: Dossier
  readonly root: string
}

/** An execution of the same run as a link. */
export const executionLink = ({ dossier, id, root }: Within & { readonly id: string }): Html => {
  const path = pathsOf(dossier).get(id)
  return path === undefined
    ? html`${brief(id, 80)}`
    : html`<a href="${root}${path}">${brief(id, 80)}</a>`
}

const paths = new WeakMap<Dossier, ReadonlyMap<string, string>>()

const pathsOf = (dossier: Dossier): ReadonlyMap<string, string> => {
  const found = paths.get(dossier)
  if (found) return found
  const all = [...dossier.precursors, ...dossier.executions]
  const made = new Map(all.map((one) => [one.id, executionPath(dossier.run.id, one.case, one.id)]))
  paths.set(dossier, made)
  return made
}

const titleOf = ({ precursors }: Dossier, id: string | undefined): string =>
  precursors.find((one) => one.id === id)?.title ?? ''

const rowSection = async (
  of: Within & {
    readonly execution: DossierExecution
    readonly row: DossierRow
    readonly shelf: EvidenceShelf
  },
): Promise<Html> => {
  const { row, shelf, root } = of
  const { creditable } = of.execution
  const evidence: Html[] = []
  for (const reference of row.evidence) evidence.push(await shelf.show(reference, root))
  return html`<li class="${creditable ? `v-${row.verdict}` : 'rehearsed'}"><h3><span class="key">${brief(row.id, 60)}</span> ${whatOf(of)}</h3>
<p class="chips">${row.skipped ? html`<span class="none">skipped</span>` : verdictChip(row.verdict, creditable)}${row.section !== 'script' && html` <span class="tag">${row.section}</span>`}${row.duration !== undefined && html` <small>${formatDuration(row.duration)}</small>`}${row.attempts > 1 && html` <small>attempt ${row.attempts}</small>`}${row.knownIssue !== undefined && html` <span class="tag">known issue ${brief(row.knownIssue, 80)}</span>`}</p>
${row.description !== undefined && html`<p>${brief(row.description, 1000)}</p>`}${row.expected !== undefined && html`<p><b>Expected:</b> ${brief(row.expected, 1000)}</p>`}
${row.message !== undefined && html`<p class="message">${brief(row.message, 2000)}${row.hint !== undefined && html` <span class="hint">${brief(row.hint, 400)}</span>`}</p>`}${row.earlier.length > 0 && html`<details><summary>${row.earlier.length} earlier tries</summary><ul>${row.earlier.map((message) => html`<li>${brief(message, 400)}</li>`)}</ul></details>`}${row.record && html`<p><b>Recorded</b> by ${brief(row.record.name, 80)} (${brief(row.record.role, 60)}), ${formatInstant(row.record.at)}: ${brief(row.record.note, 1000)}</p>`}
${row.expectations.length > 0 && expectationTable(of.model, row.expectations, { root, creditable })}${evidence}</li>`
}

const whatOf = (of: Within & { readonly row: DossierRow }): Html => {
  const { row } = of
  if (row.call !== undefined) {
    return html`call ${row.execution === undefined ? brief(row.call, 80) : executionLink({ ...of, id: row.execution })} ${brief(titleOf(of.dossier, row.execution), 120)}`
  }
  if (row.do !== undefined) return html`<code>${brief(row.do, 80)}</code>`
  return html`${row.manual !== undefined ? 'by hand: ' : 'by document: '}${brief(row.manual ?? row.report ?? '', 300)}`
}

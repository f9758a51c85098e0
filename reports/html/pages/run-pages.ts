import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import type { RunOutcome } from '#domain/tracing/outcome.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, matrixText } from '#reports/html/parts/result-rows.ts'
import { commaList, facts, table } from '#reports/html/parts/table.ts'
import { verdictWords } from '#reports/html/parts/words.ts'
import { pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { executionPath, rootOf, runPath } from '#reports/html/site-paths.ts'
import { between, formatDuration, formatInstant } from '#reports/terminal/text/format-time.ts'

const mostListed = 2000

/** All runs, newest first. */
export const runsPage = (model: SiteModel): Page => ({
  path: 'runs.html',
  title: 'Runs',
  place: 'runs',
  body: html`<h1>Runs</h1>${
    model.trace.runs.length === 0
      ? html`<p class="none">Nothing ran yet.</p>`
      : table(
          'Runs, newest first',
          [
            { name: 'Run', kind: 'num' },
            'Verdict',
            'Started',
            'Release',
            'Environment',
            'Plan',
            'Software',
            'Reviews',
          ],
          model.trace.runs.map(
            (run) =>
              html`<tr><th scope="row" class="num"><a href="${runPath(run.run)}">${run.run}</a></th><td>${verdictChip(run.verdict, run.noCredit.length === 0, runPath(run.run))}${run.imported && html`<br><small>imported</small>`}${run.interrupted && html`<br><small>interrupted</small>`}</td><td>${age(run.startedAt, model.trace.asOf.today)}</td><td>${run.release}</td><td>${brief(run.environment, 60)}<br><small>${run.stage}</small></td><td>${run.plan}</td><td>${software(run)}</td><td>${reviewsOf(run)}</td></tr>`,
          ),
        )
  }`,
})

const software = ({ software: products }: Pick<RunOutcome, 'software'>): Content =>
  products.map(
    ({ product, version, modified }, index) =>
      html`${index > 0 && html`<br>`}${brief(product, 60)} ${brief(version, 80)}${modified && html` <b>modified</b>`}`,
  )

const reviewsOf = ({ reviews }: RunOutcome): Content =>
  reviews.length === 0
    ? html`<span class="none">none</span>`
    : reviews.map(
        ({ disposition, name, role, at, note }) =>
          html`<p><b>${disposition === 'accept' ? 'Accepted' : 'Rejected'}</b> by ${brief(name, 80)} (${brief(role, 60)}), ${at.slice(0, 10)}: ${brief(note, 400)}</p>`,
      )

/** One run: what it ran on and everything it executed. Without a dossier, its results. */
export const runPage = (model: SiteModel, run: number, dossier: Dossier | undefined): Page => {
  const path = runPath(run)
  const root = rootOf(path)
  const outcome = model.runs.get(run)
  const head = dossier?.run ?? outcome
  const creditable = (head?.noCredit ?? []).length === 0
  return {
    path,
    title: `Run ${run}`,
    place: 'runs',
    trail: [{ path: 'runs.html', name: 'Runs' }],
    body: html`<h1>Run ${run}${outcome?.imported && ' (imported)'}</h1>
<p class="chips">${head && verdictChip(head.verdict, creditable)}${head?.interrupted && html` <span class="tag">interrupted</span>`} ${age(head?.startedAt, model.trace.asOf.today)}</p>
${!creditable && html`<p class="note">Nothing here earns credit: ${commaList((head?.noCredit ?? []).map((why) => brief(why, 200)))}.</p>`}
${runFacts(model, run, dossier)}
${dossier ? executed(model, dossier, root) : resultsOfRun(model, run, root)}`,
  }
}

const runFacts = (model: SiteModel, run: number, dossier: Dossier | undefined): Html => {
  const outcome = model.runs.get(run)
  const head = dossier?.run ?? outcome
  const duration = between(head?.startedAt, head?.finishedAt)
  return facts([
    ['Environment', head && `${brief(head.environment, 80)}, stage ${head.stage}`],
    ['Release', head?.release],
    ['Plan', head?.plan],
    ['Started', head && formatInstant(head.startedAt)],
    ['Verdicts', dossier && verdictCounts(dossier.executions)],
    ['Took', duration !== undefined ? formatDuration(duration) : 'not finished'],
    ['Started by', outcome?.executor && brief(outcome.executor, 80)],
    ['Software', head && software(head)],
    ['Datasets', datasets(outcome)],
    ['Imported from', outcome?.imported && brief(outcome.imported.source, 160)],
    ['Reviews', outcome && reviewsOf(outcome)],
    [
      'Inputs',
      dossier &&
        Object.entries(dossier.run.inputs).map(
          ([name, value]) => `${brief(name, 60)} = ${brief(value, 120)} `,
        ),
    ],
    ['Seal', dossier?.run.seal && html`<code>${dossier.run.seal.slice(0, 16)}</code>`],
  ])
}

// Worst first, as everywhere.
const verdictCounts = (executions: readonly DossierExecution[]): Content => {
  const by = Map.groupBy(executions, ({ verdict }) => verdict)
  return commaList(
    verdictsWorstFirst.flatMap((verdict) => {
      const count = by.get(verdict)?.length ?? 0
      return count === 0 ? [] : [`${count} ${verdictWords[verdict].toLowerCase()}`]
    }),
  )
}

const datasets = (outcome: RunOutcome | undefined): Content =>
  outcome?.datasets &&
  commaList(
    Object.entries(outcome.datasets).map(
      ([name, value]) => `${brief(name, 60)}: ${brief(value, 160)}`,
    ),
  )

const executed = (model: SiteModel, dossier: Dossier, root: string): Html => {
  const list = (title: string, id: string, executions: readonly DossierExecution[]) =>
    executions.length > 0 &&
    html`<section id="${id}"><h2>${title}</h2>${table(
      `${executions.length} ${title.toLowerCase()}`,
      ['Execution', 'Verdict', 'Took', 'Elements', 'What it says'],
      executions.map((execution) => executionRow(model, dossier, execution, root)),
    )}</section>`
  return html`${list('Executions', 'executions', dossier.executions)}${list('Precursors', 'precursors', dossier.precursors)}${
    dossier.notApplicable.length > 0 &&
    html`<section><h2>Not applicable here</h2><ul>${dossier.notApplicable.map(
      ({ case: key, title, missing }) =>
        html`<li>${keyLink(model, key, root)} ${brief(title, 120)}: ${commaList(missing.map((name) => brief(name, 80)))} is absent</li>`,
    )}</ul></section>`
  }`
}

const executionRow = (
  model: SiteModel,
  { run }: Dossier,
  execution: DossierExecution,
  root: string,
): Html => {
  const href = root + executionPath(run.id, execution.case, execution.id)
  const duration = between(execution.startedAt, execution.finishedAt)
  const cell = matrixText(execution.matrix)
  return html`<tr><th scope="row"><a href="${href}">${brief(execution.case, 80)}</a>${cell !== '' && html` <small>${brief(cell, 80)}</small>`}<br><small>${brief(execution.title, 120)}</small></th><td>${verdictChip(execution.verdict, execution.creditable, href)}${execution.earlierAttempts.length > 0 && html`<br><small>attempt ${execution.attempt}</small>`}</td><td>${duration !== undefined && formatDuration(duration)}</td><td>${commaList(execution.verifies.map((element) => keyLink(model, element, root)))}</td><td>${execution.message !== undefined && brief(execution.message, 300)}</td></tr>`
}

const resultsOfRun = (model: SiteModel, run: number, root: string): Html => {
  const results = model.resultsOfRun.get(run) ?? []
  return html`<section id="results"><h2>Results</h2>${
    results.length === 0
      ? html`<p class="none">It found nothing.</p>`
      : table(
          results.length > mostListed
            ? `The newest ${mostListed} of ${results.length} results`
            : `${results.length} results`,
          ['Case', 'Verdict', 'Found', 'What it says'],
          results
            .slice(0, mostListed)
            .map(
              (result) =>
                html`<tr><th scope="row">${result.case === undefined ? html`line ${result.origin.kind === 'import' ? result.origin.line : ''}` : keyLink(model, result.case, root)} <small>${brief(matrixText(result.matrix), 80)}</small></th><td>${verdictChip(result.verdict, result.creditable, root + pathOfResult(model, result))}</td><td>${age(result.at, model.trace.asOf.today)}</td><td>${result.message !== undefined && brief(result.message, 300)}</td></tr>`,
            ),
        )
  }</section>`
}

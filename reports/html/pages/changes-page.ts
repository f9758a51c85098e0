import type { Coverage } from '#domain/tracing/coverage.ts'
import type { RequirementTrace, ResultTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { coverageChip, verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, matrixText } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import { pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { requirementPath, runPath } from '#reports/html/site-paths.ts'

const mostListed = 500

/** What the newest run changed, and what differs from an earlier trace where there is one. */
export const changesPage = (model: SiteModel, previous: TraceDossier | undefined): Page => ({
  path: 'changes.html',
  title: 'Changes',
  place: 'changes',
  body: html`<h1>Changes</h1>${newestRun(model)}${previous ? since(model, previous) : html`<p class="note">No earlier state was given to compare coverage with.</p>`}${outdated(model)}`,
})

interface Change {
  readonly result: ResultTrace
  readonly before: ResultTrace | undefined
}

const newestRun = (model: SiteModel): Html => {
  const run = model.trace.runs[0]
  if (!run) return html`<p class="none">Nothing ran yet.</p>`
  const found = model.resultsOfRun.get(run.run) ?? []
  const changes = found
    .map((result): Change => ({ result, before: resultBefore(model, result) }))
    .filter(({ result, before }) => before?.verdict !== result.verdict)
  const first = changes.filter(({ before }) => before === undefined).length
  return html`<section id="run"><h2>What run <a href="${runPath(run.run)}">${run.run}</a> changed</h2><p>${found.length} ${found.length === 1 ? 'result' : 'results'}, ${age(run.startedAt, model.trace.asOf.today)}, ${brief(run.environment, 60)}${run.noCredit.length > 0 && ', a rehearsal'}: ${changes.length - first} changed their verdict, ${first} are the first of their case.</p>${
    changes.length > 0 &&
    list(
      'Results that differ from the one before, or are the first',
      ['Case', 'Before', 'Now'],
      changes.map(
        ({ result, before }) =>
          html`<tr><th scope="row">${result.case === undefined ? 'Recorded elsewhere' : keyLink(model, result.case, '')} <small>${brief(matrixText(result.matrix), 60)}</small></th><td>${before ? verdictChip(before.verdict, before.creditable, pathOfResult(model, before)) : html`<span class="none">none</span>`}</td><td>${verdictChip(result.verdict, result.creditable, pathOfResult(model, result))}</td></tr>`,
      ),
    )
  }</section>`
}

// Rehearsals are compared to rehearsals, credit to credit, a cell to the same cell.
const resultBefore = (model: SiteModel, result: ResultTrace): ResultTrace | undefined => {
  if (result.case === undefined) return undefined
  const cell = matrixText(result.matrix)
  return model.cases
    .get(result.case)
    ?.results.map((id) => model.results.get(id))
    .find(
      (one) =>
        one !== undefined &&
        one.origin.run < result.origin.run &&
        one.creditable === result.creditable &&
        matrixText(one.matrix) === cell,
    )
}

const list = (caption: string, columns: readonly string[], rows: readonly Html[]): Html =>
  html`${table(caption, columns, rows.slice(0, mostListed))}${rows.length > mostListed && html`<p class="note">The first ${mostListed} of ${rows.length} are shown.</p>`}`

const since = (model: SiteModel, previous: TraceDossier): Html => {
  const before = new Map<string, RequirementTrace>(
    previous.requirements.map((one) => [one.id, one]),
  )
  const { requirements } = model.trace
  const changed = requirements.filter(({ id, coverage }) => {
    const old = before.get(id)
    return old !== undefined && old.coverage !== coverage
  })
  const to = (coverage: Coverage) => changed.filter((one) => one.coverage === coverage)
  const added = requirements.filter(({ id }) => !before.has(id))
  const removed = previous.requirements.filter(({ id }) => !model.requirements.has(id))
  const other = changed.filter(
    ({ coverage }) => coverage !== 'fully-verified' && coverage !== 'with-failures',
  )
  const section = (title: string, rows: readonly RequirementTrace[]): Content =>
    rows.length > 0 &&
    html`<h3>${title} <small>${rows.length}</small></h3>${list(
      title,
      ['Requirement', 'Before', 'Now'],
      rows.map((one) => {
        const old = before.get(one.id)
        return html`<tr><th scope="row">${keyLink(model, one.id, '')} ${brief(one.title, 120)}</th><td>${old ? coverageChip(old.coverage) : html`<span class="none">not held</span>`}</td><td>${model.requirements.has(one.id) ? coverageChip(one.coverage, `${requirementPath(one.id)}#elements`) : html`<span class="none">gone</span>`}</td></tr>`
      }),
    )}`
  const { asOf } = previous
  return html`<section id="since"><h2>Since ${asOf.newestResult === undefined ? asOf.today : asOf.newestResult.slice(0, 16).replace('T', ' ')}</h2><p>Compared to coverage ${asOf.release === undefined ? 'without a release' : html`of ${asOf.release}`}.</p>${
    changed.length + added.length + removed.length === 0
      ? html`<p class="none">No coverage changed.</p>`
      : html`${section('Newly failing', to('with-failures'))}${section('Newly verified', to('fully-verified'))}${section('Changed otherwise', other)}${section('Added', added)}${section('Removed', removed)}`
  }</section>`
}

const outdated = (model: SiteModel): Html | false => {
  const changed = model.trace.results.filter(({ changes }) => changes.length > 0)
  return (
    changed.length > 0 &&
    html`<section id="outdated"><h2>Outdated results <small>${changed.length}</small></h2>${list(
      'Judged against what has changed since',
      ['Case', 'Result', 'What changed'],
      changed
        .slice(0, mostListed + 1)
        .map(
          (result) =>
            html`<tr><th scope="row">${result.case === undefined ? 'Recorded elsewhere' : keyLink(model, result.case, '')}</th><td>${verdictChip(result.verdict, result.creditable, pathOfResult(model, result))} <small>${age(result.at, model.trace.asOf.today)}</small></td><td>${result.changes.map(({ key, what, message }) => html`<p>${what} ${keyLink(model, key, '')}: ${brief(message, 200)}</p>`)}</td></tr>`,
        ),
    )}</section>`
  )
}

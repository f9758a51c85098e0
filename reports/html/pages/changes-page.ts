import type { ResultTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, matrixText } from '#reports/html/parts/result-rows.ts'
import { longTable } from '#reports/html/parts/table.ts'
import { pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { runPath } from '#reports/html/site-paths.ts'
import { diffSection } from './diff-section.ts'

/** What the newest run changed, in coverage, results and what is held; and what no longer holds. */
export const changesPage = (model: SiteModel, previous: TraceDossier | undefined): Page => ({
  path: 'changes.html',
  title: 'Changes',
  place: 'changes',
  body: html`<h1>Changes</h1>${newestRun(model)}${previous ? diffSection(model, previous) : html`<p class="note">No earlier state was given to compare coverage with.</p>`}${outdated(model)}`,
})

interface Change {
  readonly result: ResultTrace
  readonly before: ResultTrace | undefined
}

const newestRun = (model: SiteModel): Html => {
  const { runs } = model.trace
  const run = runs.find(({ imported }) => imported === undefined) ?? runs[0]
  if (!run) return html`<p class="none">Nothing ran yet.</p>`
  const found = model.resultsOfRun.get(run.run) ?? []
  const all = found.map((result): Change => ({ result, before: resultBefore(model, result) }))
  const first = all.filter(({ before }) => before === undefined)
  const moved = all.filter(({ result, before }) => before && before.verdict !== result.verdict)
  const same = all.length - first.length - moved.length
  return html`<section id="run"><h2>What run <a href="${runPath(run.run)}">${run.run}</a> found</h2><p>${found.length} ${found.length === 1 ? 'result' : 'results'}, ${run.release ?? 'no release'}, ${brief(run.environment, 60)}${run.noCredit.length > 0 && ', a rehearsal'}, ${age(run.startedAt, model.trace.asOf.today)}: ${moved.length} changed their verdict, ${same} did not, ${first.length} are the first of their case or cell.</p>${
    moved.length > 0 &&
    longTable(
      'Results that differ from the one before',
      ['Case', 'Before', 'Now'],
      moved.map((change) => () => changeRow(model, change)),
    )
  }${
    first.length > 0 &&
    html`<details${moved.length === 0 && first.length <= 12 && html` open`}><summary>${first.length} first results</summary>${longTable(
      'First results of their case or cell',
      ['Case', 'Now'],
      first.map((change) => () => changeRow(model, change)),
    )}</details>`
  }</section>`
}

const changeRow = (model: SiteModel, { result, before }: Change): Html => {
  const { today } = model.trace.asOf
  const one = (found: ResultTrace): Html =>
    html`<td>${verdictChip(found.verdict, found.creditable, pathOfResult(model, found))} <small>${found.release} ${age(found.at, today)}</small></td>`
  return html`<tr><th scope="row">${result.case === undefined ? 'Recorded elsewhere' : keyLink(model, result.case, '')} <small>${brief(matrixText(result.matrix), 60)}</small></th>${before && one(before)}${one(result)}</tr>`
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

const outdated = (model: SiteModel): Html | false => {
  const changed = model.trace.results.filter(({ changes }) => changes.length > 0)
  return (
    changed.length > 0 &&
    html`<section id="outdated"><h2>Outdated results <small>${changed.length}</small></h2>${longTable(
      'Judged against what has changed since',
      ['Case', 'Result', 'What changed'],
      changed.map(
        (result) => () =>
          html`<tr><th scope="row">${result.case === undefined ? 'Recorded elsewhere' : keyLink(model, result.case, '')} <small>${brief(matrixText(result.matrix), 60)}</small></th><td>${verdictChip(result.verdict, result.creditable, pathOfResult(model, result))} <small>${result.release} ${age(result.at, model.trace.asOf.today)}</small></td><td>${result.changes.map(({ key, what, message }) => html`<p>${what} ${keyLink(model, key, '')}: ${brief(message, 200)}</p>`)}</td></tr>`,
      ),
    )}</section>`
  )
}

import type { CellTrace, ElementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { age, rests } from '#reports/html/parts/ages.ts'
import { coverageChip, flagList, rehearsalChip, verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, keyLinks, matrixText } from '#reports/html/parts/result-rows.ts'
import { facts, table } from '#reports/html/parts/table.ts'
import { groundOf, pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { anchorOf } from '#reports/html/site-paths.ts'

/** One claim of a requirement: its coverage, why it has it, and every cell of every case that names it. */
export const elementSection = (model: SiteModel, element: ElementTrace, root: string): Html => {
  const id = anchorOf('element', element.key)
  return html`<section class="element" id="${id}"><h3><span class="key">${brief(element.key, 80)}</span> ${brief(element.title, 240)}</h3>
<p class="chips">${coverageChip(element.coverage, `#${id}-cells`)} ${rehearsalChip(element.rehearsal, `#${id}-cells`)} ${flagList(element.flags, root)}</p>
<p>${brief(element.why, 500)}</p>
${facts([
  ['Method', element.method],
  ['Needs stage', element.stage],
  ['Parameters', element.parameters.map((name) => brief(name, 60)).join(', ')],
  [
    'Covers',
    Object.entries(element.covers)
      .map(([name, values]) => `${name}: ${values.join(', ')}`)
      .join('; '),
  ],
  ['Verified in', keyLinks(model, element.verifiedIn, root)],
  ['Status in Jira', element.jiraStatus],
  ['Note', element.implicit && 'Made for a requirement that has no element.'],
])}
<div id="${id}-cells">${
    element.cells.length === 0
      ? html`<p class="none">No live case names it.</p>`
      : table(
          `What ${brief(element.key, 60)} rests on`,
          [
            'Case',
            'Counts',
            'Release, environment, found',
            'Newest of any kind',
            'Without credit',
            'Flags',
          ],
          element.cells.map((cell) => cellRow(model, cell, root)),
        )
  }</div></section>`
}

const cellRow = (model: SiteModel, cell: CellTrace, root: string): Html => {
  const { today } = model.trace.asOf
  const find = (id: string | undefined) => (id === undefined ? undefined : model.results.get(id))
  const taken = find(cell.taken)
  const newest = find(cell.newest)
  const earlier = find(cell.earlier)
  const rehearsed = find(cell.rehearsed?.result)
  const held = cell.case === undefined ? undefined : model.cases.get(cell.case)
  const text = matrixText(cell.matrix)
  return html`<tr><th scope="row">${cell.case === undefined ? 'Recorded elsewhere' : keyLink(model, cell.case, root)}${text !== '' && html` <small>${brief(text, 80)}</small>`}${held && html`<br><small>${brief(held.title, 90)}</small>`}</th><td>${
    taken && cell.verdict !== undefined
      ? verdictChip(cell.verdict, true, root + pathOfResult(model, taken))
      : html`<span class="none">nothing</span>`
  }${earlier && html`<br><small>earlier: <a href="${root}${pathOfResult(model, earlier)}">${earlier.verdict}, ${earlier.release ?? 'no release'}</a></small>`}</td><td>${taken && rests(groundOf(model, taken), today)}</td><td>${
    newest &&
    html`<a href="${root}${pathOfResult(model, newest)}">${newest.verdict.replaceAll('-', ' ')}</a>${!newest.creditable && ' (rehearsal)'}<br>${newest.release} ${age(newest.at, today)}`
  }</td><td>${
    rehearsed &&
    cell.rehearsed &&
    html`${verdictChip(cell.rehearsed.verdict, false, root + pathOfResult(model, rehearsed))}<br>${rests(groundOf(model, rehearsed), today)}`
  }</td><td>${flagList(cell.flags, root)}</td></tr>`
}

import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { type Content, type Html, html } from '#reports/html/html.ts'
import { age } from '#reports/html/parts/ages.ts'
import { coverageChip } from '#reports/html/parts/chips.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { commaList, longTable } from '#reports/html/parts/table.ts'
import { pathOfKey, type SiteModel, titleOf } from '#reports/html/site-model.ts'
import { requirementPath } from '#reports/html/site-paths.ts'
import {
  type CoverageMove,
  diffTraces,
  type Marked,
  type SetDiff,
} from '#traceability/snapshots/diff-traces.ts'

/** What differs from an earlier state: coverage by what the move means, then what was added, changed, removed. */
export const diffSection = (model: SiteModel, previous: TraceDossier): Html => {
  const diff = diffTraces(previous, model.trace)
  const { asOf } = previous
  const moved: readonly (readonly [title: string, moves: readonly CoverageMove[]])[] = [
    ['Newly failing', diff.newlyFailing],
    ['No longer verified', diff.noLongerVerified],
    ['Newly verified', diff.newlyVerified],
    ['Changed otherwise', diff.otherMoves],
  ]
  const sets: readonly (readonly [name: string, set: SetDiff])[] = [
    ['Requirements', diff.requirements],
    ['Elements', diff.elements],
    ['Cases', diff.cases],
  ]
  const sections = [
    ...moved.map(([title, moves]) => moveTable(model, title, moves)),
    markTable(model, diff.newlyOutdated),
    ...sets.map(([name, set]) => setTable(model, name, set)),
  ].filter((section) => section !== false)
  const [added, removed] = [diff.results.added.length, diff.results.removed.length]
  return html`<section id="since"><h2>Coverage and what is held, since the run before</h2><p>Compared to what was known ${asOf.newestResult === undefined ? 'before anything had run' : html`with the result of ${age(asOf.newestResult, model.trace.asOf.today)}`}, ${asOf.release === undefined ? 'without a release' : html`for release ${asOf.release}`}: ${added} ${added === 1 ? 'result' : 'results'} more${removed > 0 && `, ${removed} fewer`}, ${diff.results.changed.length} seen otherwise.</p>${sections.length === 0 ? html`<p class="none">No coverage changed.</p>` : sections}</section>`
}

const moveTable = (model: SiteModel, title: string, moves: readonly CoverageMove[]): Html | false =>
  moves.length > 0 &&
  html`<h3>${title} <small>${moves.length}</small></h3>${longTable(
    title,
    ['What', 'Title', 'Before', 'Now'],
    moves.map(
      ({ kind, key, from, to }) =>
        () =>
          html`<tr><th scope="row">${keyLink(model, key, '')} <small>${kind}</small></th><td>${titleOf(model, key)}</td><td>${from === undefined ? html`<span class="none">not held</span>` : coverageChip(from)}</td><td>${coverageChip(to, hrefOf(model, key))}</td></tr>`,
    ),
  )}`

const markTable = (model: SiteModel, marks: readonly Marked[]): Html | false =>
  marks.length > 0 &&
  html`<h3>Newly outdated <small>${marks.length}</small></h3>${longTable(
    'Newly outdated',
    ['What', 'Title'],
    marks.map(
      ({ kind, key }) =>
        () =>
          html`<tr><th scope="row">${keyLink(model, key, '')} <small>${kind}</small></th><td>${titleOf(model, key)}</td></tr>`,
    ),
  )}`

const setTable = (model: SiteModel, name: string, set: SetDiff): Html | false => {
  const rows = [
    ...set.added.map((key): readonly [string, Content] => [key, 'added']),
    ...set.removed.map((key): readonly [string, Content] => [key, 'removed']),
    ...set.changed.map(({ key, fields }): readonly [string, Content] => [
      key,
      html`changed: ${commaList(fields.map((field) => fieldWords[field] ?? field))}`,
    ]),
  ]
  return (
    rows.length > 0 &&
    html`<h3>${name} <small>${set.added.length} added, ${set.removed.length} removed, ${set.changed.length} changed</small></h3>${longTable(
      name,
      ['Key', 'Title', 'What'],
      rows.map(
        ([key, what]) =>
          () =>
            html`<tr><th scope="row">${keyLink(model, key, '')}</th><td>${titleOf(model, key)}</td><td>${what}</td></tr>`,
      ),
    )}`
  )
}

const fieldWords: { readonly [field: string]: string } = {
  contentHash: 'script or fields',
  jiraStatus: 'status in Jira',
  verifiedIn: 'verified in',
}

const hrefOf = (model: SiteModel, key: string): string | undefined =>
  model.requirements.has(key) ? `${requirementPath(key)}#elements` : pathOfKey(model, key)

import type { Gap } from '#domain/tracing/gap.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { pager } from '#reports/html/parts/pager.ts'
import { keyLink, keyLinks } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import { gapWords } from '#reports/html/parts/words.ts'
import { type SiteModel, titleOf } from '#reports/html/site-model.ts'
import { numberedPath } from '#reports/html/site-paths.ts'

const perPage = 1000
const shownFirst = 50

/** What is missing or does not fit, by kind. A kind that is long has pages of its own beside its first lines. */
export function* gapsPage(model: SiteModel): Iterable<Page> {
  const byKind = [...Map.groupBy(model.trace.gaps, ({ kind }) => kind)]
  yield {
    path: 'gaps.html',
    title: 'Gaps',
    place: 'gaps',
    body: html`<h1>Gaps</h1>
<p class="lede">What is missing or does not fit, looked for from requirements down and from cases up.</p>
${byKind.length === 0 ? html`<p class="none">None was found.</p>` : html`<ul class="plain counts">${byKind.map(([kind, gaps]) => html`<li><a href="#gap-${kind}">${gapWords[kind][0]}</a> <b>${gaps.length}</b></li>`)}</ul>`}
${byKind.map(([kind, gaps]) => html`<section id="gap-${kind}"><h2>${gapWords[kind][0]} <small>${gaps.length}</small></h2><p class="note">${gapWords[kind][1]}</p>${gapTable(model, gapWords[kind][0], gaps.slice(0, shownFirst))}${gaps.length > shownFirst && html`<p><a href="${numberedPath(`gaps-${kind}`, 1)}">All ${gaps.length}</a></p>`}</section>`)}`,
  }
  for (const [kind, gaps] of byKind)
    if (gaps.length > shownFirst) yield* kindPages(model, kind, gaps)
}

function* kindPages(model: SiteModel, kind: Gap['kind'], gaps: readonly Gap[]): Iterable<Page> {
  const pages = Math.ceil(gaps.length / perPage)
  const [word, meaning] = gapWords[kind]
  for (let page = 1; page <= pages; page += 1) {
    yield {
      path: numberedPath(`gaps-${kind}`, page),
      title: word,
      place: 'gaps',
      trail: [{ path: 'gaps.html', name: 'Gaps' }],
      name: word,
      body: html`<h1>${word} <small>${gaps.length}</small></h1><p class="note">${meaning}</p>${gapTable(model, word, gaps.slice((page - 1) * perPage, page * perPage))}${pager(pages, page, (to) => numberedPath(`gaps-${kind}`, to))}`,
    }
  }
}

const gapTable = (model: SiteModel, caption: string, gaps: readonly Gap[]): Html => {
  const [documents, names] = [
    gaps.some(({ document }) => document !== undefined),
    gaps.some(({ about }) => about.length > 0),
  ]
  return table(
    caption,
    ['About', ...(documents ? ['Document'] : []), 'What', ...(names ? ['Names'] : [])],
    gaps.map(
      ({ key, document, message, about }) =>
        html`<tr><th scope="row">${keyLink(model, key, '')} <small>${titleOf(model, key)}</small></th>${documents && html`<td>${document}</td>`}<td>${brief(message, 300)}</td>${names && html`<td>${keyLinks(model, about.slice(0, 12), '')}${about.length > 12 && ` and ${about.length - 12} more`}</td>`}</tr>`,
    ),
  )
}

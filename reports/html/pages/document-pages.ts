import { brief, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { coverageBar } from '#reports/html/parts/bars.ts'
import { coverageChip, flagList, rehearsalChip } from '#reports/html/parts/chips.ts'
import { pager } from '#reports/html/parts/pager.ts'
import { facts, table } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { documentPath, requirementPath, rootOf } from '#reports/html/site-paths.ts'
import { newestOf } from './newest-of.ts'

const perPage = 500

/** The requirements of each document as plain lists, in pages that stay readable. */
export function* documentPages(model: SiteModel): Iterable<Page> {
  const { trace } = model
  const byDocument = Map.groupBy(trace.requirements, ({ document }) => document)
  for (const document of trace.documents) {
    const all = byDocument.get(document.document) ?? []
    const pages = Math.max(1, Math.ceil(all.length / perPage))
    for (let page = 1; page <= pages; page += 1) {
      const path = documentPath(document.document, page)
      const root = rootOf(path)
      yield {
        path,
        title: `${document.document} ${document.title}`,
        place: 'matrix',
        body: html`<h1><span class="key">${document.document}</span> <span class="title">${brief(document.title, 200)}</span></h1>
${
  page === 1 &&
  html`${facts([
    ['Release', document.release],
    [
      'Requirements',
      `${document.requirements}, ${document.live} live, ${document.descoped} descoped`,
    ],
    [
      'Priorities',
      Object.entries(document.priorities).map(
        ([name, count]) => `${name === '' ? 'none' : name}: ${count}  `,
      ),
    ],
    ['Live without parent', document.withoutParent],
    ['Live without case', document.withoutCase],
    ['Elements', document.elements],
  ])}${coverageBar(document.coverage, (coverage) => `${root}matrix.html#document=${encodeURIComponent(document.document)}&coverage=${coverage}`)}`
}
${table(
  pages === 1 ? `${all.length} requirements` : `Requirements, page ${page} of ${pages}`,
  ['Requirement', 'Title', 'Priority', 'Coverage', 'Newest result', 'Flags'],
  all.slice((page - 1) * perPage, page * perPage).map((requirement) => {
    const href = root + requirementPath(requirement.id)
    return html`<tr><th scope="row"><a href="${href}">${brief(requirement.id, 80)}</a></th><td>${brief(requirement.title, 200)}</td><td>${requirement.priority}</td><td>${coverageChip(requirement.coverage, `${href}#elements`)} ${rehearsalChip(requirement.rehearsal, `${href}#elements`)}</td><td>${age(newestOf(model, requirement), trace.asOf.today)}</td><td>${flagList(requirement.flags, root)}</td></tr>`
  }),
)}${pager(pages, page, (to) => root + documentPath(document.document, to))}`,
      }
    }
  }
}

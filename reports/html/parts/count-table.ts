import { type Coverage, type CoverageCount, coverages } from '#domain/tracing/coverage.ts'
import { type Content, type Html, html } from '#reports/html/html.ts'
import { coverageBar } from './bars.ts'
import { type Column, table } from './table.ts'
import { coverageWords } from './words.ts'

/** One row of a table of counts. */
export interface CountRow {
  readonly head: Content
  readonly count: CoverageCount
  /** Address of the matrix with the filters of the row, to which one more can be added: `matrix.html#area=lsp&`. */
  readonly href: string
  /** Age of the newest result it rests on. */
  readonly newest: Content
}

const columns: readonly Column[] = [
  { name: 'Live', kind: 'num' },
  { name: 'Coverage', kind: 'wide' },
  ...coverages.map(
    (coverage): Column => ({ name: coverageWords[coverage].replace(' verified', ''), kind: 'num' }),
  ),
  { name: 'Rehearsed only', kind: 'num' },
  { name: 'Outdated', kind: 'num' },
  { name: 'Waived', kind: 'num' },
  'Newest result',
]

/** Counts of coverage, every number leading to the rows it counts. */
export const countTable = (caption: string, head: string, rows: readonly CountRow[]): Html =>
  table(
    caption,
    [head, ...columns],
    rows.map(({ head: name, count, href, newest }) => {
      const hrefOf = (what: Coverage | 'rehearsed') => `${href}coverage=${what}`
      return html`<tr><th scope="row">${name}</th><td class="num">${numberLink(count.total, href.slice(0, -1))}</td><td class="wide">${coverageBar(count, hrefOf)}</td>${coverages.map(
        (coverage) =>
          html`<td class="num">${numberLink(count.byCoverage[coverage], hrefOf(coverage))}</td>`,
      )}<td class="num">${numberLink(count.rehearsed, hrefOf('rehearsed'))}</td><td class="num">${numberLink(count.outdated, `${href}flag=outdated`)}</td><td class="num">${numberLink(count.waived, `${href}flag=waived`)}</td><td>${newest ?? html`<span class="none">none</span>`}</td></tr>`
    }),
  )

/** A number that leads to what it counts; a zero is quiet and leads nowhere. */
export const numberLink = (number: number, href: string): Html =>
  number === 0 ? html`<span class="none">0</span>` : html`<a href="${href}">${number}</a>`

import { brief, type Html, html } from '#reports/html/html.ts'
import type { Rows } from './tabular.ts'

const number = /^[-+−]?\d[\d.]*(e[-+]?\d+)?$/i

/** A table of a file, or its beginning. */
export const viewRows = (rows: Rows | undefined): Html | undefined => {
  if (!rows || rows.columns.length === 0) return undefined
  const shown = rows.rows.length
  const caption =
    rows.total === undefined
      ? `The first ${shown} rows`
      : rows.total > shown
        ? `The first ${shown} of ${rows.total} rows`
        : `${rows.total} ${rows.total === 1 ? 'row' : 'rows'}`
  return html`<div class="scroll" role="group" aria-label="Table" tabindex="0"><table class="data"><caption>${caption}</caption><thead><tr>${rows.columns.map(
    (name) => html`<th scope="col">${brief(name, 80)}</th>`,
  )}</tr></thead><tbody>${rows.rows.map(
    (row) =>
      html`<tr>${row.map((value) =>
        number.test(value)
          ? html`<td class="num">${brief(value, 40)}</td>`
          : html`<td>${brief(value, 200)}</td>`,
      )}</tr>`,
  )}</tbody></table></div>`
}

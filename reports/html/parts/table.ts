import { brief, type Content, type Html, html, isShown } from '#reports/html/html.ts'

/** A column: its heading, and `num` where it holds numbers. */
export type Column = string | { readonly name: string; readonly kind: 'num' | 'wide' }

/** A table with a caption, that scrolls by itself where the window is too narrow for it. */
export const table = (caption: string, columns: readonly Column[], rows: readonly Html[]): Html =>
  html`<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table><caption>${caption}</caption><thead><tr>${columns.map(
    (column) =>
      typeof column === 'string'
        ? html`<th scope="col">${column}</th>`
        : html`<th scope="col" class="${column.kind}">${column.name}</th>`,
  )}</tr></thead><tbody>${rows}</tbody></table></div>`

const mostRows = 500

/** A table of which only the beginning is shown where it is long; rows that are not shown need not be made. */
export const longTable = (
  caption: string,
  columns: readonly Column[],
  rows: readonly (() => Html)[],
): Html =>
  html`${table(
    caption,
    columns,
    rows.slice(0, mostRows).map((row) => row()),
  )}${rows.length > mostRows && html`<p class="note">The first ${mostRows} of ${rows.length} are shown.</p>`}`

/** Names and what they are; a fact without content is left out. */
export const facts = (pairs: readonly (readonly [name: string, content: Content])[]): Html =>
  html`<dl class="facts">${pairs.map(
    ([name, content]) => isShown(content) && html`<div><dt>${name}</dt><dd>${content}</dd></div>`,
  )}</dl>`

/** A path that may be broken where its parts end, before it is anywhere else. */
export const breakable = (path: string): Content =>
  brief(path, 240)
    .split(/(?<=[/.])/)
    .map((part, index) => html`${index > 0 && html`<wbr>`}${part}`)

/** A list of things on one line. */
export const commaList = (items: readonly Content[]): Content =>
  items.length === 0 ? undefined : items.map((item, index) => [index > 0 && ', ', item])

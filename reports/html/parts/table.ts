import { type Content, type Html, html } from '#reports/html/html.ts'

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

/** Names and what they are; a fact without content is left out. */
export const facts = (pairs: readonly (readonly [name: string, content: Content])[]): Html =>
  html`<dl class="facts">${pairs.map(
    ([name, content]) =>
      content !== undefined &&
      content !== false &&
      content !== '' &&
      html`<div><dt>${name}</dt><dd>${content}</dd></div>`,
  )}</dl>`

/** A list of things on one line. */
export const commaList = (items: readonly Content[]): Content =>
  items.length === 0 ? undefined : items.map((item, index) => [index > 0 && ', ', item])

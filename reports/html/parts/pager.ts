import { type Html, html } from '#reports/html/html.ts'

/** Links to the pages of a long list. */
export const pager = (
  pages: number,
  page: number,
  hrefOf: (page: number) => string,
): Html | undefined => {
  if (pages <= 1) return undefined
  const near = [...new Set([1, page - 2, page - 1, page, page + 1, page + 2, pages])].filter(
    (one) => one >= 1 && one <= pages,
  )
  return html`<nav class="pager" aria-label="Pages"><ol>${near.map((one, index) => {
    const skipped = index > 0 && one !== (near[index - 1] ?? 0) + 1
    return html`${skipped && html`<li aria-hidden="true">…</li>`}<li><a href="${hrefOf(one)}"${one === page && html` aria-current="page"`}>${one}</a></li>`
  })}</ol></nav>`
}

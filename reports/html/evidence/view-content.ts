import type { EvidenceRef } from '#domain/evidence.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { imageTypeOf, isSvg } from './image-type.ts'
import { parseDelimited, rowsOfJson } from './tabular.ts'
import { viewNotebook } from './view-notebook.ts'
import { viewRows } from './view-rows.ts'

/** How a file is shown. */
export interface View {
  /** Ending of the copy: one that no browser runs. */
  readonly ending: string
  /** Shown on the page, given the address of the copy; absent: only linked. */
  readonly inPlace?: (href: string) => Html
  /** Shown at once. */
  readonly open: boolean
}

const mostText = 64 * 1024
const mostVector = 512 * 1024
const mostImage = 16 * 1024 * 1024

/** Decides by content, not by name, how a file is shown. `start` is its beginning, `size` that of the whole. */
export const viewContent = (
  { name, mediaType }: Pick<EvidenceRef, 'name' | 'mediaType'>,
  start: Buffer,
  size: number,
): View => {
  const image = imageTypeOf(start)
  if (image !== undefined) {
    return size > mostImage
      ? { ending: image.ending, open: false }
      : { ending: image.ending, open: true, inPlace: (href) => picture(href, name) }
  }
  const text = textOfBytes(start, size)
  if (text === undefined) return { ending: 'bin', open: false }
  const whole = size === start.length
  if (isSvg(text)) return vector(text, name, whole && size <= mostVector)
  return {
    ending: 'txt',
    open: size <= 2000,
    inPlace: () => structured(name, mediaType, text, whole) ?? plain(text, size),
  }
}

const picture = (href: string, name: string): Html =>
  html`<img src="${href}" alt="${brief(name, 120)}">`

// As the source of an image nothing in it runs; opened as a page it would, so its copy is text.
const vector = (text: string, name: string, shown: boolean): View => ({
  ending: 'txt',
  open: shown,
  inPlace: () =>
    shown
      ? picture(`data:image/svg+xml;base64,${Buffer.from(text).toString('base64')}`, name)
      : plain(text, text.length),
})

const structured = (
  name: string,
  mediaType: string,
  text: string,
  whole: boolean,
): Html | undefined => {
  const lower = name.toLowerCase()
  const delimiter =
    mediaType === 'text/csv' || lower.endsWith('.csv')
      ? ','
      : mediaType === 'text/tab-separated-values' || lower.endsWith('.tsv')
        ? '\t'
        : undefined
  if (delimiter !== undefined) return viewRows(parseDelimited(text, delimiter, whole))
  if (!whole || !(mediaType.includes('json') || /\.(json|ipynb)$/.test(lower))) return undefined
  try {
    const value: unknown = JSON.parse(text)
    return (
      viewNotebook(value) ??
      viewRows(rowsOfJson(value)) ??
      plain(JSON.stringify(value, null, 2), text.length)
    )
  } catch {
    // Called JSON and is none: shown as the text it is.
    return undefined
  }
}

const plain = (text: string, size: number): Html => {
  const shown = text.slice(0, mostText)
  return html`<pre tabindex="0">${shown}</pre>${shown.length < text.length || size > text.length * 4 ? html`<p class="note">Only the beginning is shown.</p>` : undefined}`
}

/** UTF-8 text, where the bytes are; a character that the end of the beginning cuts does not count. */
const textOfBytes = (start: Buffer, size: number): string | undefined => {
  if (start.includes(0)) return undefined
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: size > start.length })
  } catch {
    // Not UTF-8: a binary file, or a text of another age.
    return undefined
  }
}

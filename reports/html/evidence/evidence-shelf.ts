import { closeSync, openSync, readSync, statSync } from 'node:fs'
import type { EvidenceRef } from '#domain/evidence.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { evidencePath } from '#reports/html/site-paths.ts'
import type { SiteWriter } from '#reports/html/writing/site-writer.ts'
import { formatBytes } from './format-bytes.ts'
import { viewContent } from './view-content.ts'

/** Evidence beyond this is named, not copied. */
const mostCopied = 64 * 1024 * 1024
/** Bytes of a file that are read to show it in place. */
const mostRead = 1024 * 1024

const sha256 = /^[0-9a-f]{64}$/

/** Evidence as pages show it: opened in place where it is small and of a known kind, else as a link to a copy. */
export class EvidenceShelf {
  readonly #find: (sha256: string) => Promise<string | undefined>
  readonly #writer: SiteWriter
  readonly #missing = new Set<string>()

  constructor(find: (sha256: string) => Promise<string | undefined>, writer: SiteWriter) {
    this.#find = find
    this.#writer = writer
  }

  /** Evidence that is named and cannot be shown: `name: why`. */
  get missing(): readonly string[] {
    return [...this.#missing]
  }

  /** A piece of evidence on a page. */
  async show(reference: EvidenceRef, root: string): Promise<Html> {
    const { name, mediaType, size } = reference
    const head = html`<span class="file">${brief(name, 120)}</span> <small>${formatBytes(size)}, ${brief(mediaType, 60)}, <code title="${reference.sha256}">${reference.sha256.slice(0, 12)}</code></small>`
    const found = await this.#read(reference)
    if (typeof found === 'string') {
      this.#missing.add(`${brief(name, 120)}: ${found}`)
      return html`<div class="evidence">${head} <span class="none">${found}</span></div>`
    }
    const view = viewContent(reference, found.start, found.size)
    if (found.size > mostCopied) {
      return html`<div class="evidence">${head} <span class="none">larger than ${formatBytes(mostCopied)}: kept in the evidence store</span></div>`
    }
    const copy = evidencePath(reference.sha256, view.ending)
    this.#writer.copy(copy, found.path)
    const href = `${root}${copy}`
    return view.inPlace === undefined
      ? html`<div class="evidence">${head} <a href="${href}">open the copy</a></div>`
      : html`<details class="evidence"${view.open && html` open`}><summary>${head}</summary>${view.inPlace(href)}<p><a href="${href}">The whole file</a></p></details>`
  }

  async #read(
    reference: EvidenceRef,
  ): Promise<{ path: string; size: number; start: Buffer } | string> {
    if (!sha256.test(reference.sha256)) return 'is not named by a hash'
    const path = await this.#find(reference.sha256)
    if (path === undefined) return 'is not kept any more'
    try {
      const { size } = statSync(path)
      return { path, size, start: readStart(path, Math.min(size, mostRead)) }
    } catch (error) {
      return `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`
    }
  }
}

const readStart = (path: string, bytes: number): Buffer => {
  const file = openSync(path, 'r')
  try {
    const buffer = Buffer.alloc(bytes)
    return buffer.subarray(0, readSync(file, buffer, 0, bytes, 0))
  } finally {
    closeSync(file)
  }
}

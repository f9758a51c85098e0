import { hash } from 'node:crypto'

const digest = (text: string): string => hash('sha256', text)

const plain = /^[A-Z0-9][A-Z0-9-]{0,63}$/
const numbered = /^(.*?)(\d+)$/

/**
 * A name for a file that stands for any key: the key itself where that is harmless on every file system, else what
 * is harmless of it with a hash of the whole.
 */
export const fileNameOf = (key: string): string => {
  if (plain.test(key)) return key
  const harmless = key
    .slice(0, 48)
    .replace(/[^A-Za-z0-9-]+/g, '-')
    .replace(/^-+|-+$/g, '')
  return `${harmless}${harmless === '' ? '' : '-'}${digest(key).slice(0, 10)}`
}

/** Folder of a key: a thousand numbers share one (`DMS-REQ-0xxx`), so that folders stay small and links stable. */
const folderOf = (key: string): string => {
  const [, prefix, number] = plain.test(key) ? (numbered.exec(key) ?? []) : []
  if (prefix === undefined || number === undefined) return `other-${digest(key).slice(0, 2)}`
  return `${prefix}${number.slice(0, -3).replace(/^0+(?=\d)/, '') || '0'}xxx`
}

/** Where the page of a requirement lies in the site. */
export const requirementPath = (key: string): string =>
  `requirements/${folderOf(key)}/${fileNameOf(key)}.html`

/** Where the page of a case or precursor lies in the site. */
export const casePath = (key: string): string => `cases/${folderOf(key)}/${fileNameOf(key)}.html`

/** Where the page of a run lies in the site. */
export const runPath = (run: number): string => `runs/${run}.html`

/** Where the page of an execution lies in the site. */
export const executionPath = (run: number, testCase: string, execution: string): string =>
  `executions/${run}/${folderOf(testCase)}/${fileNameOf(execution)}.html`

/** Where a list of requirements of a document lies in the site; pages count from 1. */
export const documentPath = (document: string, page = 1): string =>
  `documents/${fileNameOf(document)}${page === 1 ? '' : `-${page}`}.html`

/** A page of a long list that has its own file: `margins.html`, `margins-2.html`. */
export const numberedPath = (name: string, page: number): string =>
  `${name}${page === 1 ? '' : `-${page}`}.html`

/** Where a copy of evidence lies in the site. The name is the hash; the ending never makes it active. */
export const evidencePath = (sha256: string, ending: string): string =>
  `evidence/${sha256.slice(0, 2)}/${sha256}.${ending}`

/** Name of a place within a page. */
export const anchorOf = (kind: string, key: string): string => `${kind}-${fileNameOf(key)}`

/** The way from a page to the top of the site: `../../`. */
export const rootOf = (path: string): string => '../'.repeat(path.split('/').length - 1)

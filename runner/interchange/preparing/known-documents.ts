/** Titles of the documents whose keys the requirements of data management name. */
const titles: ReadonlyMap<string, string> = new Map([
  ['LSE-61', 'Data Management System Requirements'],
  ['LSE-30', 'Observatory System Specifications'],
  ['LSE-29', 'LSST System Requirements'],
])

/** Documents by the prefix of their keys. */
const byPrefix: ReadonlyMap<string, string> = new Map([
  ['DMS-REQ', 'LSE-61'],
  ['OSS-REQ', 'LSE-30'],
  ['LSR-REQ', 'LSE-29'],
])

/** `DMS-REQ` of `DMS-REQ-0360`. */
export const prefixOf = (key: string): string => key.replace(/-\d+$/, '')

/** The document that a key belongs to by its prefix; undefined for other ones. */
export const documentByPrefix = (key: string): string | undefined => byPrefix.get(prefixOf(key))

/** The title of a document of the field; its handle where none is known. */
export const titleOfDocument = (document: string): string => titles.get(document) ?? document

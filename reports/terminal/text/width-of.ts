import { createRequire } from 'node:module'

/** Latin, Greek, Cyrillic, punctuation, arrows, mathematical signs, blocks and check marks: one column each. */
const narrow =
  /^[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2070-\u20bf\u2190-\u21ff\u2200-\u22ff\u2500-\u25fc\u2713\u2717]*$/

const load = createRequire(import.meta.url)
let stringWidth: ((text: string) => number) | undefined

/** Columns that a neutral text takes on a terminal. */
export const widthOf = (text: string): number => {
  if (narrow.test(text)) return text.length
  stringWidth ??= loadLibrary()
  return stringWidth(text)
}

/** Loading the library takes as long as starting Node: only a run with wide text pays for it. */
const loadLibrary = (): ((text: string) => number) => {
  const library: { readonly default: (text: string) => number } = load('string-width')
  return library.default
}

import type { Scalar } from 'yaml'

/**
 * Maps an offset in the value of a scalar to the offset in the file: quotes, escapes, folding and indentation
 * make the two differ. Walks both texts side by side.
 */
export const offsetInFile = (
  text: string,
  scalar: Scalar.Parsed,
  value: string,
  offset: number,
): number => {
  const [start, end] = scalar.range
  const double = scalar.type === 'QUOTE_DOUBLE'
  const single = scalar.type === 'QUOTE_SINGLE'
  let at = start
  if (double || single) at += 1
  else if (scalar.type?.startsWith('BLOCK')) at = text.indexOf('\n', start) + 1
  for (let index = 0; at < end; index++) {
    at = skipToChar(text, { at, end, char: value[index] ?? '', double })
    if (index >= offset || index >= value.length) break
    at += lengthInFile(text, at, { double, single })
  }
  return Math.min(at, end)
}

const isBlank = (char: string): boolean => char === ' ' || char === '\n'
const isSpace = (char: string): boolean => isBlank(char) || char === '\t' || char === '\r'

interface Wanted {
  readonly at: number
  readonly end: number
  readonly char: string
  readonly double: boolean
}

/** Skips indentation and escaped line ends up to the place of the next value character. */
const skipToChar = (text: string, { at: from, end, char, double }: Wanted): number => {
  let at = from
  while (at < end && text[at] !== char) {
    const here = text[at] ?? ''
    const escapedLineEnd = double && here === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))
    if (escapedLineEnd) at += text[at + 1] === '\r' ? 3 : 2
    else if (isSpace(here) && !(isBlank(char) && here === '\n')) at += 1
    else break
  }
  return at
}

interface Style {
  readonly double: boolean
  readonly single: boolean
}

const escapeLengths: { readonly [letter: string]: number } = { x: 4, u: 6, U: 10 }

/** Number of file characters that make one value character. */
const lengthInFile = (text: string, at: number, { double, single }: Style): number => {
  const here = text[at] ?? ''
  if (double && here === '\\') return escapeLengths[text[at + 1] ?? ''] ?? 2
  if (single && here === "'" && text[at + 1] === "'") return 2
  return 1
}

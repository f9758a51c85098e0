// Everything that moves the cursor, changes colours or the reading direction, or is invisible. The zero-width
// joiner stays: it holds emoji together.
const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
const plain = /^[\u0020-\u007e]*$/

/**
 * One line of text that cannot act on a terminal: line breaks and tabs become spaces, other control characters,
 * marks of direction and invisible characters become visible escapes (`\x1b`, `\u202e`), halves of surrogate pairs U+FFFD.
 */
export const neutralise = (text: string): string =>
  plain.test(text) ? text : text.toWellFormed().replace(unsafe, show)

const show = (character: string): string => {
  if (/[\n\r\t\u2028\u2029]/.test(character)) return ' '
  const code = character.charCodeAt(0)
  return code < 0x100
    ? `\\x${code.toString(16).padStart(2, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

/** Lines of a longer text, each neutralised; empty ones are left out, and what is beyond the limit is counted. */
export const neutralLines = (text: string, limit: number): readonly string[] => {
  const lines = text.split(/\r\n|[\n\r\u2028\u2029]/).filter((line) => line.trim() !== '')
  const shown = lines.slice(0, limit).map((line) => neutralise(shorten(line, 1000)))
  const left = lines.length - shown.length
  return left > 0 ? [...shown, `… and ${left} more ${left === 1 ? 'line' : 'lines'}`] : shown
}

/** At most `limit` characters, cut with a mark that says how much is missing. */
export const shorten = (text: string, limit: number): string =>
  text.length <= limit ? text : `${text.slice(0, limit)}… (${text.length - limit} characters more)`

const ascii: { readonly [glyph: string]: string } = {
  '±': '+/-',
  '−': '-',
  '–': '-',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '…': '...',
  '·': '-',
  σ: 'sigma',
  µ: 'u',
  μ: 'u',
  '°': 'deg',
  '×': 'x',
  '→': '->',
  '✓': '+',
  '≈': '~',
  '✗': 'x',
  '■': '#',
  '▸': '>',
  '○': 'o',
  '◇': '=',
  '!': '!',
}

/** Text for a terminal that shows ASCII only: known signs are spelt, others become `?`. */
export const toAscii = (text: string): string =>
  plain.test(text) ? text : text.replace(/\P{ASCII}/gu, (character) => ascii[character] ?? '?')

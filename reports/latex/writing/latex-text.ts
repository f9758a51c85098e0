import { accents, joining, symbols } from './symbols.ts'

/** Longest data text that is written whole; of a longer one the beginning, and how much is left out. */
export const textLimit = 20_000

// A run of so many characters without a space may be broken anywhere, so that it stays on the page.
const longestWord = 16
const shortestPiece = 12
const breakAfter = /[/._=:,;&?+\-)\]}|]/

/**
 * Data text as LaTeX that only prints: ASCII alone, so that every engine and font encoding sets it, no character of
 * the data acts, and what fonts cannot show is named by its code point. Control and reading-direction characters
 * become visible. Line breaks become spaces.
 */
export const latexText = (text: string, limit = textLimit): string => {
  const whole = text.normalize('NFC')
  const shown = whole.length > limit ? cutAt(whole, limit) : whole
  const written = writeCharacters(shown)
  return shown.length === whole.length
    ? written
    : `${written}\\ldots{} ({}${(whole.length - shown.length).toLocaleString('en-US')} more characters)`
}

/** Data text for a cell of a table, which cannot be broken over pages. */
export const cellText = (text: string): string => latexText(text, 400)

const cutAt = (text: string, limit: number): string => {
  const last = text.charCodeAt(limit - 1)
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? limit - 1 : limit)
}

const writeCharacters = (text: string): string => {
  const out: string[] = []
  let word = 0
  let unknown: string[] = []
  const flush = () => {
    if (unknown.length > 0) out.push(`{[}U+${unknown.join('\\allowbreak{} ')}{]}`)
    unknown = []
  }
  for (const character of text) {
    const written = writeCharacter(character)
    if (written === undefined) {
      unknown.push(codePoint(character))
      continue
    }
    flush()
    if (joining.has(written) && out.at(-1) === written) out.push('{}')
    out.push(written)
    word = written === ' ' ? 0 : word + 1
    if (word >= longestWord || (word > shortestPiece && breakAfter.test(character))) {
      out.push('\\allowbreak{}')
      word = 0
    }
  }
  flush()
  return out.join('')
}

const codePoint = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')

const known = new Map<string, string | undefined>()

const writeCharacter = (character: string): string | undefined => {
  if (known.has(character)) return known.get(character)
  const written = spell(character)
  known.set(character, written)
  return written
}

const spell = (character: string): string | undefined => {
  const symbol = symbols.get(character)
  if (symbol !== undefined) return symbol
  if (/^[ -~]$/.test(character)) return character
  if (/^\p{White_Space}$/u.test(character)) return ' '
  if (/^\p{C}$/u.test(character)) return undefined
  return accented(character) ?? compatible(character)
}

const accented = (character: string): string | undefined => {
  const [base = '', mark = '', ...rest] = character.normalize('NFD')
  const accent = accents.get(mark)
  if (accent === undefined || rest.length > 0 || !/^[A-Za-z]$/.test(base)) return undefined
  const letter = /^[ij]$/.test(base) && accent !== '\\c' && accent !== '\\k' ? `\\${base}` : base
  return `${accent}{${letter}}`
}

// Ligatures, full-width letters, units in one character: as the plain characters they stand for.
const compatible = (character: string): string | undefined => {
  const plain = character.normalize('NFKC')
  if (plain === character || plain.length > 4) return undefined
  const written = [...plain].map(writeCharacter)
  return written.includes(undefined) ? undefined : written.join('')
}

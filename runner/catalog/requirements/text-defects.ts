/** What is wrong with a text that went through a wrong program. */
export interface TextDefect {
  readonly code: 'double-encoded' | 'hidden-character' | 'lost-character'
  /** Position and length in the text, in UTF-16 units. */
  readonly offset: number
  readonly length: number
  /** What stands there, as one can read it. */
  readonly found: string
  /** What most likely was meant; absent where it cannot be known. */
  readonly mend?: string
}

/** Double-encoded, hidden and lost characters of a text, in their order. */
export const textDefects = (text: string): readonly TextDefect[] => {
  if (!unusual.test(text)) return []
  return [...doubleEncoded(text), ...hidden(text), ...lost(text)].sort(
    (a, b) => a.offset - b.offset,
  )
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const unusual = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\uFFFF]/

/** The characters that Windows-1252 has at 0x80 to 0x9F. */
const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ'

const byteOf = (character: string): number => {
  const position = upper.indexOf(character)
  return position >= 0 ? 0x80 + position : character.charCodeAt(0)
}

const run = new RegExp(`[\\u0080-\\u00FF${upper}]{2,}`, 'g')
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** UTF-8 that was read as Windows-1252 is UTF-8 again when it is written as that. */
const doubleEncoded = (text: string): readonly TextDefect[] =>
  [...text.matchAll(run)].flatMap(({ 0: found, index }) => {
    const mend = decoded(found)
    if (mend === undefined) return []
    return [{ code: 'double-encoded', offset: index, length: found.length, found, mend } as const]
  })

const decoded = (text: string): string | undefined => {
  try {
    return utf8.decode(Uint8Array.from(text, byteOf))
  } catch {
    // A text that is no UTF-8 was meant as it stands.
    return undefined
  }
}

/** Controls, characters without width, and those that turn the direction of writing. */
const invisible =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\u0084-\u0086\u0088\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g

const hidden = (text: string): readonly TextDefect[] =>
  [...text.matchAll(invisible)].map(({ 0: found, index }) => ({
    code: 'hidden-character',
    offset: index,
    length: 1,
    found: `U+${found.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
    mend: '',
  }))

const lost = (text: string): readonly TextDefect[] =>
  [...text.matchAll(/\uFFFD+/g)].map(({ 0: found, index }) => ({
    code: 'lost-character',
    offset: index,
    length: found.length,
    found,
  }))

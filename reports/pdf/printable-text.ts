/** Longest data text that a cell of the table shows. */
export const textLimit = 300

/**
 * Data text as the fonts can print it: line breaks become spaces; control and reading-direction characters, and what
 * the fonts do not hold, become visible as code points; a long text is cut with what is left out.
 */
export const printableText = (text: string, hasGlyph: (codePoint: number) => boolean): string => {
  const whole = text.normalize('NFC')
  const shown = whole.length > textLimit ? whole.slice(0, textLimit).toWellFormed() : whole
  const out: string[] = []
  for (const character of shown) {
    const codePoint = character.codePointAt(0) ?? 0
    if (/\s/u.test(character)) out.push(' ')
    else if (/\p{C}/u.test(character) || !hasGlyph(codePoint)) {
      out.push(`[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`)
    } else out.push(character)
  }
  const printable = out.join('').replaceAll(/ +/g, ' ').trim()
  return shown.length === whole.length
    ? printable
    : `${printable} … (${whole.length - shown.length} more characters)`
}

/** Text as lines that are not wider than a column; a word that is wider is broken. */
export const wrapText = (
  text: string,
  width: number,
  widthOf: (text: string) => number,
): readonly string[] => {
  const lines: string[] = []
  let line = ''
  const end = () => {
    if (line !== '') lines.push(line)
    line = ''
  }
  for (const word of text.split(' ').filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) {
      line = longer
      continue
    }
    end()
    for (const character of word) {
      if (line !== '' && widthOf(line + character) > width) end()
      line += character
    }
  }
  end()
  return lines
}

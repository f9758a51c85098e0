/** Deeper nesting than this is refused before a file is parsed: parsing it would take minutes. */
const maxNesting = 128

/**
 * Where a text opens more brackets, or begins more lists on one line, than any input file can mean; undefined where
 * it does not. Brackets in quotes count too: texts close what they open.
 */
export const nestingTooDeep = (text: string): number | undefined => {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at)
    // [ { ] }
    if (char === 91 || char === 123) {
      if (++depth > maxNesting) return at
    } else if ((char === 93 || char === 125) && depth > 0) depth--
  }
  const compact = /^ *(?:[-?:] +){128}/m.exec(text)
  return compact ? compact.index : undefined
}

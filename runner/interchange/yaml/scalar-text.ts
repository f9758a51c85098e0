import { parse } from 'yaml'

/** What may stand without quotes, as far as its characters go; `plainMeans` asks whether it means itself. */
const plainCharacters = /^[A-Za-z0-9_(][A-Za-z0-9_ .()/+&'<>=–-]*$/
const plainInBlock = /^[A-Za-z0-9_(][A-Za-z0-9_ .,()/+&'<>=–-]*$/

const longestPlain = 300

const words = /^[A-Za-z](.*[^ ])?$/
const otherThings = /^(true|false|null|yes|no|on|off|y|n)$/i

const meansItself = (text: string): boolean => {
  // Most texts: asking the parser about each would take longer than all the rest.
  if (words.test(text)) return !otherThings.test(text)
  try {
    return parse(text) === text
  } catch {
    // Then it needs quotes.
    return false
  }
}

/** Control, format and line separator characters: they are escaped, so that a reviewer sees them. */
const unseen = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffe\uffff]/gu

const escaped = (character: string): string => {
  const code = character.codePointAt(0) ?? 0
  return code > 0xffff
    ? `\\U${code.toString(16).padStart(8, '0')}`
    : `\\u${code.toString(16).padStart(4, '0')}`
}

/** A text as YAML on one line: with quotes only where it needs them. `flow`: inside `{ … }` or `[…]`. */
export const scalarText = (text: string, { flow = false } = {}): string => {
  const plain =
    text.length <= longestPlain &&
    (flow ? plainCharacters : plainInBlock).test(text) &&
    meansItself(text)
  return plain ? text : JSON.stringify(text).replace(unseen, escaped)
}

/** Plain data as YAML on one line: `{ value: 50, unit: mas, given: [n] }`. */
export const flowText = (value: unknown): string => {
  if (typeof value === 'string') return scalarText(value, { flow: true })
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const pairs = Object.entries(value).map(
      ([name, item]) => `${flowText(name)}: ${flowText(item)}`,
    )
    return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
  }
  return String(value)
}

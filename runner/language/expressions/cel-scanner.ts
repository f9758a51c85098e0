/**
 * Where the string or comment of CEL that begins at `start` ends; `start` itself when none begins there. Knows
 * escapes and triple quotes, so that braces inside a string are no braces. An unterminated string ends with the text.
 */
export const skipStringOrComment = (text: string, start: number): number => {
  const first = text[start]
  if (first === '"' || first === "'") return skipString(text, start, first)
  if (first === '/' && text[start + 1] === '/') {
    const end = text.indexOf('\n', start)
    return end === -1 ? text.length : end
  }
  return start
}

/** Offset of the first comment of an expression, -1 for none. */
export const findComment = (text: string): number => {
  // Strings need not be told apart where no two slashes stand.
  if (!text.includes('//')) return -1
  let at = 0
  while (at < text.length) {
    const end = skipStringOrComment(text, at)
    if (end > at && text[at] === '/') return at
    at = end > at ? end : at + 1
  }
  return -1
}

const skipString = (text: string, start: number, quote: string): number => {
  const triple = quote.repeat(3)
  const end = text.startsWith(triple, start) ? triple : quote
  let at = start + end.length
  while (at < text.length) {
    if (text.startsWith(end, at)) return at + end.length
    at += text[at] === '\\' ? 2 : 1
  }
  return text.length
}

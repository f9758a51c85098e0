/** Where something stands in a text: one-based line and column, length of the mark on that line. */
export interface Place {
  readonly line: number
  readonly column: number
  readonly length: number
}

/** Turns offsets of a text into lines and columns. */
export interface TextLines {
  /** One-based line of an offset. */
  lineAt(offset: number): number
  /** Text of a line without its end. */
  textOf(line: number): string
  /** Place of a range; the mark ends with its first line. */
  placeOf(start: number, end: number): Place
}

/** Finds the beginnings of the lines of a text once. */
export const textLines = (text: string): TextLines => {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  const indexOf = (offset: number): number => {
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }
  return {
    lineAt: (offset) => indexOf(offset) + 1,
    textOf: (line) => text.slice(starts[line - 1] ?? 0, starts[line] ?? text.length).trimEnd(),
    placeOf: (start, end) => {
      const index = indexOf(start)
      const begin = starts[index] ?? 0
      const next = starts[index + 1]
      const lineEnd = next === undefined ? text.length : next - 1
      const stop = Math.min(end, text[lineEnd - 1] === '\r' ? lineEnd - 1 : lineEnd)
      return { line: index + 1, column: start - begin + 1, length: Math.max(0, stop - start) }
    },
  }
}

/** What is wrong with one line of a file of results. */
export interface LineProblem {
  /** Line of the file, from 1. */
  readonly line: number
  /** What was expected, what was found. */
  readonly message: string
}

/** What a person wrote, short enough for a message, without what could mislead a terminal. */
export const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : jsonText(value)
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·')
  return `"${plain.length > 60 ? `${plain.slice(0, 60)}…` : plain}"`
}

const jsonText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? String(value)
  } catch {
    // Nested too deeply to be shown.
    return Array.isArray(value) ? '[[…' : '{…'
  }
}

/** Finds any of a list of words or phrases in a text, whole words only; a `*` at the end stands for any ending. */
export interface Phrases {
  /** The first one found, as it is written; undefined when there is none. */
  readonly find: (text: string) => string | undefined
}

/** Makes a finder of words and phrases; capitals do not matter. */
export const phrases = (...list: readonly string[]): Phrases => {
  const sources = list.map((phrase) =>
    phrase
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\*$/, "[\\w'-]*")
      .replaceAll(' ', '\\s+'),
  )
  const pattern = new RegExp(`(?<![\\w-])(?:${sources.join('|')})(?![\\w-])`, 'i')
  return { find: (text) => pattern.exec(text)?.[0] }
}

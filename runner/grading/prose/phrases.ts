/** Finds any of a list of words or phrases in a text, whole words only; a `*` at the end stands for any ending. */
export interface Phrases {
  /** The first one found, as it is written; undefined when there is none. */
  readonly find: (text: string) => string | undefined
}

/**
 * Makes a finder of words and phrases; capitals do not matter. `proper !motion` is not found where the word after `!`
 * follows.
 */
export const phrases = (...list: readonly string[]): Phrases => {
  const sources = list.map((phrase) => {
    const [words = '', not] = phrase.split(' !')
    const found = words
      .replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\*$/, "[\\w'-]*")
      .replaceAll(' ', '\\s+')
    return not === undefined ? found : `${found}(?!\\s+${not})`
  })
  const pattern = new RegExp(`\\b(?<!-)(?:${sources.join('|')})(?![\\w-])`, 'i')
  return { find: (text) => pattern.exec(text)?.[0] }
}

const markup = Symbol('markup')

/** Text that is known to be HTML: made by `html` alone, so that data can never pass for it. */
export interface Html {
  readonly [markup]: string
}

/** What may stand in a template: texts and numbers are escaped, markup stands as it is, absent things vanish. */
export type Content = Html | string | number | undefined | false | null | readonly Content[]

/**
 * Makes HTML. Everything between the literal parts is escaped, in texts as in quoted attributes; only markup made
 * by this function is taken as it is. Attributes are always written in double quotes.
 */
export const html = (literals: TemplateStringsArray, ...contents: readonly Content[]): Html => {
  let text = literals[0] ?? ''
  for (let index = 0; index < contents.length; index += 1) {
    text += rendered(contents[index]) + literals[index + 1]
  }
  return { [markup]: text }
}

/** The text of a piece of HTML. */
export const textOf = (piece: Html): string => piece[markup]

/** True where there is something to show. */
export const isShown = (content: Content): boolean => rendered(content) !== ''

const rendered = (content: Content): string => {
  if (content === undefined || content === null || content === false) return ''
  if (typeof content === 'string') return escapeText(content)
  if (typeof content === 'number') return String(content)
  if (isMarkup(content)) return content[markup]
  return content.map(rendered).join('')
}

const isMarkup = (content: Html | readonly Content[]): content is Html => markup in content

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// Beside what is markup: what acts on a terminal or turns the reading direction is shown as what it is.
const special =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[&<>"'\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/
const specials = new RegExp(special.source, 'g')

/** Escapes a text for HTML, between tags and in quoted attributes. */
export const escapeText = (text: string): string => {
  const formed = text.isWellFormed() ? text : text.toWellFormed()
  return special.test(formed)
    ? formed.replace(specials, (character) => entities[character] ?? visible(character))
    : formed
}

const visible = (character: string): string =>
  character === '\r'
    ? ''
    : `⟦U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}⟧`

/** The beginning of a text, with an ellipsis where something is left out. */
export const brief = (text: string, characters = 240): string =>
  text.length <= characters ? text : `${text.slice(0, characters)} …`

/** Longest text of one field that is looked at; what is longer is a pasted log. */
const maxLength = 20_000

const superscripts: ReadonlyMap<string, string> = new Map(
  [...'⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺'].map((mark, index) => [mark, '0123456789-+'[index] ?? '']),
)

/**
 * A field of a script as one line of words: LaTeX and Markdown emphasis, line ends and invisible marks are gone;
 * `\textbf{OTT1 = 1[minute]}` becomes `OTT1 = 1[minute]`, `10^{-7}` becomes `10^-7`.
 */
export const plainText = (text: string): string => {
  const short = text.slice(0, maxLength)
  const words = /[^\w\s.,:;()'"/=-]/.test(short) ? withoutMarkup(short) : short
  // Single blanks, most of all, stay as they are.
  return words.replaceAll(/[^\S ]\s*|\s{2,}/g, ' ').trim()
}

const withoutMarkup = (text: string): string =>
  withoutMacros(text)
    .replaceAll(
      /[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]+/g,
      (marks) => `^${[...marks].map((mark) => superscripts.get(mark)).join('')}`,
    )
    .replaceAll(/[{}$`\u200b-\u200f\u202a-\u202e\u2066-\u2069]|\*\*/g, '')
    .replaceAll('−', '-')

const withoutMacros = (text: string): string =>
  text.includes('\\')
    ? text
        .replaceAll(/\\hspace\*?\{[^{}]*\}/g, ' ')
        .replaceAll(/\\times\b/g, '×')
        .replaceAll(/\\leq?\b/g, '≤')
        .replaceAll(/\\geq?\b/g, '≥')
        .replaceAll(/\\[a-zA-Z]+\s*\{/g, '')
        .replaceAll(/\\([%&_#$])/g, '$1')
    : text

/** Sentences of a plain text; an abbreviation may cut one short, a number with a point never does. */
export const sentencesOf = (plain: string): readonly string[] =>
  plain.split(/(?<=[.!?;])\s+(?=\S)|(?=[A-Z][a-z])(?<=[.!?])/).filter(Boolean)

/** What a text says of a number: that it is it, that it is the most, or that it is the least. */
export type Relation = 'is' | 'at-most' | 'at-least'

const words: { readonly [relation in Relation]: readonly string[] } = {
  is: ['=', 'is set to', 'equals', 'is', 'of'],
  'at-most': [
    '<=',
    '<',
    '≤',
    'within',
    'in less than',
    'in under',
    'less than or equal to',
    'less than',
    'fewer than',
    'lower than',
    'at most',
    'up to',
    'no more than',
    'not more than',
    'no greater than',
    'not greater than',
    'no longer than',
    'not longer than',
    'no later than',
    'not exceed',
    'not exceeding',
    'not take more than',
    'not take longer than',
    'a maximum of',
    'under',
    'below',
  ],
  'at-least': [
    '>=',
    '>',
    '≥',
    'at least',
    'no less than',
    'not less than',
    'no fewer than',
    'not fewer than',
    'more than or equal to',
    'greater than or equal to',
    'more than',
    'greater than',
    'a minimum of',
    'above',
  ],
}

/** Every phrase with its meaning, the longest first: "no more than" is not "more than". */
const meanings: readonly (readonly [string, Relation])[] = Object.entries(words)
  .flatMap(([relation, list]) => list.map((each) => [each, relation as Relation] as const))
  .sort(([one], [other]) => other.length - one.length)
const meaningOf = new Map(meanings)
const anyPhrase = meanings.map(([each]) => each.replaceAll(' ', '\\s+')).join('|')

const afterName = new RegExp(
  String.raw`["”'’]?\s*(?:(?:value|limit|threshold|specification|requirement|target|bandwidth|maximum|minimum)\s+)?\(?\s*(?:(?:is\s+)?(${anyPhrase}))?\s*(?=[-\d])`,
  'iy',
)
const beforeNumber = new RegExp(String.raw`(?:^|[\s(])(${anyPhrase})\s*$`, 'i')

/** A number that follows a name. */
export interface Related {
  readonly relation: Relation
  /** Where the number starts. */
  readonly start: number
  /** True for `NAME = 6`: nothing but the value can be meant, with a unit or without. */
  readonly equated: boolean
}

/**
 * How the number that follows a name is related to it, and where the number starts: `NAME = 6`, `NAME (6)`,
 * `NAME of 6`, `NAME <= 6`. Undefined where anything else stands between them.
 */
export const relationAfter = (text: string, end: number): Related | undefined => {
  afterName.lastIndex = end
  const found = afterName.exec(text)
  if (!found) return undefined
  const phrase = found[1]
  if (phrase === undefined && !found[0].includes('(')) return undefined
  return {
    relation: phrase === undefined ? 'is' : meaning(phrase),
    start: afterName.lastIndex,
    equated: phrase === '=',
  }
}

/** The limit that a sentence makes of the number that starts here: "within 10 s" is at most. */
export const relationBefore = (text: string, start: number): Relation | undefined => {
  const found = beforeNumber.exec(text.slice(Math.max(0, start - 40), start))
  return found?.[1] === undefined ? undefined : meaning(found[1])
}

const meaning = (phrase: string): Relation =>
  meaningOf.get(phrase.toLowerCase().replaceAll(/\s+/g, ' ')) ?? 'is'

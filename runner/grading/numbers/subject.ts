import type { Parameter } from '#domain/requirement.ts'
import type { Quantity } from '#grading/prose/quantities.ts'
import { isCount } from './contradiction.ts'

/** Parts of names that say how something is counted, not what. */
const kindsOfNumber: ReadonlySet<string> = new Set([
  'max',
  'min',
  'num',
  'number',
  'tot',
  'avg',
  'peak',
  'time',
  'size',
  'fraction',
  'elapsed',
  'period',
  'window',
  'limit',
  'rate',
])

/** Words that follow a count and may be what is counted. */
const wordsAfter = 3

/**
 * True when a sentence speaks of what a parameter limits: all telling parts of its name stand in it (`query` of
 * `lvQueryTime`), and for a count the last of them follows the number ("100 users" for `lvQueryUsers`). A name without
 * telling parts (`AM1`) is never spoken of without being named.
 */
export const speaksOf = (sentence: string, quantity: Quantity, parameter: Parameter): boolean => {
  const parts = subjectOf(parameter.name)
  const last = parts.at(-1)
  if (last === undefined) return false
  const words = sentence.toLowerCase().match(/[a-z]+/g) ?? []
  if (!parts.every((part) => words.some((word) => sameStem(word, part)))) return false
  if (!isCount(parameter.unit)) return true
  const next =
    sentence
      .slice(quantity.end)
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  return next.slice(0, wordsAfter).some((word) => sameStem(word, last))
}

const subjectOf = (name: string): readonly string[] =>
  (name.match(/[A-Z]{2,}(?![a-z])|[A-Z]?[a-z]+/g) ?? [])
    .map((part) => part.toLowerCase())
    .filter((part) => part.length > 2 && !kindsOfNumber.has(part))

/** "queries" and "query", "retrieve" and "retrieval": the same beginning, most of the shorter word. */
const sameStem = (word: string, part: string): boolean => {
  const shorter = Math.min(word.length, part.length)
  if (shorter < 4) return word === part || word === `${part}s`
  let same = 0
  while (same < shorter && word[same] === part[same]) same++
  return same >= Math.max(4, Math.ceil(shorter * 0.7))
}

import type { Parameter } from '#domain/requirement.ts'
import { plainText, sentencesOf } from '#grading/prose/plain-text.ts'
import { type Quantity, quantitiesIn } from '#grading/prose/quantities.ts'
import { otherValue } from '#grading/prose/words.ts'
import { isUnit } from '#language/units/units.ts'
import { type Contradiction, contradiction, isCount } from './contradiction.ts'
import { contradicts, readingsIn } from './contradicts.ts'
import type { NamedParameter, NamedParameters } from './named-parameters.ts'
import { type Relation, relationAfter, relationBefore } from './relation.ts'
import { speaksOf } from './subject.ts'

/**
 * Numbers of a text that contradict a parameter. Certain ones only: the parameter is named beside the number, or the
 * sentence sets a limit in the unit of exactly one parameter that the case verifies and speaks of its subject.
 */
export const contradictionsInText = (
  text: string,
  names: NamedParameters,
  own: readonly NamedParameter[],
): readonly Contradiction[] => {
  if (!/\d/.test(text)) return []
  return sentencesOf(plainText(text)).flatMap((sentence) => inSentence(sentence, names, own))
}

const inSentence = (
  sentence: string,
  names: NamedParameters,
  own: readonly NamedParameter[],
): readonly Contradiction[] => {
  const quantities = quantitiesIn(sentence)
  if (quantities.length === 0 || otherValue.find(sentence) !== undefined) return []
  const claimed = new Map<Quantity, Contradiction | undefined>()
  for (const word of sentence.matchAll(/(?<![\w./-])[A-Za-z]\w*/g)) {
    const target = names.named(word[0], own)
    if (!target) continue
    const claim = beside(sentence, word, target, quantities)
    if (claim) claimed.set(claim.quantity, claim.wrong)
  }
  const unnamed = quantities.filter((each) => !claimed.has(each))
  return [
    ...[...claimed.values()].filter((each) => each !== undefined),
    ...unnamed.flatMap((each) => byContext(sentence, each, own) ?? []),
  ]
}

/** What a sentence says of the parameter that it names: after the name, or before it in parentheses. */
const beside = (
  sentence: string,
  word: RegExpExecArray,
  target: NamedParameter,
  quantities: readonly Quantity[],
) => {
  const { parameter } = target
  const after = relationAfter(sentence, word.index + word[0].length)
  const quantity = after
    ? quantities.find(({ start }) => start === after.start)
    : quantities.find(({ end }) =>
        explains(sentence.slice(end, word.index), isCount(parameter.unit)),
      )
  if (!quantity) return undefined
  const relation = after?.relation ?? relationBefore(sentence, quantity.start) ?? 'is'
  const wrong = isWrong(quantity, relation, parameter, after?.equated ?? false)
  return {
    quantity,
    wrong: wrong ? contradiction(quantity.said, target, 'name', sentence) : undefined,
  }
}

const isWrong = (
  quantity: Quantity,
  relation: Relation,
  parameter: Parameter,
  equated: boolean,
): boolean => {
  const counts = isCount(parameter.unit)
  if (quantity.units.length === 0 && !counts && !equated) return false
  const readings = readingsIn(quantity, parameter)
  // `AM1 = 10 mmag`: the same number of something else.
  if (readings.length === 0) return equated && !counts && isUnit(parameter.unit)
  return readings.every((reading) => contradicts(reading, relation, parameter))
}

/** What may stand between a number and the name in parentheses that explains it: `100 users (lvQueryUsers`. */
const explains = (between: string, counts: boolean): boolean =>
  counts ? /^\s?(?:[a-z-]+\s){0,2}\(\s*$/.test(between) : /^\s?\(\s*$/.test(between)

const byContext = (
  sentence: string,
  quantity: Quantity,
  own: readonly NamedParameter[],
): Contradiction | undefined => {
  const relation = relationBefore(sentence, quantity.start)
  if (relation === undefined || relation === 'is') return undefined
  const candidates = own.filter(
    ({ parameter }) =>
      (quantity.units.length > 0 || isCount(parameter.unit)) &&
      readingsIn(quantity, parameter).length > 0 &&
      speaksOf(sentence, quantity, parameter),
  )
  const [target, ...others] = candidates
  if (!target || others.length > 0 || !isWrong(quantity, relation, target.parameter, false)) {
    return undefined
  }
  return contradiction(quantity.said, target, 'context', sentence)
}

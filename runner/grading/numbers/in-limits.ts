import type { Expectation, OwnLimit } from '#domain/expectation.ts'
import { convert, sameDimension } from '#language/units/units.ts'
import { type Contradiction, contradiction, quantityText } from './contradiction.ts'
import { contradicts } from './contradicts.ts'
import type { NamedParameter } from './named-parameters.ts'

/**
 * The limit that an expectation sets of its own for a measure that bears the name of a parameter which the case
 * verifies, where it is looser than the requirement. Limits that are computed are not known here.
 */
export const contradictionsInLimits = (
  { judgement }: Expectation,
  own: readonly NamedParameter[],
): readonly Contradiction[] => {
  if (judgement.kind !== 'measure' || judgement.criterion.kind !== 'limit') return []
  const { measure, unit } = judgement
  const target = own.find(({ parameter }) => parameter.name === measure)
  const limit = literal(judgement.criterion.own)
  if (!target || limit === undefined || !sameDimension(unit, target.parameter.unit)) return []
  const value = convert(limit, unit, target.parameter.unit)
  const { sense } = judgement.criterion.own
  if (!contradicts({ low: value, high: value, slack: 0 }, sense, target.parameter)) return []
  const words = sense === 'at-most' ? 'at most' : 'at least'
  const said = quantityText(limit, unit)
  return [contradiction(said, target, 'limit', `${measure} ${words} ${said}`)]
}

const literal = ({ limit }: OwnLimit): number | undefined =>
  limit.kind === 'literal' && typeof limit.value === 'number' ? limit.value : undefined

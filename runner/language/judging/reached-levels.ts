import type { ParameterLimit } from '#domain/expectation.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import { levelNames } from '#domain/requirement.ts'
import { convert } from '#language/units/units.ts'
import { judgeLimit } from './judge-limit.ts'

/** Which levels of a parameter a number reaches, in `unit`; undefined where it has none. */
export const reachedLevels = (
  { levels, sense, strict, unit: own }: ParameterLimit,
  value: number,
  unit: string,
): NonNullable<ExpectationResult['levels']> | undefined => {
  if (levels === undefined || sense === undefined) return undefined
  const reached: { [level in (typeof levelNames)[number]]?: boolean } = {}
  for (const name of levelNames) {
    const level = levels[name]
    if (level === undefined) continue
    const limit = convert(level, own, unit)
    reached[name] = judgeLimit({ value, sense, limit, strict }).place === 'inside'
  }
  return reached
}

/** `reaches minimum and design, not stretch`. */
export const levelsText = (levels: NonNullable<ExpectationResult['levels']>): string => {
  const named = levelNames.filter((name) => levels[name] !== undefined)
  const reached = named.filter((name) => levels[name])
  const missed = named.filter((name) => !levels[name])
  if (reached.length === 0) return `reaches no level (${missed.join(', ')})`
  return `reaches ${reached.join(' and ')}${missed.length > 0 ? `, not ${missed.join(' or ')}` : ''}`
}

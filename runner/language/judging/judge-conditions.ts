import type { Scope } from '#domain/execution-graph.ts'
import type { Condition } from '#domain/expectation.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { isJsonObject } from '#domain/json.ts'
import type { UnfulfilledConditions } from '#domain/measurement.ts'
import { roundingOf } from '#language/expressions/equal-values.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import { convert } from '#language/units/units.ts'
import { marginTo } from './judge-limit.ts'
import { numberText, withUnit } from './quantity-text.ts'
import { finiteNumber } from './read-measurement.ts'

/** How the conditions of a threshold were: names, and a sentence for each that was not as it asks for. */
export interface JudgedConditions {
  readonly conditions: UnfulfilledConditions
  readonly says: readonly string[]
}

/** Holds what was stated against what a threshold asks for; undefined when all is as it should be. Never throws. */
export const judgeConditions = (
  conditions: readonly Condition[],
  scope: Scope,
): JudgedConditions | undefined => {
  const unstated: string[] = []
  const unmet: string[] = []
  const says: string[] = []
  for (const condition of conditions) {
    const { name, unit } = condition
    const stated = statedValue(condition, scope)
    if (typeof stated === 'string') {
      unstated.push(name)
      says.push(`${name} ${stated}`)
    } else if (!isMet(condition, stated)) {
      unmet.push(name)
      says.push(
        `${name} was ${withUnit(numberText(stated), unit)}, not ${senseText(condition)} ${withUnit(numberText(condition.value), unit)}`,
      )
    }
  }
  return says.length === 0 ? undefined : { conditions: { unstated, unmet }, says }
}

const senseText = ({ sense, strict }: Condition): string => {
  if (sense === 'at-most') return strict ? 'below' : 'at most'
  if (sense === 'at-least') return strict ? 'above' : 'at least'
  return 'exactly'
}

/** The stated number in the unit of the condition, or why there is none. */
const statedValue = ({ stated, unit }: Condition, scope: Scope): number | string => {
  if (stated === undefined) return 'is not stated'
  try {
    const found = evaluate(stated.value, scope)
    const inner = isJsonObject(found) ? found.value : undefined
    const number = finiteNumber(inner === undefined ? found : inner)
    if (typeof number === 'string') return `is stated as ${number}`
    const own = isJsonObject(found) && typeof found.unit === 'string' ? found.unit : undefined
    return convert(number, own ?? stated.unit ?? unit, unit)
  } catch (error) {
    if (error instanceof HarnessError) return `cannot be told: ${error.message}`
    throw error
  }
}

const isMet = ({ value, sense = 'equals', strict }: Condition, stated: number): boolean => {
  const margin = marginTo({ value: stated, sense, limit: value })
  const rounding = roundingOf(stated, value)
  return strict && sense !== 'equals' ? margin > rounding : margin >= -rounding
}

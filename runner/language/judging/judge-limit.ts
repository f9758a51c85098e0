import type { Sense } from '#domain/expectation.ts'
import { roundingOf } from '#language/expressions/equal-values.ts'
import { normalProbability } from './normal-probability.ts'

/** Standard uncertainty on both sides of a value, in its unit. */
export interface Sides {
  readonly low: number
  readonly high: number
}

/** A number held against a limit, both in one unit. */
export interface LimitQuestion {
  readonly value: number
  readonly sense: Sense
  readonly limit: number
  /** True when the limit itself does not meet. */
  readonly strict: boolean
  readonly uncertainty?: Sides
  /** Guard band in standard uncertainties. */
  readonly guard?: number
}

/** Where a number lies. */
export interface LimitAnswer {
  /** `not-demonstrated`: inside the limit, but within the guard band. */
  readonly place: 'inside' | 'outside' | 'not-demonstrated' | 'no-uncertainty'
  /** Signed distance to the limit, positive = meets. */
  readonly margin: number
  /** Probability that the true value conforms; only with a guard band. */
  readonly conformity?: number
  /** Width of the guard band. */
  readonly band?: number
}

/** Holds a number against a limit; finite numbers only. */
export const judgeLimit = (question: LimitQuestion): LimitAnswer => {
  const { guard, sense, uncertainty } = question
  const exact = marginTo(question)
  // The same limit in another unit differs in its last digits, and must not decide otherwise.
  const margin = Math.abs(exact) <= roundingOf(question.value, question.limit) ? 0 : exact
  const inside = question.strict && sense !== 'equals' ? margin > 0 : margin >= 0
  const place = inside ? 'inside' : 'outside'
  // An exact value has no inside that a band could be taken from.
  if (guard === undefined || sense === 'equals') return { place, margin }
  if (uncertainty === undefined) return { place: 'no-uncertainty', margin }
  const towards = sense === 'at-most' ? uncertainty.high : uncertainty.low
  const band = guard * towards
  const conformity = towards === 0 ? (inside ? 1 : 0) : normalProbability(margin / towards)
  const demonstrated = margin + roundingOf(question.value, question.limit) >= band
  return {
    place: inside && !demonstrated ? 'not-demonstrated' : place,
    margin,
    conformity,
    band,
  }
}

/** Signed distance of a value to a limit, positive = meets; for `equals` zero at best. */
export const marginTo = ({
  value,
  sense,
  limit,
}: Pick<LimitQuestion, 'value' | 'sense' | 'limit'>): number => {
  if (sense === 'at-most') return limit - value
  if (sense === 'at-least') return value - limit
  // Not -0: it would be shown as such.
  return value === limit ? 0 : -Math.abs(value - limit)
}

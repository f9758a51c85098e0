import type { JudgedLimit, Measurement } from '#domain/measurement.ts'
import type { LimitAnswer } from './judge-limit.ts'
import { numberPair, numberText, withUnit } from './quantity-text.ts'

/** A measurement for a reader: `AM2 = 7.5 ± 0.3 mas (n = 120)`. */
export const measurementText = (
  { measure, value, unit, uncertainty, n }: Measurement,
  shown = numberText(value),
): string => {
  const size = n === undefined ? '' : ` (n = ${numberText(n)})`
  return `${measure} = ${withUnit(`${shown}${uncertaintyText(uncertainty)}`, unit)}${size}`
}

const uncertaintyText = (uncertainty: Measurement['uncertainty']): string => {
  if (uncertainty === undefined) return ''
  if (typeof uncertainty === 'number') return ` ± ${numberText(uncertainty)}`
  return ` +${numberText(uncertainty.high)} -${numberText(uncertainty.low)}`
}

const senseTexts = {
  'at-most': ['at most', 'below'],
  'at-least': ['at least', 'above'],
  equals: ['exactly', 'exactly'],
  near: ['near', 'near'],
} as const

/** What is allowed: `at most 10 mas`. */
export const limitText = (
  { sense, strict, limit }: Pick<JudgedLimit, 'sense' | 'strict' | 'limit'>,
  unit: string,
  shown = numberText(limit),
): string => `${senseTexts[sense][strict ? 1 : 0]} ${withUnit(shown, unit)}`

/** What was measured, what is allowed, how far it lies from it, and what follows. */
export const limitMessage = (
  measurement: Measurement,
  { sense, limit, strict }: JudgedLimit,
  answer: LimitAnswer & { readonly guard?: number | undefined },
): string => {
  const { unit } = measurement
  const [value, shownLimit] = numberPair(measurement.value, limit)
  const allowed = limitText({ sense, strict, limit }, unit, shownLimit)
  const margin = `margin ${withUnit(numberText(answer.margin), unit)}`
  const head = `${measurementText(measurement, value)}, expected ${allowed}: `
  return head + consequence(answer, margin, unit)
}

const consequence = (
  { place, band, conformity, guard }: LimitAnswer & { readonly guard?: number | undefined },
  margin: string,
  unit: string,
): string => {
  if (place === 'no-uncertainty') {
    return `${margin}, not judged: a guard band of ${guard} needs an uncertainty and none is known`
  }
  if (band === undefined || conformity === undefined) return margin
  const probability = `probability of conformity ${probabilityText(conformity)}`
  const width = `guard band ${withUnit(numberText(band), unit)}`
  return place === 'not-demonstrated'
    ? `${margin} is inside the ${width}: not demonstrated, ${probability}`
    : `${margin}, ${width}, ${probability}`
}

const probabilityText = (probability: number): string => {
  if (probability > 0.9999 && probability < 1) return 'above 0.9999'
  if (probability < 0.0001 && probability > 0) return 'below 0.0001'
  return String(Number(probability.toFixed(4)))
}

import type { DossierExpectation } from '#domain/dossier.ts'
import { formatMargin, formatMeasured, formatNumber, withUnit } from './text/format-number.ts'

/** What a measurement was held against: `at most 10 mas`, `5.10 ± 0.10 mas within 3 σ`. */
export const limitText = ({ limit, unit }: DossierExpectation): string | undefined => {
  if (limit === undefined) return undefined
  const stated =
    limit.stated === undefined || limit.stated.unit === unit
      ? ''
      : ` (stated ${withUnit(formatNumber(limit.stated.value), limit.stated.unit)})`
  const number = withUnit(formatNumber(limit.limit), unit)
  switch (limit.sense) {
    case 'at-most':
      return `${limit.strict ? 'below' : 'at most'} ${number}${stated}`
    case 'at-least':
      return `${limit.strict ? 'above' : 'at least'} ${number}${stated}`
    case 'equals':
      return `equal to ${number}${stated}`
    case 'near': {
      const known = formatMeasured({
        value: limit.limit,
        ...(unit === undefined ? {} : { unit }),
        ...(limit.limitUncertainty === undefined ? {} : { uncertainty: limit.limitUncertainty }),
      })
      const within = limit.within === undefined ? '' : ` within ${formatNumber(limit.within)} σ`
      return `${known}${within}${stated}`
    }
    default:
      return limit.sense satisfies never
  }
}

/** Everything a measurement says of itself, each as a name and a text; empty for a plain condition. */
export const measurementFacts = (
  one: DossierExpectation,
): readonly (readonly [name: string, text: string])[] => {
  if (one.value === undefined) return []
  const limit = limitText(one)
  const parameter = one.meets ?? one.compares
  return [
    [one.measure ?? 'value', formatMeasured(one, one.limit?.limit)],
    ...(limit === undefined ? [] : [[limitName(one), limit] as const]),
    ...(one.margin === undefined
      ? []
      : [['margin', formatMargin(one.margin, one.unit, one.uncertainty)] as const]),
    ...(one.pull === undefined ? [] : [['pull', `${formatPull(one.pull)} σ`] as const]),
    ...(one.n === undefined ? [] : [['n', formatNumber(one.n)] as const]),
    ...(one.conformity === undefined
      ? []
      : [['conformity', `${formatNumber(one.conformity * 100)} %`] as const]),
    ...(parameter === undefined ? [] : [['of', parameter] as const]),
    ...(one.deviation === undefined ? [] : [['deviation', one.deviation] as const]),
  ]
}

/** A target is compared and shown; it decides nothing. */
export const isTarget = (one: DossierExpectation): boolean => one.compares !== undefined

/** The measurement of a pass on one line: `AM2 5.13 ± 0.10 mas (margin +0.27 mas)`. */
export const measurementSummary = (one: DossierExpectation): string => {
  const margin = one.margin === undefined ? '' : formatMargin(one.margin, one.unit, one.uncertainty)
  if (isTarget(one)) return `target ${limitText(one) ?? ''} (margin ${margin})`
  return `${one.measure} ${formatMeasured(one, one.limit?.limit)}${margin && ` (margin ${margin})`}`
}

const limitName = (one: DossierExpectation): string => {
  if (isTarget(one)) return 'target'
  return one.limit?.sense === 'near' ? 'expected' : 'limit'
}

const formatPull = (pull: number): string =>
  Math.abs(pull) >= 100 ? formatNumber(Math.round(pull)) : pull.toFixed(1).replace('-', '−')

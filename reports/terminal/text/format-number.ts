import type { DossierExpectation } from '#domain/dossier.ts'

/** A number as people read it: six significant digits, integers whole, no trailing zeros. */
export const formatNumber = (value: number): string => {
  if (!Number.isFinite(value)) return String(value)
  if (Number.isSafeInteger(value)) return minus(String(value))
  const size = Math.abs(value)
  const rounded = Number(value.toPrecision(6))
  return minus(size < 1e-4 || size >= 1e15 ? rounded.toExponential() : String(rounded))
}

/**
 * A value with as many digits as its uncertainty justifies: `12.31 ± 0.40 mas`. Never rounded onto `apart`, a
 * limit from which it differs. Unit `1` is not shown.
 */
export const formatMeasured = (
  measured: Pick<DossierExpectation, 'value' | 'unit' | 'uncertainty'>,
  apart?: number,
): string => {
  const { value = Number.NaN, uncertainty, unit } = measured
  const decimals = decimalsFor(uncertainty)
  const text = exactWhere(value, apart, toDigits(value, decimals))
  return withUnit(`${text}${formatUncertainty(uncertainty, decimals)}`, unit)
}

/** A difference with its sign: `+0.27 mas`. */
export const formatMargin = (
  margin: number,
  unit: string | undefined,
  uncertainty?: DossierExpectation['uncertainty'],
): string => {
  const sign = margin < 0 || Object.is(margin, -0) ? '−' : '+'
  const size = Math.abs(margin)
  const text = exactWhere(size, 0, toDigits(size, decimalsFor(uncertainty)))
  return withUnit(`${sign}${text}`, unit)
}

/** A text with its unit. */
export const withUnit = (text: string, unit: string | undefined): string =>
  unit === undefined || unit === '1' || unit === '' ? text : `${text} ${unit}`

const formatUncertainty = (
  uncertainty: DossierExpectation['uncertainty'],
  decimals: number | undefined,
): string => {
  if (uncertainty === undefined) return ''
  if (typeof uncertainty === 'number') return ` ± ${toDigits(uncertainty, decimals)}`
  return ` +${toDigits(uncertainty.high, decimals)} −${toDigits(uncertainty.low, decimals)}`
}

/** Decimals that show two significant digits of the smaller side; undefined where that makes no sense. */
const decimalsFor = (uncertainty: DossierExpectation['uncertainty']): number | undefined => {
  if (uncertainty === undefined) return undefined
  const size =
    typeof uncertainty === 'number' ? uncertainty : Math.min(uncertainty.low, uncertainty.high)
  if (!Number.isFinite(size) || size <= 0) return undefined
  const decimals = 1 - Math.floor(Math.log10(size))
  return decimals > 8 || decimals < -14 ? undefined : Math.max(0, decimals)
}

const toDigits = (value: number, decimals: number | undefined): string =>
  decimals === undefined || !Number.isFinite(value) || Math.abs(value) >= 1e15
    ? formatNumber(value)
    : minus(value.toFixed(decimals))

const exactWhere = (value: number, apart: number | undefined, text: string): string =>
  apart !== undefined && value !== apart && Number(text.replace('−', '-')) === apart
    ? minus(shortestApart(value, apart))
    : text

/** The fewest decimals that tell a value from a limit beside it. */
const shortestApart = (value: number, apart: number): string => {
  for (let decimals = 1; decimals <= 12; decimals++) {
    const text = value.toFixed(decimals)
    if (Number(text) !== apart) return text
  }
  return String(value)
}

const minus = (text: string): string => text.replace('-', text.includes('e') ? '-' : '−')

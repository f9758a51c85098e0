/** A unit as a factor to its bases and their powers. */
export interface ParsedUnit {
  readonly numerator: number
  readonly denominator: number
  /** `arcsec^2 s^-1`, sorted: two units convert when these are the same. */
  readonly dimension: string
}

/** The unit of nothing in particular. */
export const noUnit: ParsedUnit = { numerator: 1, denominator: 1, dimension: '' }

/** `a` times `b`, or divided by it where `sign` is -1. */
export const multiplyUnits = (a: ParsedUnit, b: ParsedUnit, sign: 1 | -1): ParsedUnit => ({
  numerator: a.numerator * (sign > 0 ? b.numerator : b.denominator),
  denominator: a.denominator * (sign > 0 ? b.denominator : b.numerator),
  dimension: combine(a.dimension, b.dimension, sign),
})

/** A unit to a whole power, which may be negative. */
export const raiseUnit = (unit: ParsedUnit, exponent: number): ParsedUnit => {
  let raised = noUnit
  for (let count = 0; count < Math.abs(exponent); count++) {
    raised = multiplyUnits(raised, unit, exponent < 0 ? -1 : 1)
  }
  return raised
}

const combine = (a: string, b: string, sign: number): string => {
  if (b === '') return a
  const powers = new Map<string, number>()
  const add = (dimension: string, times: number): void => {
    if (dimension === '') return
    for (const part of dimension.split(' ')) {
      const [base = '', exponent = '1'] = part.split('^')
      powers.set(base, (powers.get(base) ?? 0) + times * Number(exponent))
    }
  }
  add(a, 1)
  add(b, sign)
  return [...powers]
    .filter(([, exponent]) => exponent !== 0)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([base, exponent]) => (exponent === 1 ? base : `${base}^${exponent}`))
    .join(' ')
}

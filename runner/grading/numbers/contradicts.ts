import type { Parameter } from '#domain/requirement.ts'
import type { Quantity } from '#grading/prose/quantities.ts'
import { convert, isUnit, sameDimension } from '#language/units/units.ts'
import { isPercent } from './contradiction.ts'
import type { Relation } from './relation.ts'

/** A number in the unit of a parameter. */
export interface Comparable {
  readonly low: number
  readonly high: number
  /** Half of the last written place, where the units differ: 365 days are a year. */
  readonly slack: number
}

/** Largest part by which a converted number may differ and still be the same. */
const rounding = 0.01

/**
 * The ways in which a number of a text may be read, in the unit of a parameter; none where it measures something else.
 * Without a unit it is taken as it stands, and beside a percentage also as a fraction. Where a unit may be read in two
 * ways (`1 day/year`), that of the parameter is meant.
 */
export const readingsIn = (said: Quantity, { unit }: Parameter): readonly Comparable[] => {
  if (!isUnit(unit)) return []
  if (said.units.length === 0) {
    const plain = { low: said.low, high: said.high, slack: 0 }
    return isPercent(unit) ? [plain, inUnit(said, '1', unit)] : [plain]
  }
  const own = said.units.find((each) => sameDimension(each, unit))
  return own === undefined ? [] : [inUnit(said, own, unit)]
}

const inUnit = ({ low, high, place }: Quantity, from: string, to: string): Comparable => {
  const value = convert(low, from, to)
  const slack = from === to ? 0 : Math.min(convert(place / 2, from, to), rounding * Math.abs(value))
  return { low: value, high: convert(high, from, to), slack }
}

/**
 * True when what a text says cannot hold beside the number of the requirement. A limit that is stricter than the
 * requirement is no contradiction, neither is a number that the requirement itself has beside its value.
 */
export const contradicts = (
  { low, high, slack }: Comparable,
  relation: Relation,
  parameter: Parameter,
): boolean => {
  const { value, sense, levels, estimate, boundary, limit } = parameter
  const held = [value, levels?.minimum, levels?.design, levels?.stretch, estimate, boundary, limit]
  if (held.some((each) => each !== undefined && each >= low - slack && each <= high + slack)) {
    return false
  }
  if (relation === 'is') return true
  // What counts as an outlier is one number, from whichever side it is told.
  if (parameter.role === 'inner-limit') return true
  if (sense === undefined || sense === 'equals') return false
  // The other way round says something else: a limit from below for what the requirement limits from above.
  if (relation !== sense) return false
  return sense === 'at-most' ? low > value : high < value
}

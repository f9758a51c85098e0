import type { RequirementKey } from '#domain/keys.ts'
import { convert, sameDimension } from '#language/units/units.ts'
import type { NamedParameter } from './named-parameters.ts'

/** A number of a script that cannot hold beside the number of its requirement. */
export interface Contradiction {
  /** As the script has it: `6 arcsec`. */
  readonly said: string
  readonly requirement: RequirementKey
  readonly parameter: string
  /** What the requirement says: `60 arcsec`. */
  readonly holds: string
  /** How it was found: the parameter is named beside the number, or unit and subject are its own. */
  readonly by: 'name' | 'context' | 'limit'
  /** The sentence or expectation. */
  readonly text: string
}

/** Longest sentence that a report repeats. */
const excerptLength = 160

/** A contradiction with a parameter. */
export const contradiction = (
  said: string,
  { requirement, parameter }: NamedParameter,
  by: Contradiction['by'],
  text: string,
): Contradiction => ({
  said,
  requirement,
  parameter: parameter.name,
  holds: quantityText(parameter.value, parameter.unit),
  by,
  text: text.length > excerptLength ? `${text.slice(0, excerptLength - 1)}…` : text,
})

/** A number with its unit; counts have none. */
export const quantityText = (value: number, unit: string): string =>
  isCount(unit) ? String(value) : `${value} ${unit}`

/** True for the unit of counts and plain ratios. */
export const isCount = (unit: string): boolean =>
  sameDimension(unit, '1') && convert(1, unit, '1') === 1

/** True for percentages, which texts also write as fractions. */
export const isPercent = (unit: string): boolean => unit === '%' || unit === 'percent'

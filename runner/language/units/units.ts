import { HarnessError } from '#domain/harness-error.ts'
import { nearestNames } from '#domain/nearest-name.ts'
import { parseUnit } from './parse-unit.ts'
import { unitSpellings, unitTable } from './unit-table.ts'

/** True for a unit the language knows: one of the field's, of the SI, or a product of their powers. */
export const isUnit = (text: string): boolean => parseUnit(text) !== undefined

/** True when values of both units can be compared; magnitudes only with magnitudes. */
export const sameDimension = (a: string, b: string): boolean => {
  const dimension = parseUnit(a)?.dimension
  return dimension !== undefined && dimension === parseUnit(b)?.dimension
}

/**
 * Converts a value between units. Throws HarnessError('bad-input') for an unknown unit or another dimension. The
 * result is rounded to 15 digits, so that a limit of 0.29 is a limit of exactly 29 %.
 */
export const convert = (value: number, from: string, to: string): number => {
  if (from === to) return value
  const source = parseUnit(from) ?? unknown(from)
  const target = parseUnit(to) ?? unknown(to)
  if (source.dimension !== target.dimension) {
    throw new HarnessError('bad-input', `"${from}" and "${to}" measure different things`, {
      hint: 'Give the value in a unit of the same dimension as the limit.',
    })
  }
  const up = source.numerator * target.denominator
  const down = source.denominator * target.numerator
  const converted = (value * up) / down
  // A whole number needs no rounding, and rounding goes by way of a text.
  if (up === down) return value
  return Number.isInteger(converted) ? converted : Number(converted.toPrecision(15))
}

/** Known units near to a misspelt one, best first; at most three. */
export const suggestUnits = (text: string): readonly string[] =>
  nearestNames(text.trim(), [...unitTable.keys(), ...unitSpellings.keys()])

const unknown = (text: string): never => {
  const near = suggestUnits(text)
  throw new HarnessError('bad-input', `"${text}" is not a known unit`, {
    hint:
      near.length > 0
        ? `Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`
        : 'Known are mas, arcsec, deg, mmag, mag, nJy, Jy, %, pix, s, h, d, GB, 1 and the units of the SI.',
  })
}

import { libraryUnit } from './library-unit.ts'
import { multiplyUnits, noUnit, type ParsedUnit, raiseUnit } from './unit-product.ts'
import { unitSpellings, unitTable } from './unit-table.ts'

/** Longest text that is looked at as a unit. */
const maxLength = 40
const cacheSize = 1000
const cache = new Map<string, ParsedUnit | undefined>()

/** Parses a unit: a name, or names with powers joined by `/`, `*`, `.` or a blank. Undefined for anything else. */
export const parseUnit = (text: string): ParsedUnit | undefined => {
  if (text.length > maxLength) return undefined
  if (cache.has(text)) return cache.get(text)
  const unit = parseText(text)
  if (cache.size >= cacheSize) cache.clear()
  cache.set(text, unit)
  return unit
}

const parseText = (text: string): ParsedUnit | undefined => {
  const plain = text.trim()
  // `unitless(angularcorrelation)`: the document says of what.
  if (/^unitless\([^()]*\)$/.test(plain)) return single('1')
  const whole = single(plain)
  if (whole !== undefined) return whole
  return product(plain.replaceAll(/\s+per\s*/g, '/').replaceAll('**', '^'))
}

const product = (text: string): ParsedUnit | undefined => {
  const tokens = text.split(/\s*([*/.·])\s*|\s+/)
  let unit = noUnit
  // Odd places hold the separators; a blank is a product.
  for (let index = 0; index < tokens.length; index += 2) {
    const factor = power(tokens[index] ?? '')
    if (factor === undefined) return undefined
    unit = multiplyUnits(unit, factor, tokens[index - 1] === '/' ? -1 : 1)
  }
  return isLogarithmicMix(unit.dimension) ? undefined : unit
}

const power = (token: string): ParsedUnit | undefined => {
  const plain = single(token)
  if (plain !== undefined) return plain
  const match = /^(.*?[^\d^+-])\^?([+-]?[1-9])$/.exec(token)
  const name = match?.[1]
  const base = name === undefined ? undefined : single(name)
  return base === undefined ? undefined : raiseUnit(base, Number(match?.[2]))
}

const single = (name: string): ParsedUnit | undefined => {
  const known = unitTable.get(unitSpellings.get(name) ?? name)
  if (known === undefined) return libraryUnit(name)
  const { numerator, denominator, base } = known
  return { numerator, denominator, dimension: base === '1' ? '' : base }
}

/** A magnitude over an angle is a logarithm of a surface: only the spelling in the table stands for one. */
const isLogarithmicMix = (dimension: string): boolean =>
  dimension.includes('mag') && /arcsec/.test(dimension.replaceAll('mag/arcsec2', 'arcsec'))

import { createRequire } from 'node:module'
import { multiplyUnits, noUnit, type ParsedUnit, raiseUnit } from './unit-product.ts'

/** The part of js-quantities in use; the package has no types of its own. */
interface Quantity {
  readonly scalar: number
  toBase(): Quantity
  units(): string
}
type Quantities = (value: number, unit: string) => Quantity

const require = createRequire(import.meta.url)
let library: Quantities | undefined

/** Its names of bases that the field's table has under another name. */
const ownBases: ReadonlyMap<string, ParsedUnit> = new Map([
  ['rad', { numerator: 648000, denominator: Math.PI, dimension: 'arcsec' }],
  ['B', { numerator: 8, denominator: 1, dimension: 'bit' }],
  ['each', noUnit],
  ['sr', noUnit],
])

/**
 * A unit that the field's table lacks (`km`, `GHz`, `Pa`), as the library knows it. Undefined for what it does not
 * know, for temperatures, which no factor converts, and for `as`, which is an arcsecond to whoever writes it here.
 */
export const libraryUnit = (name: string): ParsedUnit | undefined => {
  if (!/^[A-Za-zµΩ]{1,20}$/.test(name) || /temp|deg|dB|^as$/.test(name)) return undefined
  // Loaded with the first unit that needs it: most runs never do.
  library ??= require('js-quantities')
  let base: Quantity
  try {
    if (library === undefined) return undefined
    base = library(1, name).toBase()
  } catch {
    // The library throws for every text that is no unit.
    return undefined
  }
  return inOwnBases(base.scalar, base.units())
}

const inOwnBases = (scalar: number, units: string): ParsedUnit => {
  let unit: ParsedUnit = { ...noUnit, numerator: scalar }
  for (const [index, side] of units.split('/').entries()) {
    for (const part of side === '1' ? [] : side.split('*')) {
      const [, name = '', exponent = ''] = /^([A-Za-z]+?)(\d*)$/.exec(part) ?? []
      const base = ownBases.get(name) ?? { ...noUnit, dimension: name }
      unit = multiplyUnits(unit, raiseUnit(base, Number(exponent || '1')), index === 0 ? 1 : -1)
    }
  }
  return unit
}

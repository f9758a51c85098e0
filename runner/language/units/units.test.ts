import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unitSpellings, unitTable } from './unit-table.ts'
import { convert, isUnit, sameDimension, suggestUnits } from './units.ts'

test.each([
  ['hour', 'h'],
  ['integer', '1'],
  ['float', '1'],
  ['day', 'd'],
  ['minute', 'min'],
  ['percent', '%'],
  ['milliarcsecond', 'mas'],
  ['year', 'yr'],
  ['arcsecond', 'arcsec'],
  ['second', 's'],
  ['megabit persecond', 'Mbit/s'],
  ['millimagnitude', 'mmag'],
  ['sigma', 'sigma'],
  ['unitless', '1'],
  ['unitless(angularcorrelation)', '1'],
  ['gigabyte', 'GB'],
  ['pixel', 'pix'],
  ['e-', 'electron'],
  ['px', 'pix'],
  ['yr', 'year'],
])('"%s" of the requirement documents is %s', (spelling, unit) => {
  expect(sameDimension(spelling, unit)).toBe(true)
  expect(convert(7, spelling, unit)).toBe(7)
})

test.each([
  [50, 'mas', 'arcsec', 0.05],
  [0.05, 'arcsec', 'mas', 50],
  [10, 'mmag', 'mag', 0.01],
  [1, 'arcmin', 'arcsec', 60],
  [1, 'deg', 'arcmin', 60],
  [180, 'deg', 'rad', Number(Math.PI.toPrecision(15))],
  [0.29, '1', '%', 29],
  [15, '%', '1', 0.15],
  [12, 'h', 's', 43200],
  [1, 'd', 'h', 24],
  [1, 'yr', 'd', 365.25],
  [1500, 'ms', 's', 1.5],
  [1, 'GB', 'MB', 1000],
  [1, 'byte', 'bit', 8],
  [1, 'Mbit/s', 'kB/s', 125],
  [1, 'Jy', 'nJy', 1e9],
  [3, 'uJy', 'nJy', 3000],
  [1, 'deg2', 'arcmin^2', 3600],
  [1, 'mas/yr', 'arcsec/yr', 0.001],
  [1, 'e-/s', 'electron s-1', 1],
  [2, 'km/s', 'm/s', 2000],
  [1, 'GHz', '1/s', 1e9],
  [1, 'Mb/s', 'Mbit/s', 1],
])('%d %s is %s as %d', (value, from, to, expected) => {
  expect(convert(value, from, to)).toBe(expected)
})

describe('different dimensions', () => {
  test.each([
    ['mag', 'nJy'],
    ['mag', '1'],
    ['mmag', 'mas'],
    ['mas', 's'],
    ['%', 'pix'],
    ['sigma', '1'],
    ['electron', 'adu'],
    ['mag/arcsec2', 'mag'],
    ['degC', 'K'],
    ['bit', 'bit/s'],
  ])('%s does not convert to %s', (from, to) => {
    expect(sameDimension(from, to)).toBe(false)
    expect(() => convert(1, from, to)).toThrow(/measure different things/)
  })
})

test.each([
  '',
  'foo',
  '1e3',
  '/s',
  'm//s',
  's/',
  'mag/arcsec',
  'tempC',
  'as',
  '%%',
  'm^',
  'm^0',
  'x'.repeat(100),
])('"%s" is no unit', (text) => {
  expect(isUnit(text)).toBe(false)
  expect(() => convert(1, text, 's')).toThrow(/not a known unit/)
})

test('a slip of the pen is met with the unit that was meant', () => {
  expect(suggestUnits('mmga')[0]).toBe('mmag')
  expect(suggestUnits('arcsc')[0]).toBe('arcsec')
  expect(suggestUnits('milliarcsecnd')[0]).toBe('milliarcsecond')
})

test('every spelling leads to a unit of the table', () => {
  for (const unit of unitSpellings.values()) expect(unitTable.has(unit)).toBe(true)
})

test('converting there and back gives the value again', () => {
  const names = fc.constantFrom(...unitTable.keys())
  const decimals = fc.integer({ min: 1, max: 999_999 }).map((digits) => digits / 1000)
  fc.assert(
    fc.property(names, names, decimals, (from, to, value) => {
      fc.pre(sameDimension(from, to))
      expect(convert(convert(value, from, to), to, from)).toBeCloseTo(value, 8)
    }),
    { numRuns: 300 },
  )
})

test('asking for a unit never throws', () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^[a-zµ%]{0,5}[/*^ .]?[a-z0-9-]{0,5}$/)),
      (text) => {
        expect(typeof isUnit(text)).toBe('boolean')
        suggestUnits(text)
      },
    ),
    { numRuns: 300 },
  )
})

import { describe, expect, it } from 'vitest'
import { formatMargin, formatMeasured, formatNumber } from './format-number.ts'

describe('formatMeasured', () => {
  it.each([
    [{ value: 12.3456, uncertainty: 0.4, unit: 'mas' }, '12.35 ± 0.40 mas'],
    [{ value: 5.13, uncertainty: 0.0123, unit: 'mas' }, '5.130 ± 0.012 mas'],
    [{ value: 12345.6, uncertainty: 250, unit: 'nJy' }, '12346 ± 250 nJy'],
    [{ value: 11.2, uncertainty: { low: 0.3, high: 0.4 }, unit: '%' }, '11.20 +0.40 −0.30 %'],
    [{ value: 3, unit: '1' }, '3'],
    [{ value: -0.25, unit: 'mag' }, '−0.25 mag'],
    [{ value: 1.23456789e-7, unit: 'deg' }, '1.23457e-7 deg'],
    [{ value: 2.5, uncertainty: 0, unit: 's' }, '2.5 ± 0 s'],
    [{ value: Number.NaN, uncertainty: 0.1, unit: 's' }, 'NaN ± 0.10 s'],
    [{ value: 9007199254740991, unit: '1' }, '9007199254740991'],
  ])('writes %o as %s', (measured, text) => {
    expect(formatMeasured(measured)).toBe(text)
  })

  it('never rounds a value onto a limit from which it differs', () => {
    expect(formatMeasured({ value: 10.004, uncertainty: 0.4, unit: 'mas' }, 10)).toBe(
      '10.004 ± 0.40 mas',
    )
    expect(formatMeasured({ value: 10, uncertainty: 0.4, unit: 'mas' }, 10)).toBe(
      '10.00 ± 0.40 mas',
    )
  })
})

describe('formatMargin', () => {
  it.each([
    [0.27, 'mas', 0.1, '+0.27 mas'],
    [-2.313, 'mas', 0.4, '−2.31 mas'],
    [-0.0001, 'mas', 0.4, '−0.0001 mas'],
    [0, '1', undefined, '+0'],
  ] as const)('writes %d %s ± %s as %s', (margin, unit, uncertainty, text) => {
    expect(formatMargin(margin, unit, uncertainty)).toBe(text)
  })
})

describe('formatNumber', () => {
  it.each([
    [0.1 + 0.2, '0.3'],
    [299572, '299572'],
    [1e-5, '1e-5'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
  ])('writes %d as %s', (value, text) => expect(formatNumber(value)).toBe(text))
})

import { describe, expect, it } from 'vitest'
import { largestOutput, toPlainData } from './plain-data.ts'

const circle: { self?: unknown } = {}
circle.self = circle

describe('an output', () => {
  it('is copied, frozen and rid of fields without value', () => {
    const value = { a: undefined, b: [1n, Number.NaN, null], c: { d: 'x' } }
    const plain = toPlainData(value, 'it')
    expect(plain).toEqual({ b: [1n, Number.NaN, null], c: { d: 'x' } })
    expect(plain).not.toBe(value)
    expect(Object.isFrozen(plain) && Object.isFrozen((plain as { readonly c?: unknown }).c)).toBe(
      true,
    )
  })
  it.each([
    [new Date(0), 'it is not plain data: it is a Date'],
    [{ a: [new Map()] }, 'it.a[0] is not plain data: it is a Map'],
    [{ a: () => 1 }, 'it.a is not plain data: it is of type function'],
    [circle, 'is nested too deeply or contains itself'],
  ])('that is not plain is refused: %#', (value, message) => {
    expect(() => toPlainData(value, 'it')).toThrow(message)
  })
  it('is refused where it is larger than its limit, and taken up to it', () => {
    const half = 'x'.repeat(largestOutput / 2 - 100)
    expect(toPlainData([half, half], 'it')).toHaveLength(2)
    expect(() => toPlainData([half, half, 'x'.repeat(300)], 'it')).toThrow('larger than 32 MiB')
  })
  it('keeps a field named __proto__ as a field', () => {
    const plain = toPlainData(JSON.parse('{"__proto__": {"x": 1}}'), 'it')
    expect(Object.keys(plain as object)).toEqual(['__proto__'])
  })
})

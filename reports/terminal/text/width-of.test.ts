import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { neutralise } from './neutralise.ts'
import { widthOf } from './width-of.ts'

describe('widthOf', () => {
  it.each([
    ['plain', 5],
    ['✓ 5.1 ± 0.1 mas ≤ σ…', 20],
    ['電波', 4],
    ['é', 1],
    ['👩‍👩‍👧‍👦', 2],
  ])('measures %s as %i columns', (text, width) => expect(widthOf(text)).toBe(width))

  it('agrees with the library on every character that it counts by itself', () => {
    for (let code = 0x20; code < 0x3000; code++) {
      const character = neutralise(String.fromCodePoint(code))
      expect([code, widthOf(character)]).toEqual([code, stringWidth(character)])
    }
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(widthOf(neutralise(text))).toBe(stringWidth(neutralise(text)))
      }),
    )
  })
})

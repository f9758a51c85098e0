import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fromJsonText, toJsonText } from './json-text.ts'

it('gives back every plain value, with big integers, NaN and infinities', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false, Number.NaN, Infinity, -Infinity),
      fc.double({ noNaN: true }).filter((number) => !Object.is(number, -0)),
      fc.bigInt(),
      fc.string(),
      fc.array(tie('value')),
      fc.dictionary(
        fc.string().filter((key) => key !== '__proto__'),
        tie('value'),
        { noNullPrototype: true },
      ),
    ),
  }))
  fc.assert(
    fc.property(value, (item) => {
      expect(fromJsonText(toJsonText(item))).toEqual(item)
    }),
  )
})

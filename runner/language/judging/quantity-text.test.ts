import { expect, test } from 'vitest'
import type { Json } from '#domain/json.ts'
import { numberPair, numberText, valueText } from './quantity-text.ts'

test.each<[Json | undefined, string]>([
  [undefined, 'nothing'],
  [null, 'null'],
  [3, '3'],
  [Number.NaN, 'NaN'],
  [2n ** 60n, '1152921504606846976'],
  ['a "b"\n', '"a \\"b\\"\\n"'],
  [[], '[]'],
  [{}, '{}'],
  [[1, 2n ** 60n, null, { a: ['x'] }], '[1,1152921504606846976,null,{"a":["x"]}]'],
])('%o is shown as %s', (value, text) => {
  expect(valueText(value)).toBe(text)
})

test('a long value is cut, and only its beginning looked at', () => {
  const long = valueText('x'.repeat(1000))
  expect(long).toHaveLength(80)
  expect(long.endsWith('…')).toBe(true)
  let deep: Json = 1
  for (let level = 0; level < 100_000; level++) deep = [deep]
  expect(valueText(deep)).toHaveLength(80)
  const rows = Array.from({ length: 1000 }, (_, id) => ({ id }))
  const untouchable = new Proxy(rows, {
    get: (target, key) => {
      if (key === '500') throw new Error('looked at')
      return Reflect.get(target, key)
    },
  })
  expect(valueText(untouchable)).toHaveLength(80)
})

test.each([
  [7.5, '7.5'],
  [0.1 + 0.2, '0.3'],
  [123456789, '123456789'],
  [1 / 3, '0.333333'],
  [1e-9, '1e-9'],
])('%d is shown as %s', (value, text) => {
  expect(numberText(value)).toBe(text)
})

test('two numbers are told apart where six digits would not', () => {
  expect(numberPair(10.0000001, 10)).toEqual(['10.0000001', '10'])
  expect(numberPair(10.5, 10)).toEqual(['10.5', '10'])
  expect(numberPair(1 / 3, 1 / 3)).toEqual(['0.333333', '0.333333'])
})

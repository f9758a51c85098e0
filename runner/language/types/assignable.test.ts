import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ValueType } from '#domain/value-type.ts'
import { isAssignable, typeOfValue, typeText } from './assignable.ts'

const string: ValueType = { kind: 'string' }
const number: ValueType = { kind: 'number' }
const integer: ValueType = { kind: 'integer' }
const any: ValueType = { kind: 'any' }
const nothing: ValueType = { kind: 'null' }
const list = (items: ValueType): ValueType => ({ kind: 'array', items })
const map = (values: ValueType): ValueType => ({ kind: 'map', values })
const nullable = (of: ValueType): ValueType => ({ kind: 'nullable', of })
const union = (...of: ValueType[]): ValueType => ({ kind: 'union', of })
const named = (name: string, of: ValueType): ValueType => ({ kind: 'named', name, of })
const object = (
  fields: { readonly [name: string]: ValueType },
  optional: readonly string[] = [],
): ValueType => ({
  kind: 'object',
  fields: Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [
      name,
      { type, optional: optional.includes(name) },
    ]),
  ),
})
const handle = named('butler.Handle', object({ path: string }))

test.each<[ValueType, ValueType]>([
  [string, string],
  [integer, number],
  [any, handle],
  [handle, any],
  [list(integer), list(number)],
  [list(any), list(string)],
  [object({ a: integer, more: string }), object({ a: number })],
  [object({}), object({ a: number }, ['a'])],
  [object({ a: integer }), map(number)],
  [map(integer), map(number)],
  [map(string), object({ a: string })],
  [nothing, nullable(string)],
  [string, nullable(string)],
  [nullable(string), string],
  [string, union(number, string)],
  [union(number, string), string],
  [handle, handle],
  [handle, object({ path: string })],
  [object({ path: string }), handle],
])('%o may stand for %o', (from, to) => {
  expect(isAssignable(from, to)).toEqual({ ok: true })
})

test.each<[ValueType, ValueType, string, string, string]>([
  [string, number, '', 'number', 'string'],
  [number, integer, '', 'integer', 'number'],
  [nothing, string, '', 'string', 'null'],
  [list(string), list(number), '[]', 'number', 'string'],
  [list(string), string, '', 'string', 'array of string'],
  [
    object({ a: object({ b: string }) }),
    object({ a: object({ b: number }) }),
    'a.b',
    'number',
    'string',
  ],
  [object({}), object({ a: number }), 'a', 'number', 'nothing'],
  [object({ a: string }), map(number), 'a', 'number', 'string'],
  [nullable(string), number, '', 'number', 'string'],
  [union(string, { kind: 'boolean' }), number, '', 'number', 'string or boolean'],
  [
    named('pipelines.Stack', object({ path: string })),
    handle,
    '',
    'butler.Handle',
    'pipelines.Stack',
  ],
  [string, handle, '', '{ path: string }', 'string'],
])('%o may not stand for %o', (...[from, to, path, expected, found]) => {
  expect(isAssignable(from, to)).toEqual({ ok: false, path, expected, found })
})

test('texts of types read like the case language', () => {
  expect(typeText(object({ a: list(nullable(string)), b: map(any) }, ['b']))).toBe(
    '{ a: array of string or null, b?: map of any }',
  )
  expect(typeText(object({}))).toBe('object')
})

test('a plain value fits its own type', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const type = typeOfValue(JSON.parse(JSON.stringify(value)))
      expect(isAssignable(type, type)).toEqual({ ok: true })
      expect(typeText(type)).not.toBe('')
    }),
  )
})

test.each([
  [3, 'integer'],
  [2.5, 'number'],
  [2n ** 60n, 'integer'],
  [[], 'array of any'],
  [[1, 2.5], 'array of number'],
  [[1, 'a', null], 'array of integer or string or null'],
  [{ a: { b: true } }, '{ a: { b: boolean } }'],
])('%o is %s', (value, text) => {
  expect(typeText(typeOfValue(value))).toBe(text)
})

import type { ValueType } from '#domain/value-type.ts'
import { typeOfValue } from './assignable.ts'
import type { ScopeTypes } from './check-expression.ts'

export const string: ValueType = { kind: 'string' }
export const number: ValueType = { kind: 'number' }
export const integer: ValueType = { kind: 'integer' }
export const boolean: ValueType = { kind: 'boolean' }
/** A closed object of required fields. */
export const object = (fields: { readonly [name: string]: ValueType }): ValueType => ({
  kind: 'object',
  fields: Object.fromEntries(Object.entries(fields).map(([name, type]) => [name, { type }])),
})

const rows: ValueType = { kind: 'array', items: object({ am1: number, band: string }) }
const result: ValueType = {
  kind: 'object',
  fields: {
    value: { type: number },
    uncertainty: { type: number, optional: true },
    note: { type: { kind: 'nullable', of: string } },
    failed: { type: integer },
    total: { type: integer },
    rows: { type: rows },
    flags: { type: { kind: 'map', values: boolean } },
    mixed: { type: { kind: 'union', of: [string, number] } },
    handle: { type: { kind: 'named', name: 'butler.Handle', of: object({ path: string }) } },
    any: { type: { kind: 'any' } },
  },
}
/** What the expressions of these tests may read. */
export const types: ScopeTypes = {
  result,
  steps: object({ am2: result }),
  env: typeOfValue({ tap: { url: 'x' }, limits: [1, 2.5, null] }),
  params: object({ 'DMS-REQ-0360/AD1': number }),
  matrix: object({ band: string }),
}

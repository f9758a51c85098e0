import { describe, expect, it } from 'vitest'
import type { PrecursorInput, TestCase } from '#domain/test-case.ts'
import { splitInputs, typedInputs } from './typed-inputs.ts'

const inputs: readonly PrecursorInput[] = [
  { name: 'defect', type: { kind: 'string' } },
  { name: 'limit', type: { kind: 'integer' } },
  { name: 'factor', type: { kind: 'number' } },
  { name: 'strict', type: { kind: 'boolean' } },
  { name: 'collections', type: { kind: 'array', items: { kind: 'string' } } },
  {
    name: 'stack',
    type: { kind: 'named', name: 'pipelines.Stack', of: { kind: 'object', fields: {} } },
  },
]
// Only the inputs of a precursor are looked at.
const precursors = [{ inputs } as TestCase]
const typed = (text: string) => typedInputs(splitInputs([text]), precursors)

describe('typedInputs', () => {
  it.each([
    ['defect=a=b', { defect: 'a=b' }],
    ['defect=', { defect: '' }],
    ['limit=-3', { limit: -3 }],
    ['factor=1e-3', { factor: 0.001 }],
    ['strict=false', { strict: false }],
    ['collections=["a"]', { collections: ['a'] }],
    ['stack={"kind":"eups"}', { stack: { kind: 'eups' } }],
  ])('reads %s by its declared type', (text, expected) => {
    expect(typed(text)).toEqual(expected)
  })

  it.each([
    ['limit=1.5', /--input limit must be a whole number, found "1.5"/],
    ['factor=', /factor must be a number/],
    ['strict=yes', /strict must be true or false/],
    ['collections=a', /collections must be/],
    ['defcet=x', /no precursor of this run has an input "defcet"/],
  ])('refuses %s', (text, message) => {
    expect(() => typed(text)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    )
  })

  it('refuses what is no name=value', () => {
    expect(() => splitInputs(['=x'])).toThrow(/name=value/)
  })
})

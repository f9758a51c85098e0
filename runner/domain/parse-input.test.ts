import { describe, expect, it } from 'vitest'
import { parseInput } from './parse-input.ts'

describe('an input of the command line', () => {
  it.each([
    ['string', '7', '7'],
    ['number', '7.5', 7.5],
    ['integer', '9007199254740993', 9007199254740993n],
    ['boolean', 'false', false],
    ['any', '[1]', [1]],
    ['any', 'text', 'text'],
  ] as const)('of type %s reads %s', (kind, text, value) => {
    expect(parseInput('x', text, { kind })).toEqual(value)
  })
  it.each([
    ['number', '', 'a number'],
    ['number', 'Infinity', 'a number'],
    ['integer', '1.5', 'a whole number'],
    ['boolean', 'yes', 'true or false'],
  ] as const)('of type %s refuses "%s"', (kind, text, wanted) => {
    const message = `--input x must be ${wanted}, found "${text}"`
    expect(() => parseInput('--input x', text, { kind })).toThrow(message)
  })
  it('of a list is JSON', () => {
    const type = { kind: 'array', items: { kind: 'string' } } as const
    expect(parseInput('x', '["a"]', type)).toEqual(['a'])
    expect(() => parseInput('x', 'a', type)).toThrow('must be JSON')
  })
})

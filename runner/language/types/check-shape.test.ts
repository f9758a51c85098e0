import { describe, expect, test } from 'vitest'
import type { ValueType } from '#domain/value-type.ts'
import { parseTemplate } from '#language/templates/parse-template.ts'
import { typeText } from './assignable.ts'
import { checkTemplate } from './check-expression.ts'
import { integer, number, object, string, types } from './types-for-test.ts'

describe('a template', () => {
  const wanted: ValueType = {
    kind: 'object',
    fields: {
      url: { type: string },
      n: { type: integer, defaulted: true },
      names: { type: { kind: 'array', items: string }, optional: true },
      where: { type: object({ ra: number }), optional: true },
      handle: {
        type: { kind: 'named', name: 'butler.Handle', of: object({ path: string }) },
        optional: true,
      },
    },
  }
  const problems = (value: unknown) => {
    const { template } = parseTemplate(value)
    return checkTemplate(template, types, wanted).problems.map(
      ({ code, path }) => `${code} ${path.join('.')}`,
    )
  }
  test.each<[unknown, readonly string[]]>([
    [{ url: '${{ env.tap.url }}', n: '${{ result.total }}' }, []],
    [{ url: 'at ${{ result.value }}' }, []],
    [{ url: '${{ secrets.TOKEN }}' }, []],
    [{ url: 'x', handle: '${{ result.handle }}' }, []],
    [{ url: 'x', handle: { path: '${{ matrix.band }}' } }, []],
    [{ ulr: 'x' }, ['unknown-field ulr', 'missing-field ']],
    [{ url: 3, n: 2.5 }, ['wrong-type url', 'wrong-type n']],
    [
      {
        url: '${{ result.value }}',
        names: ['a', 5, '${{ result.total }}'],
        where: { ra: 'x', dec: 1 },
      },
      [
        'wrong-type url',
        'wrong-type names.1',
        'wrong-type names.2',
        'wrong-type where.ra',
        'unknown-field where.dec',
      ],
    ],
    [{ url: 'x ${{ result.rows }}' }, ['wrong-type url']],
    [
      { url: 'x ${{ result.vale }}', n: '${{ steps.am3 }}' },
      ['unknown-field url', 'unknown-row n'],
    ],
    [{ url: 'x', handle: '${{ result.rows }}' }, ['wrong-type handle']],
    ['${{ steps.am2 }}', ['wrong-type ']],
    ['${{ result.any }}', []],
    [5, ['wrong-type ']],
  ])('%j', (value, expected) => {
    expect(problems(value)).toEqual(expected)
  })

  test('has the type of what it will be', () => {
    const { template } = parseTemplate({
      a: '${{ result.total }}',
      b: ['x', '${{ result.value }}'],
      c: 'n ${{ 1 }}',
    })
    expect(typeText(checkTemplate(template, types).type)).toBe(
      '{ a: integer, b: array of string or number, c: string }',
    )
  })
})

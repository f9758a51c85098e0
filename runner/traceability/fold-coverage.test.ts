import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Coverage, foldCoverage } from './fold-coverage.ts'

const all = [
  'not-covered',
  'with-failures',
  'fully-verified',
  'partially-verified',
  'not-verified',
] as const satisfies readonly Coverage[]

describe('foldCoverage', () => {
  // Rows: first element; columns: second, in the order of `all`.
  it.each<[Coverage, readonly Coverage[]]>([
    [
      'not-covered',
      ['not-covered', 'with-failures', 'partially-verified', 'partially-verified', 'not-verified'],
    ],
    [
      'with-failures',
      ['with-failures', 'with-failures', 'with-failures', 'with-failures', 'with-failures'],
    ],
    [
      'fully-verified',
      [
        'partially-verified',
        'with-failures',
        'fully-verified',
        'partially-verified',
        'partially-verified',
      ],
    ],
    [
      'partially-verified',
      [
        'partially-verified',
        'with-failures',
        'partially-verified',
        'partially-verified',
        'partially-verified',
      ],
    ],
    [
      'not-verified',
      ['not-verified', 'with-failures', 'partially-verified', 'partially-verified', 'not-verified'],
    ],
  ])('folds %s with every other coverage', (first, expected) => {
    expect(all.map((second) => foldCoverage([first, second], true))).toEqual(expected)
  })

  it('never says fully where elements may be unknown', () => {
    expect(foldCoverage(['fully-verified'], false)).toBe('partially-verified')
  })

  it('does not depend on order, and no failure improves it', () => {
    const coverages = fc.array(fc.constantFrom(...all), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(coverages, (elements) => {
        expect(foldCoverage([...elements].reverse(), true)).toBe(foldCoverage(elements, true))
        expect(foldCoverage([...elements, 'with-failures'], true)).toBe('with-failures')
      }),
    )
  })
})

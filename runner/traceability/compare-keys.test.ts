import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareKeys } from './compare-keys.ts'

describe('compareKeys', () => {
  it('orders keys as people count', () => {
    const keys = ['LVV-T10', 'LVV-T9', 'DMS-REQ-0360', 'LVV-T9[band=r]', 'LVV-T9[band=g]']
    expect(keys.sort(compareKeys)).toEqual([
      'DMS-REQ-0360',
      'LVV-T9',
      'LVV-T9[band=g]',
      'LVV-T9[band=r]',
      'LVV-T10',
    ])
  })

  it('is a total order: only equal texts are equal', () => {
    const key = fc.stringMatching(/^[a0-9]{0,5}$/)
    fc.assert(
      fc.property(key, key, key, (a, b, c) => {
        expect(Math.sign(compareKeys(a, b)) + Math.sign(compareKeys(b, a))).toBe(0)
        expect(compareKeys(a, b) === 0).toBe(a === b)
        if (compareKeys(a, b) <= 0 && compareKeys(b, c) <= 0) {
          expect(compareKeys(a, c)).toBeLessThanOrEqual(0)
        }
      }),
      { numRuns: 500 },
    )
  })
})

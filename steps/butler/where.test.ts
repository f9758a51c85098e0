import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boundWhere, literalWhere, where } from './where.ts'

describe('boundWhere', () => {
  test('binds every value, also those of lists', () => {
    expect(boundWhere({ instrument: 'SimCam', detector: [1, 2], tract: 0 })).toEqual({
      where: 'instrument = :lvv_0 AND detector IN (:lvv_1, :lvv_2) AND tract = :lvv_3',
      bind: { lvv_0: 'SimCam', lvv_1: 1, lvv_2: 2, lvv_3: 0 },
    })
  })

  test('leaves an expression as it is', () => {
    expect(boundWhere('visit > 3')).toEqual({ where: 'visit > 3', bind: {} })
    expect(boundWhere({})).toEqual({ where: '', bind: {} })
  })

  test('never lets a value into the expression', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        expect(boundWhere({ skymap: value }).where).toBe('skymap = :lvv_0')
      }),
    )
  })
})

describe('literalWhere', () => {
  test('quotes texts and keeps integers exact', () => {
    expect(
      literalWhere({ instrument: 'SimCam', 'visit.exposure_time': 30.5, visit: 2n ** 60n }),
    ).toBe("instrument = 'SimCam' AND visit.exposure_time = 30.5 AND visit = 1152921504606846976")
  })

  test.each(["it's", 'line\nfeed', 'nul\u0000'])('refuses %j', (value) => {
    expect(() => literalWhere({ skymap: value })).toThrow(/cannot be quoted/)
  })
})

test.each([{ 'a b': 1 }, { "instrument = 'x' OR skymap": 'y' }, { visit: [] }, { visit: null }, 3])(
  'the schema refuses %j',
  (given) => {
    expect(where.safeParse(given).success).toBe(false)
  },
)

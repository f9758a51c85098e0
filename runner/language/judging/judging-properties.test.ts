import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Verdict } from '#domain/verdict.ts'
import {
  atMost,
  judge,
  literal,
  measured,
  measureOf,
  ownLimit,
  parameter,
} from './judging-for-test.ts'

/** Decimal numbers as people write them. */
const decimal = fc.integer({ min: -99_999, max: 99_999 }).map((digits) => digits / 100)
const positive = fc.integer({ min: 0, max: 9_999 }).map((digits) => digits / 100)
const sense = fc.constantFrom('at-most' as const, 'at-least' as const)
const guard = fc.option(fc.constantFrom(1, 2, 3), { nil: undefined })

const better: { readonly [verdict in Verdict]: number } = {
  fail: 0,
  blocked: 1,
  'in-progress': 2,
  'not-executed': 3,
  'pass-with-deviation': 4,
  pass: 5,
}

const held = fc.record({
  value: decimal,
  limit: decimal,
  u: positive,
  sense,
  guard,
  strict: fc.boolean(),
})
type Held = typeof held extends fc.Arbitrary<infer T> ? T : never

const verdictOf = ({ value, limit, u, sense: direction, guard: band, strict }: Held) =>
  judge(
    measureOf(atMost(limit, { sense: direction, strict }), {
      value: 'result.v',
      uncertainty: 'result.u',
      ...(band === undefined ? {} : { guard: band }),
    }),
    { result: { v: value, u } },
  )

test('widening a limit never turns a pass into a fail', () => {
  fc.assert(
    fc.property(held, positive, (case_, by) => {
      const wider = case_.sense === 'at-most' ? case_.limit + by : case_.limit - by
      const [narrow, wide] = [verdictOf(case_), verdictOf({ ...case_, limit: wider })]
      expect(better[wide.verdict]).toBeGreaterThanOrEqual(better[narrow.verdict])
    }),
  )
})

test('a smaller uncertainty and a smaller guard band never turn a pass into a fail', () => {
  fc.assert(
    fc.property(held, (case_) => {
      const before = better[verdictOf(case_).verdict]
      expect(better[verdictOf({ ...case_, u: case_.u / 2 }).verdict]).toBeGreaterThanOrEqual(before)
      expect(better[verdictOf({ ...case_, guard: undefined }).verdict]).toBeGreaterThanOrEqual(
        before,
      )
    }),
  )
})

test('the sign of the margin is the verdict of an unguarded limit', () => {
  fc.assert(
    fc.property(held, (case_) => {
      const { verdict, margin = 0 } = verdictOf({ ...case_, guard: undefined })
      if (margin === 0) expect(verdict).toBe(case_.strict ? 'fail' : 'pass')
      else expect(verdict).toBe(margin > 0 ? 'pass' : 'fail')
    }),
  )
})

test('the verdict does not depend on the unit the limit is stated in', () => {
  const stated = fc.constantFrom(
    ['arcsec', 1000],
    ['uas', 0.001],
    ['arcmin', 60_000],
  ) as fc.Arbitrary<[string, number]>
  fc.assert(
    fc.property(held, stated, ({ value, limit, sense: direction, strict }, [unit, factor]) => {
      const other = Number((limit / factor).toPrecision(15))
      const inMas = measured(value, atMost(limit, { sense: direction, strict }))
      const inOther = measured(value, atMost(other, { unit, sense: direction, strict }))
      expect(inOther.verdict).toBe(inMas.verdict)
    }),
  )
})

test('a deviation only ever turns a fail into pass-with-deviation', () => {
  fc.assert(
    fc.property(held, decimal, ({ value, limit, sense: direction }, relaxed) => {
      const plain = measured(value, atMost(limit, { sense: direction }))
      const deviation = { limit: relaxed, jira: 'LVV-7', expires: '2027-01-01' }
      const deviating = measured(value, atMost(limit, { sense: direction, deviation }))
      if (plain.verdict === 'pass') expect(deviating).toEqual(plain)
      else expect(['fail', 'pass-with-deviation']).toContain(deviating.verdict)
      expect(deviating.margin).toBe(plain.margin)
    }),
  )
})

test('a limit of the case beside a requirement only ever makes it stricter', () => {
  fc.assert(
    fc.property(decimal, decimal, decimal, sense, (value, limit, own, direction) => {
      const required = measured(value, atMost(limit, { sense: direction }))
      const both = measured(value, {
        kind: 'meets',
        limit: parameter(limit, { sense: direction }),
        own: ownLimit(own, { sense: direction }),
      })
      expect(better[both.verdict]).toBeLessThanOrEqual(better[required.verdict])
    }),
  )
})

test('agreement is the same whichever side of the known value it is on', () => {
  fc.assert(
    fc.property(
      decimal,
      positive,
      positive,
      fc.integer({ min: 1, max: 5 }),
      (known, off, u, within) => {
        const near = (value: number) =>
          judge(
            measureOf(
              { kind: 'near', near: { source: 'result.known', line: 0 }, within: literal(within) },
              { value: 'result.v', uncertainty: 'result.u' },
            ),
            { result: { v: value, u, known } },
          )
        expect(near(known + off).verdict).toBe(near(known - off).verdict)
      },
    ),
  )
})

test('over a list the result is the fold of the results one by one', () => {
  const values = fc.array(decimal, { minLength: 1, maxLength: 12 })
  fc.assert(
    fc.property(values, decimal, fc.constantFrom(0, 0.1, 0.5, 1), (list, limit, allow) => {
      const failing = list.filter(
        (value) => measured(value, atMost(limit)).verdict === 'fail',
      ).length
      const result = judge(
        {
          ...measureOf(atMost(limit), { value: 'item' }),
          each: { list: { source: 'result', line: 0 }, allow },
        },
        { result: list },
      )
      expect(result.items).toMatchObject({ total: list.length, failed: failing })
      expect(result.verdict).toBe(failing / list.length <= allow ? 'pass' : 'fail')
      expect(result.margin).toBe(Math.min(...list.map((value) => limit - value)))
    }),
  )
})

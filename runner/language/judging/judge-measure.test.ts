import { describe, expect, test } from 'vitest'
import type { Scope } from '#domain/execution-graph.ts'
import type { Criterion, ParameterLimit } from '#domain/expectation.ts'
import {
  atMost,
  judge,
  literal,
  measured,
  measureOf,
  ownLimit,
  parameter,
} from './judging-for-test.ts'

describe('limits', () => {
  test.each<[string, number, Criterion, string, number]>([
    ['inside at most', 7, atMost(10), 'pass', 3],
    ['on the limit', 10, atMost(10), 'pass', 0],
    ['beyond at most', 12, atMost(10), 'fail', -2],
    ['on a strict limit', 10, atMost(10, { strict: true }), 'fail', 0],
    ['inside a strict limit', 9, atMost(10, { strict: true }), 'pass', 1],
    ['inside at least', 12, atMost(10, { sense: 'at-least' }), 'pass', 2],
    ['below at least', 7, atMost(10, { sense: 'at-least' }), 'fail', -3],
    ['on a strict at least', 10, atMost(10, { sense: 'at-least', strict: true }), 'fail', 0],
    ['equal', 10, atMost(10, { sense: 'equals' }), 'pass', 0],
    ['not equal', 12, atMost(10, { sense: 'equals' }), 'fail', -2],
    ['own limit alone', 7, { kind: 'limit', own: ownLimit(10) }, 'pass', 3],
    ['own limit missed', 12, { kind: 'limit', own: ownLimit(10) }, 'fail', -2],
    ['own strict limit', 10, { kind: 'limit', own: ownLimit(10, { strict: true }) }, 'fail', 0],
  ])('%s: %d', (...[, value, criterion, verdict, margin]) => {
    expect(measured(value, criterion)).toMatchObject({ verdict, margin })
  })

  test('convert to the unit of the expectation, exactly', () => {
    const arcsec = atMost(0.29, { unit: '1' })
    const result = judge(measureOf(arcsec, { unit: '%' }), { result: 29 })
    expect(result).toMatchObject({
      verdict: 'pass',
      margin: 0,
      limit: { limit: 29, stated: { value: 0.29, unit: '1' } },
    })
    expect(measured(49, atMost(0.05, { unit: 'arcsec' }))).toMatchObject({ margin: 1 })
  })

  test('of another dimension block: nothing was judged', () => {
    const result = measured(1, atMost(10, { unit: 'mmag' }))
    expect(result).toMatchObject({ verdict: 'blocked', meets: 'DMS-REQ-0360/AM2' })
    expect(result.message).toContain('measure different things')
  })

  test('without a direction block', () => {
    const { sense: _none, ...limit } = parameter(10)
    expect(measured(1, { kind: 'meets', limit }).verdict).toBe('blocked')
  })

  test('name value, uncertainty, size, unit, limit and margin', () => {
    const whole = judge(
      measureOf(atMost(10), { value: 'result.v', uncertainty: 'result.u', n: 'result.n' }),
      { result: { v: 7.5, u: 0.25, n: 120 } },
    )
    expect(whole.message).toBe(
      'AM2 = 7.5 ± 0.25 mas (n = 120), expected at most 10 mas: margin 2.5 mas',
    )
    expect(whole.measurement).toEqual({
      measure: 'AM2',
      value: 7.5,
      unit: 'mas',
      uncertainty: 0.25,
      n: 120,
    })
  })

  test('show numbers in full where six digits would hide the verdict', () => {
    expect(measured(10.0000001, atMost(10)).message).toContain('AM2 = 10.0000001 mas')
  })
})

describe('what is no finite number fails', () => {
  const criteria: readonly Criterion[] = [
    atMost(10),
    { kind: 'compares', limit: parameter(10) },
    { kind: 'limit', own: ownLimit(10) },
    { kind: 'near', near: { source: '3.0', line: 0 }, within: literal(3) },
  ]
  const values: readonly [string, Scope['result']][] = [
    ['null', null],
    ['NaN', Number.NaN],
    ['infinity', Number.NEGATIVE_INFINITY],
    ['text', '7'],
    ['list', [7]],
    ['boolean', true],
  ]
  test.each(
    criteria.flatMap((criterion) =>
      values.map(([name, value]) => [name, criterion.kind, criterion, value] as const),
    ),
  )('%s with %s', (_name, _kind, criterion, value) => {
    expect(measured(value, criterion).verdict).toBe('fail')
  })

  test('also an absent value, uncertainty or sample size, and a limit that is none', () => {
    const scope: Scope = { result: { v: 7 } }
    expect(judge(measureOf(atMost(10), { value: 'result.absent' }), scope).verdict).toBe('fail')
    expect(
      judge(measureOf(atMost(10), { value: 'result.v', n: 'result.absent' }), scope).verdict,
    ).toBe('fail')
    const uncertain = { value: 'result.v', uncertainty: 'result.absent' }
    expect(judge(measureOf(atMost(10), uncertain), scope)).toMatchObject({
      verdict: 'fail',
      meets: 'DMS-REQ-0360/AM2',
    })
    const negative = { value: 'result.v', uncertainty: '-0.5' }
    expect(judge(measureOf(atMost(10), negative), scope).message).toContain('negative')
    expect(
      measured(7, { kind: 'limit', own: { ...ownLimit(0), limit: literal(null) } }).verdict,
    ).toBe('fail')
  })
})

describe('a stricter limit of the case beside a requirement', () => {
  const both = (
    own: ReturnType<typeof ownLimit>,
    limit: ParameterLimit = parameter(10),
  ): Criterion => ({
    kind: 'meets',
    limit,
    own,
  })
  test.each<[string, number, Criterion, string, number]>([
    ['stricter decides', 9, both(ownLimit(8)), 'fail', 8],
    ['stricter is met', 7, both(ownLimit(8)), 'pass', 8],
    ['looser does not decide', 11, both(ownLimit(12)), 'fail', 10],
    ['the same but strict decides', 10, both(ownLimit(10, { strict: true })), 'fail', 10],
    [
      'the same and not strict leaves the strict one',
      10,
      both(ownLimit(10), parameter(10, { strict: true })),
      'fail',
      10,
    ],
    [
      'at least: greater is stricter',
      11,
      both(ownLimit(12, { sense: 'at-least' }), parameter(10, { sense: 'at-least' })),
      'fail',
      12,
    ],
    ['another side: the missed one', 2, both(ownLimit(5, { sense: 'at-least' })), 'fail', 5],
    [
      'another side: both met, the nearer is shown',
      6,
      both(ownLimit(5, { sense: 'at-least' })),
      'pass',
      5,
    ],
  ])('%s', (...[, value, criterion, verdict, limit]) => {
    expect(measured(value, criterion)).toMatchObject({
      verdict,
      limit: { limit },
      meets: 'DMS-REQ-0360/AM2',
    })
  })

  test('that is no stricter leaves the deviation of the requirement in force', () => {
    const deviation = { limit: 20, jira: 'LVV-1', expires: '2027-01-01' }
    const limit = parameter(10, { strict: true, deviation })
    const own = ownLimit(10, { strict: true })
    expect(measured(12, both(own, limit)).verdict).toBe('pass-with-deviation')
  })

  test('is not relaxed by a deviation of the requirement', () => {
    const deviating = parameter(10, {
      deviation: { limit: 20, jira: 'LVV-1', expires: '2027-01-01' },
    })
    expect(measured(9, both(ownLimit(8), deviating)).verdict).toBe('fail')
  })
})

describe('a deviation in force', () => {
  const deviation = { limit: 0.015, jira: 'LVV-77', expires: '2027-01-01' }
  const limit = (more: Partial<ParameterLimit> = {}): Criterion => ({
    kind: 'meets',
    limit: parameter(0.01, { unit: 'arcsec', deviation, ...more }),
  })
  test.each<[string, number, string, string | undefined]>([
    ['is not needed inside the limit', 9, 'pass', undefined],
    ['turns a fail within its limit', 12, 'pass-with-deviation', 'LVV-77'],
    ['holds on its limit', 15, 'pass-with-deviation', 'LVV-77'],
    ['does not reach beyond', 15.1, 'fail', undefined],
  ])('%s', (_title, value, verdict, key) => {
    const result = measured(value, limit())
    expect(result).toMatchObject({ verdict, margin: expect.closeTo(10 - value, 9) })
    expect(result.deviation).toBe(key)
  })

  test('is as strict as the limit, and guarded as it is', () => {
    expect(measured(15, limit({ strict: true })).verdict).toBe('fail')
    const guarded = { uncertainty: '1.0', guard: 2 }
    expect(measured(12, limit(), guarded).verdict).toBe('pass-with-deviation')
    expect(measured(9, limit(), guarded).verdict).toBe('pass-with-deviation')
    expect(measured(14, limit(), guarded).verdict).toBe('fail')
  })

  test('does not help what could not be measured', () => {
    expect(measured(null, limit()).verdict).toBe('fail')
    expect(measured(12, limit(), { guard: 2 }).verdict).toBe('blocked')
  })
})

describe('compares', () => {
  test.each<[number, number]>([
    [7, 3],
    [12, -2],
  ])('records the margin of %d and passes always', (value, margin) => {
    const result = measured(value, { kind: 'compares', limit: parameter(10) })
    expect(result).toMatchObject({ verdict: 'pass', margin, compares: 'DMS-REQ-0360/AM2' })
    expect(result.message).toContain('decides nothing')
  })

  test('has no margin where the number has no direction', () => {
    const { sense: _none, ...limit } = parameter(10)
    const result = measured(12, { kind: 'compares', limit })
    expect(result.verdict).toBe('pass')
    expect(result.margin).toBeUndefined()
  })
})

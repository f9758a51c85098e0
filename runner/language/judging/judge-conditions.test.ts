import { expect, test } from 'vitest'
import type { Condition } from '#domain/expectation.ts'
import { judge, measured, measureOf, parameter } from './judging-for-test.ts'

const expression = (source: string) => ({ source, line: 1 })
const users = (source: string | undefined, more: Partial<Condition> = {}): Condition => ({
  name: 'users',
  value: 100,
  unit: '1',
  strict: false,
  ...(source !== undefined && { stated: { value: expression(source) } }),
  ...more,
})
const result = { value: 5, users: 100, many: { value: 60, unit: 's' }, none: null }
const least = { sense: 'at-least' } as const
const time = { name: 'time', value: 1, unit: 'min' } as const
const inSeconds = { stated: { value: expression('60.0'), unit: 's' } }

test.each([
  ['equal, without a sense', [users('result.users')], undefined],
  ['more, without a sense', [users('101.0')], { unstated: [], unmet: ['users'] }],
  ['more, at least', [users('101.0', least)], undefined],
  ['less, at least', [users('99.0', least)], { unstated: [], unmet: ['users'] }],
  [
    'the limit itself, strictly',
    [users('100.0', { ...least, strict: true })],
    { unstated: [], unmet: ['users'] },
  ],
  ['less, at most', [users('99.0', { sense: 'at-most' })], undefined],
  ['nothing', [users(undefined)], { unstated: ['users'], unmet: [] }],
  ['null', [users('result.none')], { unstated: ['users'], unmet: [] }],
  ['what cannot be evaluated', [users('result.missing')], { unstated: ['users'], unmet: [] }],
  ['a text', [users('"many"')], { unstated: ['users'], unmet: [] }],
  ['another unit', [users(undefined, { ...time, ...inSeconds })], undefined],
  ['a value with its unit', [users('result.many', time)], undefined],
  ['a wrong dimension', [users('result.many')], { unstated: ['users'], unmet: [] }],
  [
    'two, of which one',
    [users(undefined, { name: 'b' }), users('99.0')],
    { unstated: ['b'], unmet: ['users'] },
  ],
])('stating %s: %j', (_, conditions, expected) => {
  const criterion = { kind: 'meets', limit: parameter(10), conditions } as const
  const judged = measured(result, criterion, { value: 'result.value' })
  expect([judged.verdict, judged.conditions]).toEqual(['pass', expected])
})

test('a condition never changes the verdict, and the message says what it was', () => {
  const criterion = (limit: number) =>
    ({ kind: 'meets', limit: parameter(limit), conditions: [users('20.0', least)] }) as const
  const judged = measured(result, criterion(4), { value: 'result.value' })
  expect(judged.verdict).toBe('fail')
  expect(judged.message).toBe(
    'AM2 = 5 mas, expected at most 4 mas: margin -1 mas; users was 20, not at least 100',
  )
})

test('a condition that is unmet for one item of a list is unmet for all', () => {
  const criterion = {
    kind: 'meets',
    limit: parameter(10),
    conditions: [users('item.users', least)],
  } as const
  const expectation = measureOf(criterion, { value: 'item.value' })
  const list = [
    { value: 1, users: 50 },
    { value: 9, users: 100 },
  ]
  const judged = judge(
    { ...expectation, each: { list: expression('result'), allow: 0 } },
    { result: list },
  )
  expect([judged.verdict, judged.conditions]).toEqual(['pass', { unstated: [], unmet: ['users'] }])
})

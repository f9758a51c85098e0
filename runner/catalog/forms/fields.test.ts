import { expect, test } from 'vitest'
import { parseDuration, parseFraction, parseMemory } from './fields.ts'

test.each([
  ['250ms', 250],
  ['5s', 5_000],
  ['1.5m', 90_000],
  ['2h', 7_200_000],
  ['7d', 604_800_000],
  ['1h 30m', 5_400_000],
  ['30', undefined],
  ['5 minutes', undefined],
  ['-5s', undefined],
  ['', undefined],
])('the duration "%s" is %s ms', (text, expected) => {
  expect(parseDuration(text)).toBe(expected)
})

test.each([
  ['4GiB', 4 * 1024 ** 3],
  ['500MB', 500_000_000],
  ['1.5 KiB', 1536],
  ['4G', undefined],
  ['lots', undefined],
])('the memory "%s" is %s bytes', (text, expected) => {
  expect(parseMemory(text)).toBe(expected)
})

test.each([
  ['15 %', 0.15],
  ['15%', 0.15],
  [0.2, 0.2],
  [15, undefined],
  ['150 %', undefined],
  ['a few', undefined],
])('the fraction %s is %s', (value, expected) => {
  expect(parseFraction(value)).toBe(expected)
})

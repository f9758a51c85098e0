import { expect, test } from 'vitest'
import { maxSearched, patternProblem, searchPattern } from './search-pattern.ts'

test('a pattern that makes backtracking engines hang answers in time linear in the text', () => {
  const cost = (length: number): number => {
    const started = performance.now()
    expect(searchPattern('^(a+)+$', `${'a'.repeat(length)}!`)).toBe(false)
    return performance.now() - started
  }
  cost(1000)
  // Backtracking takes seconds for 30 characters already.
  expect(cost(20_000)).toBeLessThan(1000)
})

test.each(['(?=a)b', '(a)\\1', '(a', 'a{2000}', 'x'.repeat(2000)])(
  '%s is no pattern',
  (pattern) => {
    expect(patternProblem(pattern)).toBeDefined()
    expect(() => searchPattern(pattern, 'a')).toThrow()
  },
)

test('a text too long to be searched is refused, not searched', () => {
  expect(() => searchPattern('a', 'b'.repeat(maxSearched + 1))).toThrow(/too long/)
})

test('a right pattern has no problem', () => {
  expect(patternProblem('^w_\\d{4}_\\d{2}$')).toBeUndefined()
})

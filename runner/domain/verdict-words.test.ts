import { expect, it } from 'vitest'
import { parseVerdictWord, verdictWords } from './verdict-words.ts'

it.each([
  ['Pass', 'pass'],
  ['Passed', 'pass'],
  ['PASS', 'pass'],
  ['Pass w/ Deviation', 'pass-with-deviation'],
  ['Pass with deviation', 'pass-with-deviation'],
  ['pass-with-deviation', 'pass-with-deviation'],
  ['Conditional Pass', 'pass-with-deviation'],
  ['Fail', 'fail'],
  ['Failed', 'fail'],
  ['Blocked', 'blocked'],
  ['Not Executed', 'not-executed'],
  ['NOT_EXECUTED', 'not-executed'],
  ['In Progress', 'in-progress'],
  ['in-progress', 'in-progress'],
  ['Verified', undefined],
  ['', undefined],
  ['constructor', undefined],
])('reads %j as %s', (word, verdict) => {
  expect(parseVerdictWord(word)).toBe(verdict)
})

it('knows every word that messages offer', () => {
  expect(verdictWords.map(parseVerdictWord)).not.toContain(undefined)
})

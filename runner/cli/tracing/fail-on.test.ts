import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import { failuresOf, parseFailOn } from './fail-on.ts'

describe('parseFailOn', () => {
  it('takes a list of words, and nothing for nothing', () => {
    expect(parseFailOn('gaps, failures,outdated')).toEqual(['gaps', 'failures', 'outdated'])
    expect(parseFailOn(undefined)).toEqual([])
  })

  it('names the words, and the nearest one', () => {
    expect(() => parseFailOn('gap')).toThrow(
      expect.objectContaining({
        message: '--fail-on takes gaps, failures, outdated, pending, found "gap"',
        hint: 'Did you mean "gaps"?',
      }),
    )
  })
})

it.each(['', ' ', ',', 'gaps,'])('refuses %j, which names nothing', (text) => {
  expect(() => parseFailOn(text)).toThrow(/found ""/)
})

describe('failuresOf', () => {
  const trace = sampleTrace({ requirements: 40, cases: 80 })

  it('says how many there are of what was asked for, and nothing of the rest', () => {
    const failing = trace.elements.filter(({ coverage }) => coverage === 'with-failures').length
    expect(failing).toBeGreaterThan(0)
    expect(failuresOf(trace, ['failures'])).toEqual([`failures: ${failing}`])
    expect(failuresOf({ ...trace, gaps: [], elements: [] }, ['gaps', 'failures'])).toEqual([])
  })
})

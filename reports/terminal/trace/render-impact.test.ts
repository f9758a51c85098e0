import { expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import { renderImpact } from './render-impact.ts'

const trace = sampleTrace({ requirements: 4, cases: 8 })
const screen = { columns: 80, colour: false, unicode: true }
const impact = (cases: readonly string[], results: readonly string[]): string =>
  renderImpact(
    {
      key: 'core',
      what: 'step family',
      cases,
      results,
      elements: cases,
      requirements: [],
      children: [],
    },
    trace,
    screen,
  )

it('counts one as one, and names the command that takes all cases, not those of a plan alone', () => {
  expect(impact(['LVV-T1'], ['1/LVV-T1#1'])).toMatch(
    /^ {2}1 live case\n[\s\S]*^ {2}1 result valid today\n[\s\S]*^ {2}1 element {2}LVV-T1\n.*lvv run --rerun outdated/m,
  )
  expect(impact(['LVV-T1', 'LVV-T2'], [])).toMatch(/^ {2}2 live cases\n[\s\S]*^ {2}2 elements /m)
})

it('says where nothing would have to run again', () => {
  expect(impact([], [])).toContain('nothing would have to run again')
})

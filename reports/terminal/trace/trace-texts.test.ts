import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import { widthOf } from '#reports/terminal/text/width-of.ts'
import { renderGaps } from './render-gaps.ts'
import { renderKey } from './render-key.ts'
import { renderOverview } from './render-overview.ts'

const sample = sampleTrace({ requirements: 30, cases: 60 })
const hostile = sampleTrace({ requirements: 6, cases: 12, hostile: true })
const forbidden = /[^\n\P{Cc}]|[\u200b\u200c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u
const screen = (columns: number) => ({ columns, colour: false })

const textsOf = (trace: typeof sample, columns: number) => [
  renderOverview(trace, screen(columns)),
  renderGaps(trace.gaps, screen(columns)),
  ...[...trace.requirements.map(({ id }) => id), ...trace.elements.map(({ key }) => key)].map(
    (key) => renderKey(trace, key, screen(columns)) ?? 'missing',
  ),
  ...trace.cases.map(({ key }) => renderKey(trace, key, screen(columns)) ?? 'missing'),
]

describe('the texts of lvv trace', () => {
  it.each([80, 200])('show the overview in %i columns', async (columns) => {
    const text = renderOverview(sample, screen(columns))
    await expect(text).toMatchFileSnapshot(`golden/overview-${columns}.txt`)
  })

  it('follow a requirement to its elements, cases and results', async () => {
    const measured = sample.measures.find(({ requirement }) => requirement !== undefined)
    const text = renderKey(sample, measured?.requirement ?? '', screen(100))
    await expect(text).toMatchFileSnapshot('golden/requirement.txt')
    expect(renderKey(sample, 'DMS-REQ-9999', screen(100))).toBeUndefined()
  })

  it.each([40, 80, 200])('never exceed %i columns, never act on the terminal', (columns) => {
    for (const trace of [sample, hostile]) {
      for (const text of textsOf(trace, columns)) {
        expect(text).not.toMatch(forbidden)
        expect(text).not.toBe('missing')
        for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(columns)
      }
    }
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { arbitraryDossier } from '#traceability/testing/arbitrary-dossier.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'
import { markdownText } from './markdown-text.ts'
import { renderMarkdown } from './render-markdown.ts'

describe('renderMarkdown', () => {
  it('sums up a run, its margins and what it means for coverage', async () => {
    const trace = sampleTrace({ requirements: 12, cases: 24 })
    const text = renderMarkdown(buildDossier(sampleInput), trace)
    await expect(text).toMatchFileSnapshot('golden/summary.md')
  })

  it('keeps every table row in its columns, whatever the texts hold', () => {
    fc.assert(
      fc.property(arbitraryDossier, (dossier) => {
        for (const line of renderMarkdown(dossier).split('\n')) {
          expect(line).not.toMatch(/<(script|img|a)\b|https?:\/\//i)
          if (!line.startsWith('|')) continue
          const columns = line.replaceAll('\\|', '').split('|').length - 2
          expect([2, 3, 4]).toContain(columns)
        }
      }),
      { numRuns: 50 },
    )
  })
})

describe('markdownText', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert\\(1\\)&lt;/script&gt;'],
    ['a|b\nc', 'a\\|b c'],
    ['@team see https://x.y', '&#64;team see https:&#47;&#47;x.y'],
    ['**bold** [x](y)', '\\*\\*bold\\*\\* \\[x\\]\\(y\\)'],
  ])('shows %j literally', (text, shown) => expect(markdownText(text)).toBe(shown))

  it('cuts what no reader reads', () => {
    expect(markdownText('x'.repeat(100_000)).length).toBeLessThan(400)
  })
})

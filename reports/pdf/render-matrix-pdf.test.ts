import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import { matrixRows } from './matrix-rows.ts'
import { renderMatrixPdf } from './render-matrix-pdf.ts'

const trace = sampleTrace({ requirements: 24, cases: 30 })

it('gives the same bytes for the same trace', async () => {
  expect(Buffer.compare(await renderMatrixPdf(trace), await renderMatrixPdf(trace))).toBe(0)
})

it('has a bookmark for each requirement, embedded fonts, and links only to the web', async () => {
  const hostile = sampleTrace({ requirements: 24, cases: 30, hostile: true })
  for (const of of [trace, hostile]) {
    const bytes = Buffer.from(await renderMatrixPdf(of, { jira: 'https://jira.example.org' }))
    const text = bytes.toString('latin1')
    const requirements = matrixRows(of, '').filter(({ starts }) => starts)
    expect(text.match(/\/Parent \d+ 0 R\n\/Title/g)?.length ?? 0).toBeGreaterThanOrEqual(
      requirements.length,
    )
    expect(text).toContain('/FontFile2')
    const links = text.match(/\/URI \(([^)]*)\)/g) ?? []
    expect(links.length).toBeGreaterThan(5)
    for (const link of links) expect(link).toContain('(https://jira.example.org/')
    expect(text).not.toMatch(/\/JavaScript|\/Launch|\/OpenAction/)
  }
})

it('shows a rehearsal apart from the result that counts', () => {
  const [row] = matrixRows(
    {
      ...trace,
      elements: trace.elements.map((element) => ({
        ...element,
        cells: element.cells.map(({ verdict: _, taken: __, ...cell }) => ({
          ...cell,
          rehearsed: { verdict: 'pass', result: trace.results[0]?.id ?? '' },
        })),
      })),
    },
    '',
  ).filter(({ cells }) => (cells[4]?.length ?? 0) > 0)
  expect(row?.cells[3]).toEqual([{ text: 'none', tone: 'quiet' }])
  expect(row?.cells[4]?.[0]).toEqual({ text: 'rehearsed: pass', tone: 'rehearsed' })
})

it('writes every page with its heading row', async () => {
  const bytes = Buffer.from(await renderMatrixPdf(trace))
  const fills = contents(bytes).map((page) => (page.match(/0 0\.24\d+ 0\.25\d+ scn/g) ?? []).length)
  expect(fills.length).toBeGreaterThan(1)
  for (const count of fills) expect(count).toBeGreaterThan(0)
})

/** Content streams of the pages. */
const contents = (bytes: Buffer): readonly string[] =>
  [...bytes.toString('latin1').matchAll(/stream\n([\s\S]*?)\nendstream/g)].flatMap(
    ([, body = '']) => {
      try {
        const text = inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
        return text.includes(' Tf') ? [text] : []
      } catch {
        // Not a compressed stream: no page.
        return []
      }
    },
  )

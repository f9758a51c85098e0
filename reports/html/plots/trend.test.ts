import { describe, expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { textOf } from '#reports/html/html.ts'
import { countingPoint, countingPoints } from './measure-marks.ts'
import { sparkline } from './sparkline.ts'
import { trend } from './trend.ts'
import { trendOf } from './trend-lines.ts'

const [sample] = sampleTrace({ requirements: 200, cases: 400 }).measures
const first = sample?.points[0]
if (!sample || !first) throw new Error('the sample measures nothing')

const point = (
  run: number,
  band: string,
  value: number,
  more: Partial<MeasureOutcome> = {},
): MeasureOutcome => ({
  ...first,
  run,
  matrix: { band },
  value,
  margin: 10 - value,
  at: `2026-11-${String(run).padStart(2, '0')}T00:00:00.000Z`,
  creditable: true,
  release: run < 3 ? 'w_1' : 'w_2',
  ...more,
})
const measure = (...points: readonly MeasureOutcome[]): MeasureTrace => ({ ...sample, points })
const curves = (measured: MeasureTrace) =>
  [...textOf(trend(measured, () => '#')).matchAll(/class="curve" d="([^"]*)"/g)].map(
    ([, path]) => path ?? '',
  )

describe('the trend of a measure', () => {
  it('joins what one cell found over runs, and never the cells of one run', () => {
    const measured = measure(point(1, 'g', 5), point(1, 'r', 6), point(2, 'g', 7), point(2, 'r', 8))
    const { lines, runs } = trendOf(measured, 60)
    expect(lines.map(({ label, points }) => [label, points.map(({ value }) => value)])).toEqual([
      ['band g', [5, 7]],
      ['band r', [6, 8]],
    ])
    expect(runs.map(({ run }) => run)).toEqual([1, 2])
    expect(curves(measured)).toHaveLength(2)
  })

  it('draws no line of a single run', () => {
    const measured = measure(...['u', 'g', 'r', 'i'].map((band, index) => point(1, band, index)))
    expect(curves(measured).filter((path) => path.includes('L'))).toEqual([])
    expect(textOf(sparkline(measured) ?? trend(measured, () => '#'))).not.toContain('curve')
  })

  it('keeps rehearsals apart from what counts', () => {
    const measured = measure(
      point(1, 'g', 5),
      point(2, 'g', 6, { creditable: false }),
      point(3, 'g', 7),
    )
    expect(trendOf(measured, 60).lines.map(({ points }) => points.map(({ run }) => run))).toEqual([
      [1, 3],
      [2],
    ])
  })

  it('marks where each release begins, and takes the newest runs', () => {
    const measured = measure(...[1, 2, 3, 4].map((run) => point(run, 'g', run)))
    const begins = (most: number) =>
      trendOf(measured, most)
        .runs.filter((run) => run.first)
        .map(({ run, release }) => `${run} ${release}`)
    expect(begins(60)).toEqual(['1 w_1', '3 w_2'])
    expect(begins(3)).toEqual(['2 w_1', '3 w_2'])
  })

  it('names run, day, cell and value of every point', () => {
    const text = textOf(trend(measure(point(3, 'g', 5.5, { uncertainty: 0.1 })), () => '#'))
    expect(text).toContain('Run 3, 2026-11-03, band g: 5.50 ± 0.10')
  })
})

describe('what counts of a measure', () => {
  it('is the newest of each cell at the newest release, the least margin first', () => {
    const measured = measure(
      point(1, 'y', 9.9),
      point(3, 'g', 5),
      point(3, 'r', 8),
      point(4, 'g', 6),
      point(5, 'r', 9.5, { creditable: false }),
    )
    expect(countingPoints(measured).map(({ run, value }) => [run, value])).toEqual([
      [4, 6],
      [3, 8],
    ])
    expect(countingPoint(measured)).toMatchObject({ run: 3, value: 8 })
  })
})

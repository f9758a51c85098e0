import { describe, expect, it } from 'vitest'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import { caseKey, id } from '#traceability/testing/sample-definitions.ts'
import { held, parameter, requirement } from '#traceability/testing/trace-parts.ts'
import { seriesOf } from './series-of.ts'
import { traceMeasures } from './trace-measures.ts'

const point = (run: number, more: Partial<MeasureOutcome> = {}): MeasureOutcome => ({
  run,
  execution: id('LVV-T1'),
  attempt: 1,
  row: 'am1',
  case: caseKey('LVV-T1'),
  matrix: {},
  at: `2026-01-0${run}`,
  creditable: true,
  measure: 'AM1',
  value: run,
  unit: 'mas',
  verdict: 'pass',
  elements: [],
  ...more,
})
const requirements = held([
  requirement('DMS-REQ-0001', {
    parameters: { AM1: parameter('AM1', { role: 'target', estimate: 8 }) },
  }),
])

describe('traceMeasures', () => {
  it('gathers what speaks of one parameter over runs, oldest first, with its key numbers', () => {
    const measures = [
      point(2, { compares: 'DMS-REQ-0001/AM1' }),
      point(1, { compares: 'DMS-REQ-0001/AM1' }),
      point(1),
    ]
    const traced = traceMeasures({ measures, requirements })
    expect(
      traced.map(({ key, role, points }) => [key, role, points.map(({ run }) => run)]),
    ).toEqual([
      ['AM1', undefined, [1]],
      ['DMS-REQ-0001/AM1', 'target', [1, 2]],
    ])
    expect(traced[1]?.parameter?.estimate).toBe(8)
  })

  it('keeps points of another unit apart', () => {
    const traced = traceMeasures({
      measures: [point(1, { unit: 'arcsec' }), point(2)],
      requirements,
    })
    expect(traced.map(({ key, unit }) => [key, unit])).toEqual([
      ['AM1', 'mas'],
      ['AM1 (arcsec)', 'arcsec'],
    ])
  })

  it('splits into one line of each cell', () => {
    const band = (name: string) => ({ matrix: { band: name } })
    const [measure] = traceMeasures({
      measures: [point(1, band('r')), point(2, band('g')), point(3, band('r'))],
      requirements,
    })
    expect(measure && seriesOf(measure).map(({ label, points }) => [label, points.length])).toEqual(
      [
        ['LVV-T1[band=g]', 1],
        ['LVV-T1[band=r]', 2],
      ],
    )
  })
})

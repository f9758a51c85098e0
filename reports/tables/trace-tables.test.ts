import { expect, it } from 'vitest'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { traceTables } from './trace-tables.ts'

const trace = sampleTrace({ requirements: 40, cases: 80 })
const [measure] = trace.measures
const [point] = measure?.points ?? []

const { compares: _, meets: __, ...bare } = point as MeasureOutcome
const rowOf = (more: Partial<MeasureOutcome>): Record<string, unknown> => {
  const measures = [
    { ...(measure as TraceDossier['measures'][number]), points: [{ ...bare, ...more }] },
  ]
  const tables = traceTables({ ...trace, measures })
  const { columns, rows } = tables.find(({ name }) => name === 'LVV Measures') ?? {
    columns: [],
    rows: [],
  }
  return Object.fromEntries(columns.map((column, index) => [column, rows[0]?.[index]]))
}

it.each<[string, Partial<MeasureOutcome>, unknown, boolean]>([
  ['a threshold', { meets: 'DMS-REQ-0001/P', verdict: 'pass' }, 'pass', true],
  ['a known value', { verdict: 'pass' }, 'pass', true],
  [
    'a missed target',
    { compares: 'DMS-REQ-0001/P', verdict: 'pass', margin: -4 },
    undefined,
    false,
  ],
  [
    'a target that nothing was read for',
    { compares: 'DMS-REQ-0001/P', verdict: 'fail' },
    'fail',
    true,
  ],
])('says of %s what decides', (_, point, verdict, decides) => {
  expect(rowOf(point)).toMatchObject({ Verdict: verdict, Decides: decides })
})

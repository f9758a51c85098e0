import { expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { outcome, traceInput } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const band = (name: string) => ({ matrix: { band: name } })
const explanation = { name: 'A', role: 'B', at: '2026-01-02', note: 'C' }

it.each<[string, Partial<TraceInput>, readonly string[]]>([
  [
    'a case that failed and was deleted',
    { cases: [], outcomes: [outcome('pass'), outcome('fail', { run: 2 })] },
    ['LVV-T1 2/LVV-T1#1 LVV-1'],
  ],
  [
    'a case that passed, was explained, or only rehearsed, and was deleted',
    {
      cases: [],
      outcomes: [
        outcome('fail', { run: 1 }),
        outcome('pass', { run: 2 }),
        outcome('fail', { of: 'LVV-T2', explanation }),
        outcome('fail', { of: 'LVV-T3', creditable: false, stage: 'rehearsal' }),
      ],
    },
    [],
  ],
  [
    'a cell that failed and was taken away or renamed',
    {
      outcomes: [
        outcome('fail', { ...band('r'), caseHash: 'case of yesterday' }),
        outcome('pass', { ...band('g'), caseHash: 'case of yesterday' }),
        outcome('pass', { ...band('g'), run: 2 }),
        outcome('pass', { ...band('rr'), run: 2 }),
      ],
    },
    ['LVV-T1[band=r] 1/LVV-T1[band=r]#1 LVV-1'],
  ],
  [
    'no cell that the newest plan has',
    {
      outcomes: [
        outcome('fail', { ...band('r'), caseHash: 'case of yesterday' }),
        outcome('pass', { ...band('g'), run: 2 }),
        outcome('not-executed', { ...band('r'), run: 2 }),
      ],
    },
    [],
  ],
])('lists %s', (_, input, expected) => {
  const { gaps } = buildTrace(traceInput(input))
  const found = gaps.filter(({ kind }) => kind === 'unknown-key')
  expect(found.map(({ key, about }) => [key, ...about].join(' '))).toEqual(expected)
})

import { expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { requirementKey } from '#traceability/testing/sample-definitions.ts'
import {
  held,
  outcome,
  parameter,
  requirement,
  traceInput,
} from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const timed = requirement('DMS-REQ-0001', { parameters: { time: parameter('time') } })
const deviations = [
  {
    release: 'R1',
    approvedBy: 'b',
    jira: 'J-1',
    expires: '2026-01-31',
    requirement: requirementKey('DMS-REQ-0001'),
    parameter: 'time',
    limit: 12,
    stage: 'operations' as const,
  },
]

it.each<[string, Partial<TraceInput>, readonly string[]]>([
  [
    'a pass by it, which stands',
    {
      requirements: held([timed], undefined, { deviations }),
      outcomes: [outcome('pass-with-deviation')],
    },
    ['DMS-REQ-0001 DMS-REQ-0001/time J-1', 'LVV-1 DMS-REQ-0001 1/LVV-T1#1'],
  ],
  [
    'a pass by one that was taken away',
    { outcomes: [outcome('pass-with-deviation')] },
    ['LVV-1 DMS-REQ-0001 1/LVV-T1#1'],
  ],
  [
    'no pass by one that is in force',
    {
      requirements: held([timed], undefined, { deviations }),
      outcomes: [outcome('pass-with-deviation')],
      today: '2026-01-31',
    },
    [],
  ],
])('lists, after the last day of a deviation, %s', (_, input, expected) => {
  const { gaps } = buildTrace(traceInput(input))
  const found = gaps.filter(({ kind }) => kind === 'deviation-expired')
  expect(found.map(({ key, about }) => [key, ...about].join(' '))).toEqual(expected)
})

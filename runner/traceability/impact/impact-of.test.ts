import { describe, expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { caseKey } from '#traceability/testing/sample-definitions.ts'
import {
  element,
  head,
  held,
  outcome,
  parameter,
  requirement,
  runOf,
  traceInput,
} from '#traceability/testing/trace-parts.ts'
import { impactOf } from './impact-of.ts'

const input = traceInput({
  requirements: held(
    [
      requirement('DMS-REQ-0001', { parameters: { time: parameter('time') } }),
      requirement('DMS-REQ-0002', { parents: ['DMS-REQ-0001'] }),
    ],
    [element('LVV-1', 'DMS-REQ-0001', { parameters: ['time'] }), element('LVV-2', 'DMS-REQ-0002')],
  ),
  cases: [
    head('LVV-T1', ['LVV-1'], {
      calls: [caseKey('LVV-T9')],
      families: ['http'],
      basis: { 'DMS-REQ-0002/read': 'x' },
    }),
    head('LVV-T2', ['LVV-2'], {
      verifies: [
        {
          element: element('LVV-2').key,
          requirement: requirement('DMS-REQ-0002').id,
          implicit: false,
        },
      ],
    }),
    head('LVV-T9', [], { kind: 'precursor' }),
  ],
  outcomes: [
    outcome('fail', { basis: {} }),
    outcome('pass', { run: 2 }),
    outcome('pass', { run: 3, of: 'LVV-T2', elements: { 'LVV-2': 'pass' } }),
  ],
  runs: [
    runOf(1),
    runOf(2),
    runOf(3, { software: [{ product: 'stack', version: '1', modified: false }] }),
  ],
})

describe('impactOf', () => {
  it.each<[string, string, string, string]>([
    ['DMS-REQ-0001', 'requirement', 'LVV-T1', '2/LVV-T1#1'],
    ['DMS-REQ-0002', 'requirement', 'LVV-T1 LVV-T2', '3/LVV-T2#1 2/LVV-T1#1'],
    ['DMS-REQ-0001/time', 'parameter', 'LVV-T1', '2/LVV-T1#1'],
    ['LVV-2', 'element', 'LVV-T2', '3/LVV-T2#1'],
    ['LVV-T1', 'case', 'LVV-T1', '2/LVV-T1#1'],
    ['LVV-T9', 'precursor', 'LVV-T1', '2/LVV-T1#1'],
    ['http', 'step family', 'LVV-T1', '2/LVV-T1#1'],
    ['stack', 'product', 'LVV-T2', '3/LVV-T2#1'],
  ])('of %s, a %s: %s by %s', (key, what, cases, results) => {
    const impact = impactOf(key, buildTrace(input))
    expect([impact?.what, impact?.cases.join(' '), impact?.results.join(' ')]).toEqual([
      what,
      cases,
      results,
    ])
  })

  it('knows children, and no other key', () => {
    const trace = buildTrace(input)
    expect(impactOf('DMS-REQ-0001', trace)?.children).toEqual(['DMS-REQ-0002'])
    expect(impactOf('DMS-REQ-0009', trace)).toBeUndefined()
  })
})

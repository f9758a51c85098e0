import { describe, expect, it } from 'vitest'
import type { GapKind } from '#domain/tracing/gap.ts'
import { buildTrace } from '#traceability/build-trace.ts'
import { elementKey, requirementKey } from '#traceability/testing/sample-definitions.ts'
import {
  element,
  head,
  held,
  imported,
  parameter,
  requirement,
  traceInput,
} from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const gapsOf = (kind: GapKind, more: Partial<TraceInput>) =>
  buildTrace(traceInput(more))
    .gaps.filter((gap) => gap.kind === kind)
    .map(({ key, about }) => [key, ...about].join(' '))

const parent = requirement('OSS-REQ-0001', { document: 'LSE-30' })
const orphan = requirement('OSS-REQ-0002', { document: 'LSE-30' })
const child = requirement('DMS-REQ-0001', { parents: ['OSS-REQ-0001'] })
const childDescoped = requirement('DMS-REQ-0001', { parents: ['OSS-REQ-0001'], status: 'descoped' })
const bare = requirement('DMS-REQ-0002')
const timed = requirement('DMS-REQ-0001', {
  parameters: {
    time: parameter('time'),
    aim: parameter('aim', { role: 'target' }),
  },
})
const approval = { release: 'R1', approvedBy: 'b', jira: 'J-1', expires: '2026-01-31' }
const waivers = [{ ...approval, element: elementKey('LVV-1'), reason: 'r' }]
const deviations = [
  {
    ...approval,
    requirement: requirementKey('DMS-REQ-0001'),
    parameter: 'time',
    limit: 12,
    stage: 'operations' as const,
  },
]

describe('findGaps', () => {
  it.each<[GapKind, string, Partial<TraceInput>, readonly string[]]>([
    [
      'parent-unanswered',
      'a parent that nobody names',
      { requirements: held([parent, orphan, child]) },
      ['OSS-REQ-0002'],
    ],
    [
      'parent-unanswered',
      'a parent of descoped children',
      { requirements: held([parent, childDescoped]) },
      ['OSS-REQ-0001 DMS-REQ-0001'],
    ],
    ['no-parent', 'nothing at the top', { requirements: held([parent, orphan, child]) }, []],
    [
      'no-parent',
      'a live one below the top',
      { requirements: held([parent, child, bare]) },
      ['DMS-REQ-0002'],
    ],
    [
      'no-element',
      'one that no element states',
      { requirements: held([child, bare]) },
      ['DMS-REQ-0002'],
    ],
    [
      'no-element',
      'nothing in a document that only others flow from',
      { requirements: held([parent, child]) },
      [],
    ],
    [
      'no-case',
      'one whose elements no live case names',
      { cases: [head('LVV-T1', ['LVV-1'], { status: 'Deprecated' })] },
      ['DMS-REQ-0001 LVV-1'],
    ],
    ['element-without-case', 'an element without a case', { cases: [] }, ['LVV-1 DMS-REQ-0001']],
    [
      'element-without-case',
      'nothing that is verified elsewhere',
      {
        cases: [],
        requirements: held(undefined, [
          element('LVV-1', undefined, { verifiedIn: [elementKey('LVV-9')] }),
        ]),
      },
      [],
    ],
    [
      'case-verifies-nothing',
      'a case without elements, not a precursor',
      { cases: [head('LVV-T1', []), head('LVV-T2', [], { kind: 'precursor' })] },
      ['LVV-T1'],
    ],
    [
      'unknown-key',
      'a parent of a held document',
      {
        requirements: held([
          parent,
          requirement('DMS-REQ-0001', { parents: ['OSS-REQ-0009', 'LSR-REQ-0001'] }),
        ]),
      },
      ['DMS-REQ-0001 OSS-REQ-0009'],
    ],
    [
      'unknown-key',
      'an element that a case names',
      { cases: [head('LVV-T1', ['LVV-99'])] },
      ['LVV-T1 LVV-99'],
    ],
    [
      'unknown-key',
      'a parameter that a case names',
      { cases: [head('LVV-T1', ['LVV-1'], { meets: ['DMS-REQ-0001/none'] })] },
      ['LVV-T1 DMS-REQ-0001/none'],
    ],
    [
      'unknown-key',
      'a parameter that an element owns',
      { requirements: held(undefined, [element('LVV-1', undefined, { parameters: ['none'] })]) },
      ['LVV-1 DMS-REQ-0001/none'],
    ],
    [
      'unknown-key',
      'a requirement of an element',
      { requirements: held([], [element('LVV-1', 'DMS-REQ-0009')]) },
      ['LVV-1 DMS-REQ-0009'],
    ],
    [
      'unknown-key',
      'an element of an imported result',
      { outcomes: [imported('pass', 1, { elements: { 'LVV-99': 'pass' } })] },
      ['LVV-99 1/import:2'],
    ],
    [
      'descoped-tested',
      'a descoped one with a live case',
      { requirements: held([childDescoped]) },
      ['DMS-REQ-0001 LVV-T1'],
    ],
    [
      'threshold-unmeasured',
      'a threshold, no target',
      { requirements: held([timed]) },
      ['DMS-REQ-0001 DMS-REQ-0001/time'],
    ],
    [
      'threshold-unmeasured',
      'nothing that a case meets',
      {
        requirements: held([timed]),
        cases: [head('LVV-T1', ['LVV-1'], { meets: ['DMS-REQ-0001/time'] })],
      },
      [],
    ],
    [
      'element-older',
      'an element of an older release',
      {
        requirements: held(
          [requirement('DMS-REQ-0001', { changed: '10' })],
          [element('LVV-1', undefined, { written: '9' })],
        ),
      },
      ['LVV-1 DMS-REQ-0001'],
    ],
    [
      'parent-cycle',
      'its own grandparent',
      {
        requirements: held([
          requirement('DMS-REQ-0001', { parents: ['DMS-REQ-0002'] }),
          requirement('DMS-REQ-0002', { parents: ['DMS-REQ-0001'] }),
        ]),
      },
      ['DMS-REQ-0001 DMS-REQ-0001 DMS-REQ-0002'],
    ],
    [
      'verified-in-missing',
      'an element that is not held',
      {
        requirements: held(undefined, [
          element('LVV-1', undefined, { verifiedIn: [elementKey('LVV-9')] }),
        ]),
      },
      ['LVV-1 LVV-9'],
    ],
    [
      'verified-in-cycle',
      'itself',
      {
        requirements: held(undefined, [
          element('LVV-1', undefined, { verifiedIn: [elementKey('LVV-1')] }),
        ]),
      },
      ['LVV-1 LVV-1'],
    ],
    [
      'status-differs',
      'Verified without results',
      { requirements: held(undefined, [element('LVV-1', undefined, { jiraStatus: 'Verified' })]) },
      ['LVV-1'],
    ],
    [
      'status-differs',
      'nothing that agrees',
      {
        requirements: held(undefined, [
          element('LVV-1', undefined, { jiraStatus: 'In Verification' }),
        ]),
      },
      [],
    ],
    [
      'method-differs',
      'an inspection by a test',
      { requirements: held(undefined, [element('LVV-1', undefined, { method: 'Inspection' })]) },
      ['LVV-1 LVV-T1'],
    ],
    [
      'waiver-expired',
      'a waiver of yesterday',
      { requirements: held(undefined, undefined, { waivers }) },
      ['LVV-1 J-1'],
    ],
    [
      'deviation-expired',
      'a deviation of yesterday',
      { requirements: held([timed], undefined, { deviations }) },
      ['DMS-REQ-0001 DMS-REQ-0001/time J-1'],
    ],
  ])('%s: %s', (kind, _, input, expected) => {
    expect(gapsOf(kind, input)).toEqual(expected)
  })

  it('finds none where everything fits', () => {
    expect(buildTrace(traceInput()).gaps).toEqual([])
  })
})

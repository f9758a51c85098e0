import { describe, expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import {
  element,
  head,
  held,
  outcome,
  requirement,
  traceInput,
} from '#traceability/testing/trace-parts.ts'
import { diffTraces } from './diff-traces.ts'
import { parseTrace, traceJson } from './trace-json.ts'

const two = held(
  [requirement('DMS-REQ-0001'), requirement('DMS-REQ-0002')],
  [element('LVV-1'), element('LVV-2', 'DMS-REQ-0002')],
)
const before = traceInput({ requirements: two, outcomes: [outcome('pass')] })

describe('diffTraces', () => {
  it('finds nothing between a model and itself, stored or not', () => {
    const trace = buildTrace(before)
    const nothing = { added: [], removed: [], changed: [] }
    expect(diffTraces(parseTrace(traceJson(trace)), trace)).toMatchObject({
      requirements: nothing,
      elements: nothing,
      cases: nothing,
      results: nothing,
      newlyVerified: [],
      newlyFailing: [],
      newlyOutdated: [],
    })
  })

  it('tells what came, went and changed, and which way coverage moved', () => {
    const after = traceInput({
      requirements: held(
        [requirement('DMS-REQ-0001', { title: 'Other' }), requirement('DMS-REQ-0003')],
        [element('LVV-1'), element('LVV-3', 'DMS-REQ-0003')],
      ),
      cases: [head('LVV-T1'), head('LVV-T2', ['LVV-3'], {})],
      outcomes: [
        outcome('pass'),
        outcome('fail', { run: 2 }),
        outcome('pass', { run: 2, of: 'LVV-T2', elements: { 'LVV-3': 'pass' } }),
      ],
    })
    const diff = diffTraces(buildTrace(before), buildTrace(after))
    expect(diff.requirements).toEqual({
      added: ['DMS-REQ-0003'],
      removed: ['DMS-REQ-0002'],
      changed: [{ key: 'DMS-REQ-0001', fields: ['title'] }],
    })
    expect([diff.elements.added, diff.elements.removed]).toEqual([['LVV-3'], ['LVV-2']])
    expect(diff.cases.added).toEqual(['LVV-T2'])
    expect(diff.results.added).toEqual(['2/LVV-T2#1', '2/LVV-T1#1'])
    expect(diff.newlyFailing).toEqual([
      { kind: 'requirement', key: 'DMS-REQ-0001', from: 'fully-verified', to: 'with-failures' },
      { kind: 'element', key: 'LVV-1', from: 'fully-verified', to: 'with-failures' },
    ])
    expect(diff.newlyVerified).toEqual([
      { kind: 'requirement', key: 'DMS-REQ-0003', to: 'fully-verified' },
      { kind: 'element', key: 'LVV-3', to: 'fully-verified' },
    ])
  })

  it('tells what is outdated now', () => {
    const changed = { ...before, cases: [head('LVV-T1', ['LVV-1'], { contentHash: 'new' })] }
    const { newlyOutdated, results } = diffTraces(buildTrace(before), buildTrace(changed))
    expect(newlyOutdated.map(({ key }) => key)).toEqual(['DMS-REQ-0001', 'LVV-1'])
    expect(results.changed).toEqual([{ key: '1/LVV-T1#1', fields: ['changes'] }])
  })
})

describe('parseTrace', () => {
  it.each<[string, string, string]>([
    ['what is no JSON', '{', 'a stored trace is not JSON'],
    ['another format', '{"format":9,"trace":{}}', 'a stored trace is wrong at format'],
    [
      'a wrong coverage',
      traceJson(buildTrace(before)).replaceAll('"fully-verified"', '"green"'),
      'a stored trace is wrong at trace.',
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => parseTrace(text)).toThrow(message)
  })
})

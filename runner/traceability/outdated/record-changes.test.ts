import { describe, expect, it } from 'vitest'
import { parameterRecord } from '#domain/requirement-records.ts'
import { buildTrace } from '#traceability/build-trace.ts'
import { said } from '#traceability/testing/said-of-element.ts'
import {
  element,
  head,
  held,
  outcome,
  parameter,
  requirement,
  traceInput,
} from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

describe('outdated and suspect', () => {
  const limit = (value: number, more = {}) =>
    requirement('DMS-REQ-0001', { parameters: { time: parameter('time', { value, ...more }) } })
  const [was, is] = [limit(10), limit(12)]
  const basisOf = (of: ReturnType<typeof limit>) => ({
    'DMS-REQ-0001': of.contentHash,
    'DMS-REQ-0001/time': of.parameters.time?.contentHash ?? '',
    'LVV-1': element('LVV-1').contentHash,
  })
  const recordOf = (hash: string) =>
    was.parameters.time?.contentHash === hash ? parameterRecord(was.parameters.time) : undefined

  it.each<[string, Partial<TraceInput>, readonly string[]]>([
    ['nothing changed', { requirements: held([was]) }, []],
    ['a limit', { requirements: held([is]), recordOf }, ['DMS-REQ-0001/time: limit 10 s → 12 s']],
    [
      'a limit whose old record is not kept',
      { requirements: held([is]) },
      ['DMS-REQ-0001/time: changed'],
    ],
    [
      'a parameter that is gone',
      { requirements: held([requirement('DMS-REQ-0001')]) },
      ['DMS-REQ-0001/time: no longer held'],
    ],
    [
      'a title of the requirement',
      { requirements: held([{ ...limit(10), contentHash: 'other' }]) },
      ['DMS-REQ-0001: changed'],
    ],
    [
      'an element',
      { requirements: held([was], [element('LVV-1', undefined, { title: 'New' })]) },
      ['LVV-1: changed'],
    ],
    [
      'the case',
      { requirements: held([was]), cases: [head('LVV-T1', ['LVV-1'], { contentHash: 'new' })] },
      ['LVV-T1: changed'],
    ],
    [
      'the case, which is gone',
      { requirements: held([was]), cases: [] },
      ['LVV-T1: no longer held'],
    ],
  ])('by %s', (_, input, expected) => {
    const outcomes = [outcome('pass', { basis: basisOf(was) })]
    const trace = buildTrace(traceInput({ outcomes, ...input }))
    expect(trace.results[0]?.changes.map(({ key, message }) => `${key}: ${message}`)).toEqual(
      expected,
    )
    const isFlagged = trace.elements[0]?.flags.includes('outdated')
    expect(isFlagged).toBe(expected.length > 0 && trace.cases.length > 0)
  })

  it('leaves the other elements of a case as they are', () => {
    const requirements = held(undefined, [
      element('LVV-1', undefined, { title: 'New' }),
      element('LVV-2'),
    ])
    const cases = [head('LVV-T1', ['LVV-1', 'LVV-2'])]
    const outcomes = [
      outcome('pass', {
        elements: { 'LVV-1': 'pass', 'LVV-2': 'pass' },
        basis: { 'LVV-1': element('LVV-1').contentHash, 'LVV-2': element('LVV-2').contentHash },
      }),
    ]
    expect(said({ requirements, cases, outcomes })).toBe('fully-verified outdated')
    expect(said({ requirements, cases, outcomes }, 'LVV-2')).toBe('fully-verified')
  })

  it.each<[string, string, string]>([
    ['10.2', '10.2.1', 'suspect'],
    ['10.9', '10.10', 'suspect'],
    ['10.2.1', '10.2.1', ''],
    ['v10.2.0', '10.2', ''],
    ['10.10', '10.9', ''],
  ])('an element of %s beside a requirement that changed in %s: %s', (written, changed, flag) => {
    const requirements = held(
      [requirement('DMS-REQ-0001', { changed })],
      [element('LVV-1', undefined, { written })],
    )
    expect(said({ requirements })).toBe(['not-verified', flag].join(' ').trim())
  })

  it('suspects an element that owns a parameter which its requirement lost', () => {
    const requirements = held(undefined, [element('LVV-1', undefined, { parameters: ['gone'] })])
    expect(said({ requirements })).toBe('not-verified suspect')
  })
})

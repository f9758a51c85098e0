import { describe, expect, it } from 'vitest'
import { said } from '#traceability/testing/said-of-element.ts'
import { elementKey } from '#traceability/testing/sample-definitions.ts'
import { element, head, held, outcome } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

describe('verifiedIn', () => {
  const two = (verifiedIn: readonly string[], other: Parameters<typeof element>[2] = {}) =>
    held(undefined, [
      element('LVV-1', undefined, { verifiedIn: verifiedIn.map(elementKey) }),
      element('LVV-2', undefined, other),
    ])
  const of2 = { cases: [head('LVV-T1', ['LVV-2']), head('LVV-T2', ['LVV-2'])] }
  const passed = (of: string) => outcome('pass', { of, elements: { 'LVV-2': 'pass' } })
  const failed = outcome('fail', { elements: { 'LVV-2': 'fail' } })
  it.each<[string, Partial<TraceInput>, string]>([
    ['full', { outcomes: [passed('LVV-T1'), passed('LVV-T2')] }, 'fully-verified'],
    ['partial', { outcomes: [passed('LVV-T1')] }, 'partially-verified'],
    ['failing', { outcomes: [failed] }, 'with-failures'],
    ['not verified', {}, 'not-verified'],
    ['not covered', { cases: [] }, 'not-verified'],
    ['not held', { requirements: two(['LVV-99']) }, 'not-verified verified-in'],
    [
      'full beside one that is not held',
      { requirements: two(['LVV-2', 'LVV-99']), outcomes: [passed('LVV-T1'), passed('LVV-T2')] },
      'partially-verified verified-in',
    ],
    ['itself', { requirements: two(['LVV-1']) }, 'not-verified verified-in'],
    [
      'a circle',
      {
        requirements: two(['LVV-2'], { verifiedIn: [elementKey('LVV-1')] }),
        outcomes: [passed('LVV-T1'), passed('LVV-T2')],
      },
      'not-verified verified-in',
    ],
  ])('in one that is %s', (_, input, expected) => {
    expect(said({ requirements: two(['LVV-2']), ...of2, ...input })).toBe(expected)
  })

  it('asks for the stage of the element itself', () => {
    const requirements = held(undefined, [
      element('LVV-1', undefined, { stage: 'operations', verifiedIn: [elementKey('LVV-2')] }),
      element('LVV-2'),
    ])
    const outcomes = [outcome('pass', { stage: 'precursor', elements: { 'LVV-2': 'pass' } })]
    const cases = [head('LVV-T1', ['LVV-2'])]
    expect(said({ requirements, cases, outcomes })).toBe('partially-verified stage')
  })
})

import { describe, expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { said } from '#traceability/testing/said-of-element.ts'
import { elementKey } from '#traceability/testing/sample-definitions.ts'
import { held, outcome, runOf, traceInput } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const reviewed = (more: Parameters<typeof runOf>[1]) => ({
  outcomes: [outcome('pass')],
  runs: [runOf(1, more)],
})
const review = (name: string, disposition: 'accept' | 'reject', at = '2026-01-02') => ({
  name,
  role: 'lead',
  at,
  disposition,
  note: 'read',
})

describe('waivers', () => {
  const waiver = {
    element: elementKey('LVV-1'),
    release: 'R1',
    reason: 'r',
    approvedBy: 'b',
    jira: 'J-1',
    expires: '2026-02-01',
  }
  const waived = (more: Partial<typeof waiver>) =>
    held(undefined, undefined, { waivers: [{ ...waiver, ...more }] })
  it.each<[string, Partial<TraceInput>, string]>([
    [
      'flags, and leaves a failure a failure',
      { requirements: waived({}), outcomes: [outcome('fail')] },
      'with-failures waived',
    ],
    [
      'holds to the end of its last day',
      { requirements: waived({}), today: '2026-02-01', outcomes: [outcome('pass')] },
      'fully-verified waived',
    ],
    [
      'is over the day after',
      { requirements: waived({}), today: '2026-02-02', outcomes: [outcome('pass')] },
      'fully-verified',
    ],
    [
      'is for one release',
      { requirements: waived({ release: 'R0' }), outcomes: [outcome('pass')] },
      'fully-verified',
    ],
    [
      'is for one element',
      { requirements: waived({ element: elementKey('LVV-2') }), outcomes: [outcome('pass')] },
      'fully-verified',
    ],
  ])('%s', (_, input, expected) => {
    expect(said(input)).toBe(expected)
  })
})

describe('reviews', () => {
  it.each<[string, Parameters<typeof runOf>[1], string]>([
    ['nobody', {}, 'unreviewed'],
    ['somebody else', { reviews: [review('B. Reader', 'accept')] }, ''],
    [
      'somebody who had not seen this attempt yet',
      { reviews: [review('B. Reader', 'accept', '2025-12-31')] },
      'unreviewed',
    ],
    [
      'somebody who rejected what came before',
      { reviews: [review('B. Reader', 'reject', '2025-12-31')] },
      'rejected',
    ],
    ['the executor', { reviews: [review('a. operator ', 'accept')] }, 'unreviewed'],
    ['somebody who rejects', { reviews: [review('B. Reader', 'reject')] }, 'rejected'],
    [
      'somebody who rejects and accepts later',
      { reviews: [review('B. Reader', 'reject'), review('C. Reader', 'accept', '2026-01-03')] },
      '',
    ],
    [
      'somebody who accepts and rejects later',
      { reviews: [review('C. Reader', 'reject', '2026-01-03'), review('B. Reader', 'accept')] },
      'rejected',
    ],
    [
      'two who disagree at once',
      { reviews: [review('C. Reader', 'reject'), review('B. Reader', 'accept')] },
      'rejected',
    ],
  ])('by %s', (_, run, flag) => {
    const [one] = buildTrace(traceInput(reviewed(run))).elements
    expect(one?.flags.join(' ')).toBe(flag)
  })
})

import { describe, expect, it } from 'vitest'
import { buildTrace } from '#traceability/build-trace.ts'
import { said } from '#traceability/testing/said-of-element.ts'
import { outcome, traceInput } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const noCredit = { creditable: false, stage: 'rehearsal' as const }

describe('releases', () => {
  const both = [outcome('pass'), outcome('fail', { run: 2, release: 'R2' })]
  it.each<[string, Partial<TraceInput>, string]>([
    ['the newest that earned credit', { outcomes: both }, 'with-failures'],
    ['the one that is asked for', { outcomes: both, release: 'R1' }, 'fully-verified'],
    [
      'one without results: older passes',
      { outcomes: both.slice(0, 1), release: 'R2' },
      'not-verified earlier-release',
    ],
    [
      'one before a pass: nothing',
      {
        outcomes: [
          outcome('fail', { run: 1, release: 'R0', of: 'LVV-T8' }),
          outcome('pass', { run: 2 }),
        ],
        release: 'R0',
      },
      'not-verified',
    ],
    [
      'a rehearsal of a newer one',
      { outcomes: [outcome('pass'), outcome('pass', { run: 2, release: 'R2', ...noCredit })] },
      'fully-verified rehearsed',
    ],
    [
      'an attempt of a newer one that was blocked',
      { outcomes: [outcome('pass'), outcome('blocked', { run: 2, release: 'R2' })] },
      'fully-verified',
    ],
  ])('%s', (_, input, expected) => {
    expect(said(input)).toBe(expected)
  })

  it('are listed newest first by when each was first seen', () => {
    const outcomes = ['R2', 'R10', 'R1', 'R2'].map((release, at) =>
      outcome('pass', { run: at + 1, release }),
    )
    const { asOf } = buildTrace(traceInput({ outcomes }))
    expect([asOf.release, asOf.releases]).toEqual(['R1', ['R1', 'R10', 'R2']])
  })
})

import { describe, expect, it } from 'vitest'
import type { Stage } from '#domain/requirement.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import { said } from '#traceability/testing/said-of-element.ts'
import { element, head, held, imported, outcome, runOf } from '#traceability/testing/trace-parts.ts'
import type { TraceInput } from '#traceability/trace-input.ts'

const bands = (...names: readonly string[]) => ({
  requirements: held(undefined, [element('LVV-1', undefined, { covers: { band: names } })]),
})
const band = (name: string) => ({ matrix: { band: name } })
const old = { caseHash: 'case of yesterday' }
const noCredit = { creditable: false, stage: 'rehearsal' as const }

describe('coverage of an element', () => {
  it.each<[string, Partial<TraceInput>, string]>([
    ['has no case', { cases: [] }, 'not-covered'],
    [
      'has a deprecated case',
      { cases: [head('LVV-T1', ['LVV-1'], { status: 'Deprecated' })], outcomes: [outcome('pass')] },
      'not-covered',
    ],
    ['has a stub', { cases: [head('LVV-T1', ['LVV-1'], { stub: true })] }, 'not-verified'],
    [
      'has a case that became a stub',
      { cases: [head('LVV-T1', ['LVV-1'], { stub: true })], outcomes: [outcome('pass')] },
      'not-verified',
    ],
    [
      'has a stub that passed elsewhere',
      { cases: [head('LVV-T1', ['LVV-1'], { stub: true })], outcomes: [imported('pass', 1)] },
      'fully-verified',
    ],
    ['has never run', {}, 'not-verified'],
    ['passed', { outcomes: [outcome('pass')] }, 'fully-verified'],
    [
      'passed with a deviation',
      { outcomes: [outcome('pass-with-deviation')] },
      'fully-verified deviation',
    ],
    ['failed', { outcomes: [outcome('fail')] }, 'with-failures'],
    ['was blocked', { outcomes: [outcome('blocked')] }, 'not-verified blocked'],
    ['waits for a person', { outcomes: [outcome('in-progress')] }, 'not-verified manual-pending'],
    [
      'was interrupted',
      { outcomes: [outcome('in-progress')], runs: [runOf(1, { interrupted: true })] },
      'not-verified blocked',
    ],
    [
      'was blocked after a pass',
      { outcomes: [outcome('pass'), outcome('blocked', { run: 2 })] },
      'fully-verified blocked',
    ],
    [
      'was blocked after a fail',
      { outcomes: [outcome('fail'), outcome('blocked', { run: 2 })] },
      'with-failures blocked',
    ],
    [
      'failed after a pass',
      { outcomes: [outcome('pass'), outcome('fail', { run: 2 })] },
      'with-failures',
    ],
    [
      'failed after a pass, while the clock was put back',
      {
        outcomes: [
          outcome('pass', { run: 5, sequence: 50 }),
          outcome('fail', { run: 6, sequence: 60, at: '2026-01-03T00:00:00.000Z' }),
        ],
      },
      'with-failures',
    ],
    [
      'passed and failed in the same instant',
      {
        outcomes: [
          outcome('fail', { run: 5, sequence: 60, at: '2026-01-05T00:00:00.000Z' }),
          outcome('pass', { run: 6, sequence: 50, at: '2026-01-05T00:00:00.000Z' }),
        ],
      },
      'with-failures',
    ],
    [
      'failed elsewhere between two passes of ours',
      {
        outcomes: [
          outcome('pass', { run: 1, sequence: 10 }),
          imported('fail', 3),
          outcome('pass', { run: 5, sequence: 50 }),
        ],
      },
      'fully-verified',
    ],
    [
      'passed after a fail of another question',
      { outcomes: [outcome('fail'), outcome('pass', { run: 2 })] },
      'fully-verified',
    ],
    [
      'passed after a fail of the same question',
      { outcomes: [outcome('fail'), outcome('pass', { try: 2 })] },
      'with-failures rerun-unexplained unstable',
    ],
    [
      'passed after an explained fail',
      {
        outcomes: [
          outcome('fail', { explanation: { name: 'A', role: 'B', at: '2026-01-02', note: 'C' } }),
          outcome('pass', { try: 2 }),
        ],
      },
      'fully-verified',
    ],
    [
      'passed in one of two cases',
      { cases: [head('LVV-T1'), head('LVV-T2')], outcomes: [outcome('pass')] },
      'partially-verified',
    ],
    [
      'passed in one of two cells',
      { outcomes: [outcome('pass', band('g')), outcome('blocked', band('r'))] },
      'partially-verified blocked',
    ],
    [
      'passed in every cell it covers',
      { ...bands('g', 'r'), outcomes: [outcome('pass', band('g')), outcome('pass', band('r'))] },
      'fully-verified',
    ],
    [
      'passed in one of the cells it covers',
      { ...bands('g', 'r'), outcomes: [outcome('pass', band('g'))] },
      'partially-verified cells',
    ],
    [
      'passed without conditions',
      { outcomes: [outcome('pass', { conditions: { 'LVV-1': ['users'] } })] },
      'partially-verified conditions',
    ],
    [
      'passed where nothing earns credit',
      { outcomes: [outcome('pass', noCredit)] },
      'not-verified rehearsed',
    ],
    [
      'failed where nothing earns credit',
      { outcomes: [outcome('fail', noCredit)] },
      'not-verified rehearsed',
    ],
    [
      'claims credit for a rehearsal',
      { outcomes: [outcome('pass', { stage: 'rehearsal' })] },
      'not-verified rehearsed',
    ],
  ])('that %s', (_, input, expected) => {
    expect(said(input)).toBe(expected)
  })

  it.each<[Stage | undefined, Stage, string]>([
    [undefined, 'precursor', 'fully-verified'],
    ['precursor', 'precursor', 'fully-verified'],
    ['commissioning', 'precursor', 'partially-verified stage'],
    ['commissioning', 'commissioning', 'fully-verified'],
    ['commissioning', 'operations', 'fully-verified'],
    ['operations', 'commissioning', 'partially-verified stage'],
  ])('that needs stage %s and has %s', (needed, stage, expected) => {
    const more = needed === undefined ? {} : { stage: needed }
    const requirements = held(undefined, [element('LVV-1', undefined, more)])
    expect(said({ requirements, outcomes: [outcome('pass', { stage })] })).toBe(expected)
  })

  it.each<[string, readonly AttemptOutcome[], string]>([
    [
      'drops a cell that only an older version of the case had',
      [outcome('fail', { ...band('y'), ...old }), outcome('pass', { run: 2, ...band('g') })],
      'fully-verified',
    ],
    [
      'keeps a cell that another run of the same version had',
      [outcome('fail', band('y')), outcome('pass', { run: 2, ...band('g') })],
      'with-failures',
    ],
    [
      'keeps older cells while the newer version was not judged',
      [outcome('pass', { ...band('y'), ...old }), outcome('blocked', { run: 2, ...band('y') })],
      'fully-verified outdated blocked',
    ],
    [
      'asks for a cell that a newer version added',
      [outcome('pass', { ...band('g'), ...old }), outcome('blocked', { run: 2, ...band('r') })],
      'partially-verified outdated blocked',
    ],
    [
      'does not ask a cell for what only its aggregate judges',
      [outcome('pass', { ...band('g'), elements: {} }), outcome('pass')],
      'fully-verified',
    ],
  ])('%s', (_, outcomes, expected) => {
    expect(said({ outcomes })).toBe(expected)
  })
})

describe('results recorded elsewhere', () => {
  const loose = (verdict: 'pass' | 'fail', run: number) => {
    const { case: _, ...rest } = imported(verdict, run)
    return rest
  }
  it.each<[string, Partial<TraceInput>, string]>([
    [
      'replace each other by date',
      { outcomes: [imported('fail', 1), imported('pass', 2)] },
      'fully-verified',
    ],
    [
      'do not replace a failure of ours',
      { outcomes: [outcome('fail'), imported('pass', 2)] },
      'with-failures rerun-unexplained',
    ],
    [
      'give way to a later plan of ours',
      { outcomes: [imported('fail', 1), outcome('pass', { run: 2, ...band('g') })] },
      'fully-verified',
    ],
    [
      'count as a case where they name none',
      { cases: [], outcomes: [loose('pass', 1)] },
      'fully-verified',
    ],
    ['fail without a case', { outcomes: [outcome('pass'), loose('fail', 2)] }, 'with-failures'],
    [
      'are ignored for a case that is not held',
      { outcomes: [imported('fail', 1, { case: head('LVV-T9').key })] },
      'not-verified',
    ],
  ])('%s', (_, input, expected) => {
    expect(said(input)).toBe(expected)
  })
})

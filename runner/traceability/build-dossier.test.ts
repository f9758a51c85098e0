import { describe, expect, it } from 'vitest'
import { buildDossier } from './build-dossier.ts'
import { id } from './testing/sample-definitions.ts'
import { sampleInput } from './testing/sample-input.ts'
import { expectation, row, state } from './testing/sample-results.ts'

const executionOf = (key: string, input = sampleInput) => {
  const { executions, precursors } = buildDossier(input)
  return [...executions, ...precursors].find((one) => one.id === key)
}
const withState = (changed: ReturnType<typeof state>) => ({
  ...sampleInput,
  executions: sampleInput.executions.map((one) =>
    one.execution === changed.execution ? changed : one,
  ),
})

describe('buildDossier', () => {
  it('keeps the order of the plan and tells precursors apart', () => {
    const { executions, precursors } = buildDossier(sampleInput)
    expect(precursors.map((one) => one.id)).toEqual([
      'LVV-T860~77aa',
      'LVV-T1064~ab12',
      'LVV-T1064~cd34',
    ])
    expect(executions.map((one) => one.id)).toEqual([
      'LVV-T1745[band=g]',
      'LVV-T1745[band=r]',
      'LVV-T1745[band=i]',
      'LVV-T377',
      'LVV-T28',
      'LVV-T40',
      'LVV-T1232',
      'LVV-T191',
    ])
  })

  it('does not depend on the order in which the ledger gives states and software', () => {
    const shuffled = {
      ...sampleInput,
      executions: [...sampleInput.executions].reverse(),
      software: [...sampleInput.software].reverse(),
    }
    expect(buildDossier(shuffled)).toEqual(buildDossier(sampleInput))
  })

  it('shows rows in the order of the case, also those that were never reached', () => {
    const rows = executionOf('LVV-T28')?.steps.map((one) => [
      one.id,
      one.verdict,
      one.call ?? one.do,
    ])
    expect(rows).toEqual([
      ['data', 'blocked', 'LVV-T1064'],
      ['schema', 'not-executed', 'butler.get'],
    ])
  })

  it('names the execution behind a call and what a person is asked for', () => {
    expect(executionOf('LVV-T28')?.steps[0]?.execution).toBe('LVV-T1064~cd34')
    expect(executionOf('LVV-T1232')?.steps[0]).toMatchObject({
      manual: 'Look at the residual map.',
      asks: ['largest'],
    })
  })

  it('calls in progress what began and did not end, and not executed what did not begin', () => {
    const { verdict: _, ...running } = state('LVV-T40', {
      state: 'running',
      rows: [
        {
          section: 'script',
          row: 'query',
          state: 'started',
          try: 2,
          startedAt: '2026-11-23T08:00:01Z',
        },
      ],
    })
    const execution = executionOf('LVV-T40', withState(running))
    expect(execution?.verdict).toBe('in-progress')
    expect(execution?.steps[0]).toMatchObject({ verdict: 'in-progress', attempts: 2 })
    const none = { ...sampleInput, executions: [] }
    expect(executionOf('LVV-T40', none)?.verdict).toBe('not-executed')
  })

  it('keeps every earlier attempt', () => {
    expect(executionOf('LVV-T377')?.earlierAttempts).toEqual([
      { attempt: 1, verdict: 'fail', message: 'PF1 is 14 %' },
    ])
  })

  it('flattens a measurement, and gives the known value of an agreement', () => {
    const [first, second] = executionOf('LVV-T1745[band=g]')?.steps[1]?.expectations ?? []
    expect(first).toMatchObject({ measure: 'AM2', value: 5.13, unit: 'mas', n: 2210, near: 5.1 })
    expect(second).toMatchObject({ compares: 'DMS-REQ-0360/AM2' })
    expect(second).not.toHaveProperty('near')
  })

  it('keeps who recorded a manual row', () => {
    const record = {
      name: 'A. Person',
      role: 'scientist',
      at: '2026-11-24T10:00:00Z',
      note: 'nothing seen',
      verdict: 'pass' as const,
      answers: {},
    }
    const recorded = state('LVV-T1232', {
      rows: [row('look', { expectations: [expectation({})] }, { record })],
    })
    expect(executionOf('LVV-T1232', withState(recorded))?.steps[0]?.record).toEqual({
      name: 'A. Person',
      role: 'scientist',
      at: '2026-11-24T10:00:00Z',
      note: 'nothing seen',
    })
  })

  it('does not change what it is given', () => {
    const before = structuredClone(sampleInput)
    buildDossier(sampleInput)
    expect(sampleInput).toEqual(before)
    expect(sampleInput.earlier.get(id('LVV-T377'))).toHaveLength(1)
  })
})

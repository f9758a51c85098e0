import { describe, expect, it } from 'vitest'
import { executionId, type TestCaseKey } from '#domain/keys.ts'
import type { AttemptOutcome, RunOutcome } from '#domain/tracing/outcome.ts'
import type { Verdict } from '#domain/verdict.ts'
import { outdatedExecutions } from './outdated-executions.ts'
import { planRun } from './plan-run.ts'
import { caseForTest, echoRow, templates } from './testing/case-for-test.ts'

const single = caseForTest('LVV-T1', [echoRow('one')])
const cells = caseForTest('LVV-T3', [echoRow('one')], {
  matrix: templates({ band: ['g', 'r'] }),
  aggregate: [echoRow('all')],
})
const graph = planRun({
  cases: [single, cells],
  find: () => single,
  bindings: {},
  inputs: {},
  secrets: {},
  families: { core: 'hash' },
})

const outcome = (id: string, parts: Partial<AttemptOutcome> = {}): AttemptOutcome => {
  const planned = graph.executions.find((one) => one.id === id)
  return {
    origin: { kind: 'execution', run: 1, execution: executionId(id), attempt: 1 },
    case: (planned?.case ?? 'LVV-T3') as TestCaseKey,
    matrix: planned?.matrix ?? {},
    verdict: 'pass',
    elements: {},
    creditable: false,
    stage: 'rehearsal',
    environment: 'local',
    release: 'w_1',
    at: '2026-11-01T00:00:00.000Z',
    fingerprint: planned?.fingerprint ?? '',
    basis: {},
    ...parts,
  }
}

const run = (id: number, version: string): RunOutcome => ({
  run: id,
  environment: 'local',
  stage: 'rehearsal',
  startedAt: `2026-11-0${id}T00:00:00.000Z`,
  verdict: 'pass',
  interrupted: false,
  software: [{ product: 'lsst-daf-butler', version, modified: false }],
  noCredit: [],
  notApplicable: [],
  reviews: [],
})

const everything = graph.executions.map(({ id }) => outcome(id))
const outdated = (
  outcomes: readonly AttemptOutcome[],
  more: { readonly runs?: readonly RunOutcome[]; readonly release?: string } = {},
) => {
  const found = outdatedExecutions(graph, { outcomes, runs: more.runs ?? [run(1, '30')], ...more })
  return {
    ids: found.outdated.map(({ id }) => String(id)),
    reasons: found.outdated.map(({ reason }) => reason),
    never: found.neverJudged.map(String),
  }
}

describe('outdatedExecutions', () => {
  it('takes nothing while everything is as it was judged', () => {
    expect(outdated(everything)).toEqual({ ids: [], reasons: [], never: [] })
  })

  it('takes exactly the execution whose question changed', () => {
    const changed = everything.map((one) =>
      one.matrix.band === 'r' ? { ...one, fingerprint: 'another' } : one,
    )
    expect(outdated(changed).ids).toEqual(['LVV-T3[band=r]'])
  })

  it('looks at the newest judged result, never at a later one that was blocked', () => {
    const later = (verdict: Verdict, fingerprint: string) =>
      outcome('LVV-T1', { verdict, fingerprint, at: '2026-11-02T00:00:00.000Z' })
    expect(outdated([...everything, later('blocked', 'another')]).ids).toEqual([])
    expect(outdated([...everything, later('fail', 'another')]).ids).toEqual(['LVV-T1'])
  })

  it('takes a cell that is new in a judged case, and leaves a case that was never judged', () => {
    const some = everything.filter((one) => one.matrix.band !== 'g' && one.case !== 'LVV-T1')
    expect(outdated(some)).toEqual({
      ids: ['LVV-T3[band=g]'],
      reasons: ['this cell is new'],
      never: ['LVV-T1'],
    })
  })

  it('takes what was judged at another release than the one asked for', () => {
    expect(outdated(everything, { release: 'w_2' }).ids).toHaveLength(4)
    expect(outdated(everything, { release: 'w_1' }).ids).toEqual([])
  })

  it('takes what rests on software of which a newer run has seen another version', () => {
    const found = outdated([outcome('LVV-T1')], { runs: [run(2, '31'), run(1, '30')] })
    expect(found.reasons).toEqual(['lsst-daf-butler is 31 by now, it was 30'])
  })
})

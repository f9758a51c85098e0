import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { Ledger } from './ledger.ts'
import { implementations, openSample, type SampleLedger } from './sample-ledger.ts'
import { finished, id, passed, place, sampleGraph, wholeExecution } from './sample-run.ts'

describe.each(implementations)('executions of a ledger $name', ({ url }) => {
  let sample: SampleLedger
  let ledger: Ledger
  let clock: SampleLedger['clock']
  let start: SampleLedger['start']
  let stateOf: SampleLedger['stateOf']

  beforeEach(async () => {
    sample = await openSample(url)
    ;({ ledger, clock, start, stateOf } = sample)
  })
  afterEach(() => sample.end())

  it('shows what was never started as planned', async () => {
    const run = await start()
    expect(await ledger.executions(run)).toEqual(
      sampleGraph().executions.map((planned) => ({
        execution: planned.id,
        case: planned.case,
        attempt: 1,
        state: 'planned',
        elements: {},
        creditable: false,
        fingerprint: planned.fingerprint,
        rows: [],
      })),
    )
  })

  it('keeps which elements passed under conditions that were unmet', async () => {
    const run = await start()
    const conditions = { 'LVV-1': ['users'] }
    await ledger.append(run, wholeExecution('LVV-T1', null, { conditions }))
    expect(await stateOf(run, 'LVV-T1')).toMatchObject({ conditions })
  })

  it('folds rows in the order in which they started, with tries, records and results', async () => {
    const run = await start()
    const record = {
      name: 'N',
      role: 'tester',
      at: '2026-11-24T00:00:00Z',
      note: '',
      verdict: 'pass' as const,
      answers: {},
    }
    await ledger.append(run, [
      { kind: 'execution-started', execution: id('LVV-T1'), attempt: 1 },
      { kind: 'row-started', place: place('LVV-T1', 'zeta'), try: 1, effect: 'once' },
    ])
    clock.now += 5
    const result = passed({ x: 1 }, { tries: 2, earlier: ['down'] })
    await ledger.append(run, [
      { kind: 'row-started', place: place('LVV-T1', 'zeta'), try: 2, effect: 'once' },
      { kind: 'row-finished', place: place('LVV-T1', 'zeta'), result },
      { kind: 'recorded', place: place('LVV-T1', 'look'), record },
      { kind: 'row-started', place: place('LVV-T1', 'alpha'), try: 1, effect: 'read' },
    ])
    expect(await stateOf(run, 'LVV-T1')).toEqual({
      execution: 'LVV-T1',
      case: 'LVV-T1',
      attempt: 1,
      state: 'running',
      elements: {},
      creditable: false,
      fingerprint: 'print of LVV-T1',
      startedAt: '2026-11-23T00:00:00.000Z',
      rows: [
        {
          section: 'script',
          row: 'zeta',
          state: 'finished',
          effect: 'once',
          try: 2,
          startedAt: '2026-11-23T00:00:00.000Z',
          finishedAt: '2026-11-23T00:00:00.005Z',
          result,
        },
        {
          section: 'script',
          row: 'look',
          state: 'started',
          try: 1,
          startedAt: '2026-11-23T00:00:00.005Z',
          record,
        },
        {
          section: 'script',
          row: 'alpha',
          state: 'started',
          effect: 'read',
          try: 1,
          startedAt: '2026-11-23T00:00:00.005Z',
        },
      ],
    })
  })

  it('keeps attempts before the newest one apart', async () => {
    const run = await start()
    await ledger.append(run, wholeExecution('LVV-T1', 1, { verdict: 'fail', message: 'too far' }))
    await ledger.append(run, wholeExecution('LVV-T1', 2, { verdict: 'blocked', attempt: 2 }))
    await ledger.append(run, wholeExecution('LVV-T1', 3, { attempt: 3 }))
    expect(await stateOf(run, 'LVV-T1')).toMatchObject({ attempt: 3, verdict: 'pass' })
    const earlier = await ledger.earlierAttempts(run)
    expect([...earlier.keys()]).toEqual(['LVV-T1'])
    expect(earlier.get(id('LVV-T1'))).toMatchObject([
      { attempt: 1, verdict: 'fail', message: 'too far', rows: [{ result: { outputs: 1 } }] },
      { attempt: 2, verdict: 'blocked', rows: [{ result: { outputs: 2 } }] },
    ])
    expect((await ledger.run(run))?.counts.pass).toBe(1)
  })

  it('lets an execution take over the result of another, of this run or an earlier one', async () => {
    const earlier = await start()
    const outputs = { butler: 'repo' }
    await ledger.append(earlier, wholeExecution('LVV-T3', 1, { outputs, creditable: true }))
    clock.now += 60_000
    const run = await start()
    const from = { run: earlier, execution: id('LVV-T3'), attempt: 1 }
    await ledger.append(run, [
      { kind: 'execution-shared', execution: id('LVV-T3'), from, fingerprint: 'late' },
    ])
    expect(await stateOf(run, 'LVV-T3')).toMatchObject({
      state: 'finished',
      verdict: 'pass',
      outputs,
      creditable: true,
      fingerprint: 'late',
      sharedFrom: from,
      finishedAt: '2026-11-23T00:00:00.000Z',
    })
  })

  it('says that the teardown of an execution ran', async () => {
    const run = await start()
    await ledger.append(run, wholeExecution('LVV-T3', 1))
    await ledger.append(run, [
      { kind: 'execution-torn-down', execution: id('LVV-T3'), attempt: 1, verdict: 'pass' },
    ])
    expect(await stateOf(run, 'LVV-T3')).toMatchObject({ state: 'torn-down', verdict: 'pass' })
  })

  it('finds the newest fresh pass, but nothing older, torn down, failed, or itself shared', async () => {
    const query = { fingerprint: 'p', freshKey: 'k', since: '2026-11-23T00:00:00.000Z' }
    const run = await start()
    const fresh = { fingerprint: 'p', freshKey: 'k', outputs: { n: 1 } }
    expect(await ledger.findFresh(query)).toBeUndefined()
    await ledger.append(run, wholeExecution('LVV-T1', 1, { ...fresh, verdict: 'fail' }))
    expect(await ledger.findFresh(query)).toBeUndefined()
    await ledger.append(run, wholeExecution('LVV-T3', 1, fresh))
    const found = {
      run,
      execution: 'LVV-T3',
      attempt: 1,
      verdict: 'pass',
      outputs: { n: 1 },
      finishedAt: '2026-11-23T00:00:00.000Z',
    }
    expect(await ledger.findFresh(query)).toEqual(found)
    expect(await ledger.findFresh({ ...query, freshKey: 'other' })).toBeUndefined()
    expect(await ledger.findFresh({ ...query, since: '2026-11-23T00:00:00.001Z' })).toBeUndefined()
    clock.now += 1000
    const next = await start()
    const from = { run, execution: id('LVV-T3'), attempt: 1 }
    await ledger.append(next, [
      { kind: 'execution-shared', execution: id('LVV-T3'), from, fingerprint: 'p' },
      finished('LVV-T3', fresh),
    ])
    expect(await ledger.findFresh(query)).toEqual(found)
    await ledger.append(next, wholeExecution('LVV-T1', 1, fresh))
    expect(await ledger.findFresh(query)).toMatchObject({ run: next, execution: 'LVV-T1' })
    await ledger.append(next, [
      { kind: 'execution-torn-down', execution: id('LVV-T1'), attempt: 1, verdict: 'pass' },
    ])
    expect(await ledger.findFresh(query)).toEqual(found)
  })

  it('gives past durations, newest first, without resumed ones', async () => {
    const run = await start()
    const timed = async (milliseconds: number, attempt: number, resumed = false) => {
      const begin: LedgerEvent = { kind: 'execution-started', execution: id('LVV-T1'), attempt }
      await ledger.append(run, resumed ? [begin, begin] : [begin])
      clock.now += milliseconds
      await ledger.append(run, [finished('LVV-T1', { attempt })])
    }
    await timed(100, 1)
    await timed(9000, 2, true)
    await timed(300, 3)
    expect(await ledger.durations('LVV-T1', 5)).toEqual([300, 100])
    expect(await ledger.durations('LVV-T1', 1)).toEqual([300])
    expect(await ledger.durations('LVV-T2', 5)).toEqual([])
  })
})

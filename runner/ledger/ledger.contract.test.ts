import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RunId } from '#domain/keys.ts'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import type { Ledger, Owner } from './ledger.ts'
import { implementations, openSample, type SampleLedger } from './sample-ledger.ts'
import { finished, id, runEnded, sampleGraph, sampleRequest, wholeExecution } from './sample-run.ts'

describe.each(implementations)('a ledger $name', ({ url }) => {
  let sample: SampleLedger
  let ledger: Ledger
  let owner: Owner
  let clock: SampleLedger['clock']
  let start: SampleLedger['start']
  let stateOf: SampleLedger['stateOf']

  beforeEach(async () => {
    sample = await openSample(url)
    ;({ ledger, owner, clock, start, stateOf } = sample)
  })
  afterEach(() => sample.end())

  const eventsOf = (run: RunId, after?: number): Promise<StoredEvent[]> =>
    Array.fromAsync(ledger.events(run, after))

  it('numbers runs from 1 and gives back request and plan exactly as they were', async () => {
    const run = await start()
    expect([run, await start()]).toEqual([1, 2])
    expect(await ledger.graph(run)).toEqual(sampleGraph())
    expect(Object.keys((await ledger.graph(run)).definitions)).toEqual(
      Object.keys(sampleGraph().definitions),
    )
    expect(await ledger.request(run)).toEqual(sampleRequest)
    expect(await ledger.lastRun()).toBe(2)
  })

  it('says "not-found" for a run that does not exist', async () => {
    expect(await ledger.lastRun()).toBeUndefined()
    expect(await ledger.run(7 as RunId)).toBeUndefined()
    for (const call of [
      () => ledger.graph(7 as RunId),
      () => ledger.request(7 as RunId),
      () => ledger.software(7 as RunId),
      () => ledger.executions(7 as RunId),
      () => ledger.verify(7 as RunId),
      () => ledger.claimRun(7 as RunId, owner),
      () => ledger.append(7 as RunId, [runEnded]),
    ]) {
      await expect(call()).rejects.toMatchObject({ code: 'not-found' })
    }
  })

  it('sums a run up: under way, killed, resumed, ended', async () => {
    const run = await start()
    await ledger.append(run, wholeExecution('LVV-T3', null))
    await ledger.append(run, wholeExecution('LVV-T1', null, { verdict: 'fail' }))
    await ledger.append(run, [
      { kind: 'execution-started', execution: id('LVV-T2[band=g]'), attempt: 1 },
    ])
    const counts = {
      fail: 1,
      blocked: 0,
      'in-progress': 1,
      'not-executed': 0,
      'pass-with-deviation': 0,
      pass: 0,
    }
    const summary = {
      run,
      request: sampleRequest,
      startedAt: '2026-11-23T00:00:00.000Z',
      verdict: 'in-progress',
      interrupted: false,
      active: true,
      counts,
    }
    expect(await ledger.run(run)).toEqual(summary)
    await ledger.releaseRun(run, owner)
    expect(await ledger.run(run)).toEqual({ ...summary, interrupted: true, active: false })
    clock.now += 1000
    await ledger.append(run, [
      { kind: 'run-ended', verdict: 'fail', exitCode: 1, interrupted: false },
    ])
    const ended = {
      ...summary,
      active: false,
      finishedAt: '2026-11-23T00:00:01.000Z',
      verdict: 'fail',
      exitCode: 1,
    }
    expect(await ledger.run(run)).toEqual(ended)
    await ledger.append(run, [{ kind: 'run-resumed', reason: 'rerun' }])
    expect(await ledger.run(run)).toMatchObject({ verdict: 'in-progress', interrupted: true })
    await start()
    expect((await ledger.runs()).map((one) => one.run)).toEqual([2, 1])
    expect((await ledger.runs(1)).map((one) => one.run)).toEqual([2])
    expect((await ledger.runs(1))[0]?.counts['not-executed']).toBe(2)
  })

  it('gives the software as last read', async () => {
    const run = await start()
    expect(await ledger.software(run)).toEqual([])
    const software = [{ product: 'butler', version: '30', modified: false }]
    await ledger.append(run, [{ kind: 'software-read', software: [] }])
    await ledger.append(run, [{ kind: 'software-read', software }])
    expect(await ledger.software(run)).toEqual(software)
  })

  it('keeps events of one turn in order, without gaps, over pages', async () => {
    const run = await start()
    const events = Array.from(
      { length: 2500 },
      (_, index): LedgerEvent => ({
        kind: 'reviewed',
        role: 'SE',
        name: 'N',
        disposition: 'accept',
        note: `${index}`,
      }),
    )
    await Promise.all(events.map((event) => ledger.append(run, [event])))
    const stored = await eventsOf(run)
    expect(stored.map((event) => event.seq)).toEqual(stored.map((_, index) => index + 1))
    expect(stored.slice(1).map((event) => event.event)).toEqual(events)
    expect((await eventsOf(run, 2499)).map((event) => event.seq)).toEqual([2500, 2501])
  })

  it('keeps integers beyond 2^53, NaN and infinities', async () => {
    const run = await start()
    const outputs = { big: 2n ** 64n, values: [Number.NaN, Number.NEGATIVE_INFINITY, 0.1] }
    await ledger.append(run, wholeExecution('LVV-T1', outputs, { outputs }))
    const state = await stateOf(run, 'LVV-T1')
    expect(state?.outputs).toEqual(outputs)
    expect(state?.rows[0]?.result?.outputs).toEqual(outputs)
  })

  it('reports an append that fails to its caller alone and stores nothing of it', async () => {
    const run = await start()
    const results = await Promise.allSettled([
      ledger.append(run, wholeExecution('LVV-T1', 1)),
      ledger.append(run, [runEnded, finished('LVV-T404')]),
      ledger.append(run, wholeExecution('LVV-T3', 2)),
    ])
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(results[1]).toMatchObject({ reason: { code: 'internal' } })
    expect((await eventsOf(run)).map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(await ledger.run(run)).toMatchObject({ verdict: 'in-progress' })
  })

  it('flush settles after everything appended before it', async () => {
    const run = await start()
    let settled = false
    const appending = ledger.append(run, [runEnded]).then(() => {
      settled = true
    })
    await ledger.flush()
    await appending
    expect(settled).toBe(true)
    expect(await eventsOf(run)).toHaveLength(2)
  })
})

import { spawnSync } from 'node:child_process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeaseRequest, Ledger, Owner } from './ledger.ts'
import { thisProcess } from './process-owner.ts'
import { implementations, openSample, type SampleLedger } from './sample-ledger.ts'
import { plainGraph, sampleRequest } from './sample-run.ts'

describe.each(implementations)('what processes hold of a ledger $name', ({ url }) => {
  let sample: SampleLedger
  let ledger: Ledger
  let owner: Owner
  let clock: SampleLedger['clock']
  let start: SampleLedger['start']

  beforeEach(async () => {
    sample = await openSample(url)
    ;({ ledger, owner, clock, start } = sample)
  })
  afterEach(() => sample.end())

  const { pid } = spawnSync('true')
  const others: readonly { name: string; owner: Owner; alive: boolean }[] = [
    { name: 'a living process', owner: thisProcess(), alive: true },
    { name: 'a process that ended', owner: { ...thisProcess(), pid }, alive: false },
    {
      name: 'a process whose pid another one has now',
      owner: { ...thisProcess(), startedAt: 'boot 1' },
      alive: false,
    },
    {
      name: 'another host that was heard lately',
      owner: { ...thisProcess(), host: 'elsewhere' },
      alive: true,
    },
  ]
  const lease = (more: Partial<LeaseRequest>): LeaseRequest => ({
    id: 'a',
    owner,
    environment: 'local',
    cpus: 1,
    memory: 10,
    locks: [],
    limits: { cpus: 2, memory: 20 },
    ...more,
  })

  it.each(others)('hands over claim and lease of $name: not $alive', async (other) => {
    const run = await ledger.createRun(sampleRequest, plainGraph(1), other.owner)
    expect(await ledger.tryLease(lease({ owner: other.owner, locks: ['dome'] }))).toBe(true)
    expect(await ledger.claimRun(run, other.owner)).toBe(true)
    expect(await ledger.run(run)).toMatchObject({ active: other.alive })
    expect(await ledger.claimRun(run, owner)).toBe(!other.alive)
    expect(await ledger.tryLease(lease({ id: 'b', locks: ['dome'] }))).toBe(!other.alive)
  })

  it('hands over what another host holds once its heartbeat stops', async () => {
    const far = { ...thisProcess(), host: 'elsewhere' }
    const run = await ledger.createRun(sampleRequest, plainGraph(1), far)
    await ledger.tryLease(lease({ owner: far, cpus: 2 }))
    clock.now += 50_000
    await ledger.heartbeat(far)
    clock.now += 50_000
    expect(await ledger.claimRun(run, owner)).toBe(false)
    expect(await ledger.tryLease(lease({ id: 'b' }))).toBe(false)
    clock.now += 11_000
    expect(await ledger.claimRun(run, owner)).toBe(true)
    expect(await ledger.tryLease(lease({ id: 'b' }))).toBe(true)
  })

  it('lets only the holder release a run', async () => {
    const run = await start()
    const other = thisProcess()
    await ledger.releaseRun(run, other)
    expect(await ledger.claimRun(run, other)).toBe(false)
    await ledger.releaseRun(run, owner)
    expect(await ledger.claimRun(run, other)).toBe(true)
  })

  it('leases all or nothing, within the limits of the environment', async () => {
    expect(await ledger.tryLease(lease({ locks: ['dome', 'dome'] }))).toBe(true)
    // The same request again is the same lease.
    expect(await ledger.tryLease(lease({ locks: ['dome'] }))).toBe(true)
    expect(await ledger.tryLease(lease({ id: 'b', locks: ['mount', 'dome'] }))).toBe(false)
    expect(await ledger.tryLease(lease({ id: 'c', locks: ['mount'] }))).toBe(true)
    expect(await ledger.tryLease(lease({ id: 'd', memory: 0 }))).toBe(false)
    expect(await ledger.tryLease(lease({ id: 'e', cpus: 0, memory: 1 }))).toBe(false)
    expect(await ledger.tryLease(lease({ id: 'f', environment: 'other', locks: ['dome'] }))).toBe(
      true,
    )
    expect(await ledger.tryLease(lease({ id: 'g', limits: {}, cpus: 99 }))).toBe(true)
    await ledger.releaseLease('g')
    await ledger.releaseLease('a')
    expect(await ledger.tryLease(lease({ id: 'b', locks: ['dome'] }))).toBe(true)
  })

  it('refuses what the environment can never give', async () => {
    await expect(ledger.tryLease(lease({ cpus: 3 }))).rejects.toMatchObject({
      code: 'resource-unavailable',
      message: 'a needs 3 cpus; the environment local has 2',
    })
  })
})

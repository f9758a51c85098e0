import { rmSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '#domain/content-hash.ts'
import type { RunId } from '#domain/keys.ts'
import type { Ledger, Owner } from '#ledger/ledger.ts'
import { implementations, openSample, type SampleLedger } from '#ledger/sample-ledger.ts'
import { runEnded, wholeExecution } from '#ledger/sample-run.ts'

describe.each(implementations)('pruned evidence of a ledger $name', ({ url }) => {
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

  const store = async (text: string) =>
    ledger.evidence.put({ text }, { name: `${text}.txt`, mediaType: 'text/plain' })
  const runWith = async (
    texts: { readonly [execution: string]: string },
    creditable = false,
  ): Promise<RunId> => {
    const run = await start()
    for (const [execution, text] of Object.entries(texts)) {
      const evidence = [await store(text)]
      await ledger.append(run, wholeExecution(execution, null, { creditable }, { evidence }))
    }
    await ledger.append(run, [runEnded])
    await ledger.releaseRun(run, owner)
    clock.now += 86_400_000
    return run
  }
  const exists = async (text: string): Promise<boolean> => {
    return ledger.evidence.path({ sha256: sha256(text) }).then(
      () => true,
      () => false,
    )
  }

  it('removes only what no creditable execution, newer run or last run of a case needs', async () => {
    await runWith({ 'LVV-T1': 'old', 'LVV-T3': 'same' })
    await runWith({ 'LVV-T1': 'credit' }, true)
    await runWith({ 'LVV-T3': 'last of T3' })
    await runWith({ 'LVV-T1': 'same' })
    const limit = new Date(clock.now - 1000).toISOString()
    await runWith({ 'LVV-T1': 'newest' })
    expect(await ledger.prune({ before: limit, dryRun: true })).toEqual({
      files: 2,
      bytes: 7,
      kept: 3,
    })
    expect(await exists('old')).toBe(true)
    expect(await ledger.prune({ before: limit, dryRun: false })).toMatchObject({ files: 2 })
    const left = ['old', 'same', 'credit', 'last of T3', 'newest']
    expect(await Promise.all(left.map(exists))).toEqual([false, false, true, true, true])
    await ledger.seal()
    expect((await ledger.verify()).findings).toEqual([])
    expect(await ledger.prune({ before: limit, dryRun: false })).toMatchObject({ files: 0 })
  })

  it('needs pruned content again once an event names it again', async () => {
    await runWith({ 'LVV-T1': 'again' })
    await runWith({ 'LVV-T1': 'newest' })
    await ledger.prune({ before: new Date(clock.now).toISOString(), dryRun: false })
    expect(await exists('again')).toBe(false)
    await runWith({ 'LVV-T1': 'again' })
    rmSync(await ledger.evidence.path(await store('again')))
    await ledger.seal()
    expect((await ledger.verify()).findings).toMatchObject([{ kind: 'evidence-missing' }])
  })

  it('keeps what a run under way stored and has not named yet', async () => {
    const run = await start()
    await store('in flight')
    clock.now += 86_400_000
    const before = new Date(clock.now).toISOString()
    expect(await ledger.prune({ before, dryRun: false })).toMatchObject({ files: 0, kept: 1 })
    await ledger.releaseRun(run, owner)
    expect(await ledger.prune({ before, dryRun: false })).toMatchObject({ files: 1, kept: 0 })
  })

  it('refuses an instant that is none', async () => {
    await expect(ledger.prune({ before: 'yesterday', dryRun: true })).rejects.toMatchObject({
      code: 'usage',
    })
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger } from '#ledger/ledger.ts'
import { implementations, openSample, type SampleLedger } from '#ledger/sample-ledger.ts'
import { wholeExecution } from '#ledger/sample-run.ts'

describe.each(implementations)('seals of a ledger $name', ({ url }) => {
  let sample: SampleLedger
  let ledger: Ledger
  let start: SampleLedger['start']

  beforeEach(async () => {
    sample = await openSample(url)
    ;({ ledger, start } = sample)
  })
  afterEach(() => sample.end())

  it('chains seals and finds nothing wrong in what it wrote itself', async () => {
    const run = await start()
    const first = await ledger.seal()
    expect(first).toMatchObject({ seq: 1, through: 1 })
    expect(await ledger.seal()).toEqual(first)
    await ledger.append(run, wholeExecution('LVV-T1', 1))
    expect((await ledger.verify()).findings).toMatchObject([{ kind: 'unsealed' }])
    const second = await ledger.seal()
    expect(second).toMatchObject({ seq: 2, through: 5, previous: first.hash })
    expect(await ledger.verify()).toEqual({
      events: 5,
      seals: 2,
      files: 0,
      bytes: 0,
      unreferenced: 0,
      findings: [],
    })
  })

  it('leaves what other runs have not sealed out of the verification of one run', async () => {
    const run = await start()
    await ledger.seal()
    const other = await start()
    expect((await ledger.verify(run)).findings).toEqual([])
    expect((await ledger.verify(other)).findings).toMatchObject([{ kind: 'unsealed' }])
  })
})

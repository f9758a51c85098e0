import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '#domain/content-hash.ts'
import type { ImportedBatch } from '#domain/tracing/imported-result.ts'
import type { Ledger } from './ledger.ts'
import { implementations, openSample, type SampleLedger } from './sample-ledger.ts'
import { id, importedResult, runEnded, wholeExecution } from './sample-run.ts'

describe.each(implementations)('imports and snapshots of a ledger $name', ({ url }) => {
  let sample: SampleLedger
  let ledger: Ledger
  beforeEach(async () => {
    sample = await openSample(url)
    ledger = sample.ledger
  })
  afterEach(() => sample.end())

  const put = (text: string) =>
    ledger.evidence.put({ text }, { name: 'old.csv', mediaType: 'text/csv' })
  const batch = async (more: Partial<ImportedBatch> = {}): Promise<ImportedBatch> => ({
    file: await put('element,status'),
    results: [
      importedResult(2),
      importedResult(3, {
        verdict: 'fail',
        elements: { 'LVV-9': 'fail' },
        at: '2026-09-01T00:00:00.000Z',
        note: 'dome closed',
        by: 'C. Operator',
      }),
    ],
    again: false,
    executor: 'I. Mporter (imp)',
    command: ['lvv', 'import', 'results', 'old.csv'],
    ...more,
  })

  it('keeps imported results as a run of their own, beside those of our executions, oldest first', async () => {
    const own = await sample.start()
    await ledger.append(own, wholeExecution('LVV-T1', null))
    const run = await ledger.importResults(await batch())
    const outcomes = (await ledger.outcomes()).filter(({ origin }) => origin.kind === 'import')
    expect((await ledger.outcomes()).slice(0, 2)).toEqual(outcomes)
    expect(outcomes).toEqual([
      {
        origin: { kind: 'import', run, line: 3, source: 'old.csv' },
        case: 'LVV-T8',
        matrix: {},
        verdict: 'fail',
        elements: { 'LVV-9': 'fail' },
        creditable: true,
        environment: 'usdf',
        stage: 'precursor',
        release: 'w_2026_40',
        at: '2026-09-01T00:00:00.000Z',
        fingerprint: '',
        basis: {},
        message: 'dome closed; by C. Operator',
      },
      expect.objectContaining({ verdict: 'pass', at: '2026-10-01T00:00:00.000Z' }),
    ])
    expect((await ledger.runOutcomes())[0]).toMatchObject({
      run,
      environment: 'usdf',
      stage: 'precursor',
      release: 'w_2026_40',
      verdict: 'fail',
      interrupted: false,
      executor: 'I. Mporter (imp)',
      imported: { source: 'old.csv', sha256: (await put('element,status')).sha256 },
    })
  })

  it('counts imported results like executions, and takes the import for no last run', async () => {
    const own = await sample.start()
    const run = await ledger.importResults(await batch())
    expect(await ledger.run(run)).toMatchObject({
      verdict: 'fail',
      exitCode: 0,
      active: false,
      counts: { pass: 1, fail: 1, 'not-executed': 0, 'in-progress': 0 },
    })
    expect(await ledger.lastRun()).toBe(own)
    expect(await sample.start()).toBe(run + 1)
  })

  it('earns no more than the farthest stage of its results, and says so', async () => {
    const results = [
      importedResult(2),
      importedResult(3, { stage: 'rehearsal', creditable: false }),
    ]
    await ledger.importResults(await batch({ results }))
    expect((await ledger.runOutcomes())[0]).toMatchObject({
      stage: 'rehearsal',
      noCredit: ['1 of 2 results are rehearsals'],
    })
  })

  it('refuses the same file a second time, under any name, unless it is to stand twice', async () => {
    await ledger.importResults(await batch())
    const renamed = { ...(await put('element,status')), name: 'new.csv' }
    await expect(ledger.importResults(await batch({ file: renamed }))).rejects.toMatchObject({
      code: 'usage',
      message: 'new.csv was imported before, as run 1',
    })
    expect(await ledger.runs()).toHaveLength(1)
    await ledger.importResults(await batch({ again: true }))
    expect(await ledger.outcomes()).toHaveLength(4)
  })

  it('imports all of a file or nothing of it', async () => {
    const results = [importedResult(2), importedResult(3), importedResult(2)]
    await expect(ledger.importResults(await batch({ results }))).rejects.toThrow()
    expect(await ledger.runs()).toEqual([])
    expect(await ledger.outcomes()).toEqual([])
    await ledger.seal()
    expect((await ledger.verify()).findings).toEqual([])
    expect(await ledger.importResults(await batch())).toBe(1)
  })

  it('shows the explanation of an imported failure', async () => {
    const run = await ledger.importResults(await batch())
    const said = { name: 'N', role: 'scientist', note: 'dome closed' }
    const execution = id('import:3')
    await ledger.append(run, [{ kind: 'explained', execution, attempt: 1, ...said }])
    expect((await ledger.outcomes())[0]).toMatchObject({ explanation: said })
  })

  it('needs the file that was imported for good', async () => {
    const run = await ledger.importResults(await batch())
    expect((await ledger.verify(run)).files).toBe(1)
    sample.clock.now += 10 * 86_400_000
    const before = new Date(sample.clock.now).toISOString()
    expect(await ledger.prune({ before, dryRun: false })).toMatchObject({ files: 0, kept: 1 })
  })

  it('freezes a model under a name that stands for good', async () => {
    const document = await put('{"total":1}')
    await ledger.saveSnapshot({ name: 'DMR1', document, release: 'w_2026_43' })
    sample.clock.now += 1000
    await ledger.saveSnapshot({ name: 'nightly', document: await put('{"total":2}') })
    await expect(
      ledger.saveSnapshot({ name: 'DMR1', document: await put('{"total":3}') }),
    ).rejects.toMatchObject({
      code: 'usage',
      message: 'There is a snapshot "DMR1" of 2026-11-23T00:00:00.000Z already',
    })
    expect(await ledger.snapshots()).toEqual([
      {
        name: 'DMR1',
        at: '2026-11-23T00:00:00.000Z',
        release: 'w_2026_43',
        sha256: document.sha256,
      },
      expect.objectContaining({ name: 'nightly', at: '2026-11-23T00:00:01.000Z' }),
    ])
    await ledger.seal()
    expect(await ledger.verify()).toMatchObject({ events: 2, findings: [] })
  })

  it('refuses a snapshot of a document that is not stored', async () => {
    const document = { ...(await put('x')), sha256: 'ab'.repeat(32) }
    await expect(ledger.saveSnapshot({ name: 'a', document })).rejects.toMatchObject({
      code: 'evidence-missing',
    })
    expect(await ledger.snapshots()).toEqual([])
  })

  it('prunes neither a snapshot nor what was the last result of a case when it was taken', async () => {
    const day = 86_400_000
    const run = async (text: string) => {
      const number = await sample.start()
      const evidence = [await put(text)]
      await ledger.append(number, [...wholeExecution('LVV-T1', null, {}, { evidence }), runEnded])
      await ledger.releaseRun(number, sample.owner)
      sample.clock.now += day
    }
    await run('before')
    await run('frozen')
    await ledger.saveSnapshot({ name: 'DMR1', document: await put('{"total":1}') })
    await run('after')
    await run('newest')
    sample.clock.now += day
    const before = new Date(sample.clock.now).toISOString()
    expect(await ledger.prune({ before, dryRun: false })).toMatchObject({ files: 2, kept: 3 })
    const stored = await Promise.all(
      ['before', 'frozen', '{"total":1}', 'after', 'newest'].map(async (text) =>
        ledger.evidence.path({ sha256: sha256(text) }).then(
          () => text,
          () => undefined,
        ),
      ),
    )
    expect(stored.filter(Boolean)).toEqual(['frozen', '{"total":1}', 'newest'])
    await ledger.seal()
    expect((await ledger.verify()).findings).toEqual([])
  })
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Ledger, Owner } from './ledger.ts'
import { implementations, openSample, type SampleLedger } from './sample-ledger.ts'
import {
  finished,
  id,
  measured,
  passed,
  place,
  runEnded,
  sampleGraph,
  sampleRequest,
  wholeExecution,
} from './sample-run.ts'

describe.each(implementations)('what is found over all runs of a ledger $name', ({ url }) => {
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

  const found = async () =>
    (await ledger.outcomes()).map(
      ({ origin, verdict }) =>
        `${origin.run}/${origin.kind === 'execution' ? `${origin.execution}#${origin.attempt}` : origin.line} ${verdict}`,
    )

  it('is one outcome for each attempt of a case, whatever became of it, and none for precursors', async () => {
    const run = await start()
    expect(await found()).toEqual(['1/LVV-T1#1 not-executed', '1/LVV-T2[band=g]#1 not-executed'])
    clock.now += 1000
    await ledger.append(run, [
      ...wholeExecution('LVV-T3', null),
      { kind: 'execution-started', execution: id('LVV-T1'), attempt: 1 },
    ])
    expect(await found()).toEqual(['1/LVV-T2[band=g]#1 not-executed', '1/LVV-T1#1 in-progress'])
    clock.now += 1000
    await ledger.append(run, [finished('LVV-T1', { verdict: 'fail' }), runEnded])
    clock.now += 1000
    await ledger.append(run, [
      ...wholeExecution('LVV-T1', null, { attempt: 2 }),
      { kind: 'execution-torn-down', execution: id('LVV-T1'), attempt: 2, verdict: 'pass' },
    ])
    expect(await found()).toEqual([
      '1/LVV-T2[band=g]#1 not-executed',
      '1/LVV-T1#1 fail',
      '1/LVV-T1#2 pass',
    ])
  })

  it('says of an attempt what it was judged against, for which release, and where', async () => {
    const request = { ...sampleRequest, release: 'w_2026_43', stage: 'precursor' as const }
    const run = await ledger.createRun(request, sampleGraph(), owner)
    clock.now += 1000
    await ledger.append(
      run,
      wholeExecution('LVV-T2[band=g]', null, {
        verdict: 'fail',
        elements: { 'LVV-2': 'fail', 'LVV-3': 'pass' },
        creditable: true,
        message: 'too far',
        conditions: { 'LVV-3': ['users'] },
      }),
    )
    expect((await ledger.outcomes()).at(-1)).toEqual({
      origin: { kind: 'execution', run, execution: 'LVV-T2[band=g]', attempt: 1 },
      case: 'LVV-T2',
      matrix: { band: 'g', big: 2n ** 60n },
      verdict: 'fail',
      elements: { 'LVV-2': 'fail', 'LVV-3': 'pass' },
      creditable: true,
      stage: 'precursor',
      environment: 'local',
      release: 'w_2026_43',
      at: '2026-11-23T00:00:01.000Z',
      sequence: 5,
      fingerprint: 'print of LVV-T2[band=g]',
      caseHash: 'ab'.repeat(32),
      basis: { 'DMS-REQ-0360': 'cd'.repeat(32), 'DMS-REQ-0360/AM1': 'ef'.repeat(32) },
      message: 'too far',
      conditions: { 'LVV-3': ['users'] },
    })
  })

  it('takes over the result of an execution that was used instead', async () => {
    const first = await start()
    await ledger.append(first, wholeExecution('LVV-T1', null, { elements: { 'LVV-1': 'pass' } }))
    const second = await start()
    const from = { run: first, execution: id('LVV-T1'), attempt: 1 }
    await ledger.append(second, [
      { kind: 'execution-shared', execution: id('LVV-T1'), from, fingerprint: 'late' },
    ])
    expect((await ledger.outcomes()).find(({ origin }) => origin.run === second)).toMatchObject({
      verdict: 'pass',
      elements: { 'LVV-1': 'pass' },
      fingerprint: 'late',
    })
  })

  it('shows the last explanation of a failed attempt', async () => {
    const run = await start()
    await ledger.append(run, wholeExecution('LVV-T1', null, { verdict: 'fail' }))
    const explained = { kind: 'explained' as const, execution: id('LVV-T1'), attempt: 1 }
    const person = { name: 'N', role: 'scientist' }
    await ledger.append(run, [{ ...explained, ...person, note: 'power cut', jira: 'DM-7' }])
    clock.now += 1000
    await ledger.append(run, [{ ...explained, ...person, note: 'disk full' }])
    const outcomes = await ledger.outcomes()
    expect(outcomes.flatMap(({ explanation }) => explanation ?? [])).toEqual([
      { ...person, note: 'disk full', at: '2026-11-23T00:00:01.000Z' },
    ])
  })

  it('gives the measurements of cases as judged, by run and by name, and none of precursors', async () => {
    const request = { ...sampleRequest, release: 'w_2026_43' }
    const run = await ledger.createRun(request, sampleGraph(), owner)
    const expectations = [
      measured('AM1', 7, { meets: 'DMS-REQ-0360/AM1' }),
      { kind: 'that' as const, verdict: 'pass' as const, message: 'm', elements: [], line: 1 },
      measured('AM2', Number.NaN, { verdict: 'fail' }),
    ]
    await ledger.append(run, wholeExecution('LVV-T3', null, {}, { expectations }))
    await ledger.append(
      run,
      wholeExecution('LVV-T2[band=g]', null, { creditable: true }, { expectations }),
    )
    const second = await start()
    await ledger.append(second, wholeExecution('LVV-T1', null, {}, { expectations }))
    const names = async (filter?: Parameters<Ledger['measurements']>[0]) =>
      (await ledger.measurements(filter)).map((one) => `${one.run} ${one.measure} ${one.value}`)
    expect(await names()).toEqual(['1 AM1 7', '1 AM2 NaN', '2 AM1 7', '2 AM2 NaN'])
    expect(await names({ run: second })).toEqual(['2 AM1 7', '2 AM2 NaN'])
    expect(await names({ measures: ['AM2'] })).toEqual(['1 AM2 NaN', '2 AM2 NaN'])
    expect(await names({ run, measures: ['AM1', 'AM3'] })).toEqual(['1 AM1 7'])
    expect(await names({ measures: [] })).toEqual([])
    expect((await ledger.measurements())[0]).toEqual({
      run,
      execution: 'LVV-T2[band=g]',
      attempt: 1,
      row: 'first',
      case: 'LVV-T2',
      matrix: { band: 'g', big: 2n ** 60n },
      at: '2026-11-23T00:00:00.000Z',
      creditable: true,
      release: 'w_2026_43',
      measure: 'AM1',
      value: 7,
      unit: 'mas',
      uncertainty: { low: 1, high: 2 },
      n: 120,
      limit: { sense: 'at-most', limit: 12, strict: false },
      margin: 5,
      meets: 'DMS-REQ-0360/AM1',
      verdict: 'pass',
      elements: [],
    })
  })

  it('forgets what a row measured when the same attempt does it again', async () => {
    const run = await start()
    const row = place('LVV-T1', 'first')
    const end = (value: number) => ({
      kind: 'row-finished' as const,
      place: row,
      result: passed(null, { expectations: [measured('AM1', value)] }),
    })
    const begin = { kind: 'row-started' as const, place: row, try: 1, effect: 'read' as const }
    const values = async () => (await ledger.measurements()).map(({ value }) => value)
    await ledger.append(run, [begin, end(1)])
    expect(await values()).toEqual([1])
    await ledger.append(run, [begin])
    expect(await values()).toEqual([])
    await ledger.append(run, [end(2)])
    expect(await values()).toEqual([2])
  })

  it('gives the facts of each run, newest first, with its reviews', async () => {
    const request = {
      ...sampleRequest,
      executor: 'E. Xecutor (exe)',
      noCredit: ['rehearsal'],
      bindings: { datasets: { survey: 'HSC' } },
    }
    const first = await ledger.createRun(request, sampleGraph(), owner)
    const software = [{ product: 'butler', version: '30', modified: true }]
    await ledger.append(first, [{ kind: 'software-read', software }])
    clock.now += 1000
    await ledger.append(first, [runEnded])
    const review = { name: 'R', role: 'SE', disposition: 'reject' as const, note: 'no sky' }
    await ledger.append(first, [{ kind: 'reviewed', ...review }])
    const second = await start()
    await ledger.releaseRun(second, owner)
    const [newest, oldest] = await ledger.runOutcomes()
    expect(newest).toMatchObject({ run: second, verdict: 'in-progress', interrupted: true })
    expect(oldest).toEqual({
      run: first,
      environment: 'local',
      stage: 'rehearsal',
      startedAt: '2026-11-23T00:00:00.000Z',
      finishedAt: '2026-11-23T00:00:01.000Z',
      verdict: 'pass',
      interrupted: false,
      executor: 'E. Xecutor (exe)',
      software,
      datasets: { survey: 'HSC' },
      noCredit: ['rehearsal'],
      notApplicable: sampleGraph().notApplicable,
      reviews: [{ ...review, at: '2026-11-23T00:00:01.000Z' }],
    })
  })

  it('finds a record that a plan rested on by its hash, a case by its own, and nothing else', async () => {
    await start()
    await start()
    expect(await ledger.record('ef'.repeat(32))).toEqual({ name: 'AM1', value: 10, unit: 'mas' })
    expect(await ledger.record('ab'.repeat(32))).toMatchObject({ contentHash: 'ab'.repeat(32) })
    expect(await ledger.record('00'.repeat(32))).toBeUndefined()
  })
})

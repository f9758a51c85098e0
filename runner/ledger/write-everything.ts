import type { Ledger } from './ledger.ts'
import type { SampleLedger } from './sample-ledger.ts'
import {
  finished,
  id,
  importedResult,
  measured,
  passed,
  place,
  runEnded,
  sampleGraph,
  sampleRequest,
  wholeExecution,
} from './sample-run.ts'

/** Writes events of every kind, evidence, a pruned file and a chain of seals: for tests of the record as a whole. */
export const writeEverything = async ({
  ledger,
  owner,
  clock,
  start,
}: SampleLedger): Promise<void> => {
  const first = await start()
  await ledger.append(first, [
    { kind: 'software-read', software: [{ product: 'butler', version: '30', modified: false }] },
    ...wholeExecution(
      'LVV-T1',
      { x: 1 },
      { verdict: 'fail', message: 'too far' },
      {
        evidence: [await put(ledger, 'soon pruned')],
        expectations: [measured('AM1', 7), measured('AM2', Number.NaN, { verdict: 'fail' })],
      },
    ),
    ...wholeExecution('LVV-T3', 1, { freshKey: 'stack 1', outputs: { n: 1 } }),
    runEnded,
  ])
  await ledger.seal()
  clock.now += 86_400_000
  const second = await start()
  const from = { run: first, execution: id('LVV-T3'), attempt: 1 }
  const file = await put(ledger, 'a table')
  await ledger.append(second, [
    { kind: 'execution-shared', execution: id('LVV-T3'), from, fingerprint: 'late' },
    ...wholeExecution('LVV-T1', { file: { ...file } }, { creditable: true }),
    ...wholeExecution('LVV-T1', 2, { attempt: 2 }),
    { kind: 'execution-started', execution: id('LVV-T2[band=g]'), attempt: 1 },
    { kind: 'row-started', place: place('LVV-T2[band=g]', 'open'), try: 1, effect: 'once' },
  ])
  await ledger.append(second, [
    { kind: 'run-resumed', reason: 'resume' },
    {
      kind: 'row-finished',
      place: place('LVV-T2[band=g]', 'open'),
      result: passed(null, { evidence: [await put(ledger, 'log of a step')] }),
    },
    {
      kind: 'recorded',
      place: place('LVV-T2[band=g]', 'look'),
      record: {
        name: 'N',
        role: 'tester',
        at: '2026-11-24T00:00:00Z',
        note: '',
        verdict: 'pass',
        answers: { map: { ...(await put(ledger, 'a map')) } },
      },
    },
    finished('LVV-T2[band=g]'),
    { kind: 'execution-torn-down', execution: id('LVV-T3'), attempt: 1, verdict: 'pass' },
    { kind: 'reviewed', role: 'SE', name: 'R', disposition: 'accept', note: '' },
    {
      kind: 'explained',
      execution: id('LVV-T1'),
      attempt: 1,
      name: 'N',
      role: 'tester',
      note: 'the disk was full',
      jira: 'DM-1',
    },
    runEnded,
  ])
  await ledger.saveSnapshot({ name: 'first light', document: await put(ledger, '{"total":1}') })
  await ledger.seal()
  await ledger.releaseRun(first, owner)
  await ledger.releaseRun(second, owner)
  clock.now += 86_400_000
  const third = await ledger.createRun(sampleRequest, sampleGraph(), owner)
  await ledger.append(third, [...wholeExecution('LVV-T3', 1), runEnded])
  await ledger.releaseRun(third, owner)
  await ledger.importResults({
    file: await put(ledger, 'element,status'),
    results: [importedResult(2), importedResult(3, { verdict: 'fail', note: 'x', by: 'B' })],
    again: false,
    command: ['lvv', 'import', 'results', 'old.csv'],
  })
  await ledger.prune({ before: new Date(clock.now - 172_000_000).toISOString(), dryRun: false })
  await ledger.seal()
}

const put = (ledger: Ledger, text: string) =>
  ledger.evidence.put({ text }, { name: `${text}.txt`, mediaType: 'text/plain' })

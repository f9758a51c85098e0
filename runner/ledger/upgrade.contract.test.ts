import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLedger } from './open-ledger.ts'
import { openSample, type SampleLedger } from './sample-ledger.ts'
import { measured, runEnded, sampleGraph, sampleRequest, wholeExecution } from './sample-run.ts'

let sample: SampleLedger
beforeEach(async () => {
  sample = await openSample()
})
afterEach(() => sample.end())

const path = () => join(sample.folder, 'ledger.db')
const reopen = () => openLedger({ url: path(), evidenceDir: sample.evidenceDir })

/** Takes away what migration 2 brings: what is left is a ledger as the first schema had it. */
const downgrade = (damage = ''): void => {
  const db = new DatabaseSync(path())
  db.exec(`
    drop table measurements; drop table imported_results; drop index events_said;
    drop table definition_heads; drop index run_definitions_by_key;
    drop table run_records; drop table records;
    drop index runs_imported; alter table runs drop column imported;
    delete from migrations where number = 2;
    ${damage}`)
  db.close()
}

const write = async (): Promise<void> => {
  // The first schema knew no records.
  const { records: _, ...graph } = sampleGraph()
  const { ledger, owner } = sample
  for (const value of [1, 2]) {
    const run = await ledger.createRun(sampleRequest, graph, owner)
    const expectations = [measured('AM1', value), measured('AM2', Number.NaN)]
    await ledger.append(run, [
      ...wholeExecution('LVV-T3', null, {}, { expectations }),
      ...wholeExecution('LVV-T1', null, { elements: { 'LVV-1': 'pass' } }, { expectations }),
      ...wholeExecution('LVV-T1', null, { attempt: 2 }, { expectations }),
      { kind: 'reviewed', role: 'SE', name: 'R', disposition: 'accept', note: '' },
      runEnded,
    ])
    await ledger.releaseRun(run, owner)
  }
  await ledger.seal()
}

it('reads from the events of an older ledger what the new tables hold', async () => {
  await write()
  const before = {
    outcomes: await sample.ledger.outcomes(),
    measurements: await sample.ledger.measurements(),
    runs: await sample.ledger.runOutcomes(),
  }
  downgrade()
  const ledger = await reopen()
  try {
    expect({
      outcomes: await ledger.outcomes(),
      measurements: await ledger.measurements(),
      runs: await ledger.runOutcomes(),
    }).toEqual(before)
    expect(before.measurements).toHaveLength(8)
    expect((await ledger.verify()).findings).toEqual([])
  } finally {
    await ledger.close()
  }
})

it('opens a damaged older ledger, whose verification then names the damage', async () => {
  await write()
  downgrade(`
    drop trigger events_are_never_changed;
    update events set body = '{' where seq = (select min(seq) from events where kind = 'row-finished');
    create trigger events_are_never_changed before update on events
begin select raise(abort, 'events are never changed'); end;
    update definitions set body = 'null' where hash = (select min(hash) from definitions)`)
  const ledger = await reopen()
  try {
    const { findings } = await ledger.verify()
    expect(findings.map(({ kind }) => kind)).toContain('event-changed')
    expect(findings.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^Definition \w+ was changed/),
    )
  } finally {
    await ledger.close()
  }
})

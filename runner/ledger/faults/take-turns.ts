import type { LedgerEvent } from '#domain/ledger-event.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { plainGraph, sampleRequest } from '#ledger/sample-run.ts'

/*
 * A program for the fault tests: takes a lock again and again, and appends one event when it has it and one before it
 * gives it back.
 *
 *   take-turns.ts LEDGER EVIDENCE TURNS
 */

const [url = '', evidenceDir = '', count = '0'] = process.argv.slice(2)
const owner = thisProcess()
const ledger = await openLedger({ url, evidenceDir })
const run = await ledger.createRun(sampleRequest, plainGraph(1), owner)

const note = (text: string): LedgerEvent => ({
  kind: 'reviewed',
  role: 'SE',
  name: `run ${run}`,
  disposition: 'accept',
  note: text,
})

for (let turn = 1; turn <= Number(count); turn += 1) {
  const id = `${run} ${turn}`
  const lease = { id, owner, environment: 'local', cpus: 1, memory: 0, locks: ['dome'], limits: {} }
  while (!(await ledger.tryLease(lease))) {
    // Another process has it; its next transaction lets us look again.
  }
  await ledger.append(run, [note('take')])
  await ledger.append(run, [note('give')])
  await ledger.releaseLease(id)
}
await ledger.close()

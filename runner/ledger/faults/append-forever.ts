import { writeSync } from 'node:fs'
import { openLedger } from '#ledger/open-ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { plainGraph, sampleRequest, wholeExecution } from '#ledger/sample-run.ts'

/*
 * A program for the fault tests: appends executions to a ledger and says on its standard output which of them were
 * acknowledged.
 *
 *   append-forever.ts LEDGER EVIDENCE EXECUTIONS [VARIETIES]
 *
 * So many runs in a row store contents of their own; the next one stores those of the first again.
 */

const [url = '', evidenceDir = '', count = '0', varieties = '1'] = process.argv.slice(2)
const executions = Number(count)
const owner = thisProcess()
const ledger = await openLedger({ url, evidenceDir })
const run = await ledger.createRun(sampleRequest, plainGraph(executions), owner)
writeSync(1, `run ${run}\n`)

let next = 1
const worker = async (): Promise<void> => {
  while (next <= executions) {
    const execution = `LVV-T${next}`
    next += 1
    const file = await ledger.evidence.put(
      { text: `${execution} ${run % Number(varieties)}` },
      { name: 'log.txt', mediaType: 'text/plain' },
    )
    await ledger.append(run, wholeExecution(execution, null, {}, { evidence: [file] }))
    writeSync(1, `done ${execution}\n`)
  }
}
await Promise.all([worker(), worker()])
await ledger.releaseRun(run, owner)
await ledger.close()

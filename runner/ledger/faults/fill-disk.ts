import { HarnessError } from '#domain/harness-error.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { plainGraph, sampleRequest, wholeExecution } from '#ledger/sample-run.ts'

/*
 * A program for the fault tests, started with a limit on the size of files: appends until that fails, then tries again
 * and stores evidence that does not fit, and prints what it was told.
 *
 *   fill-disk.ts LEDGER EVIDENCE
 */

const [url = '', evidenceDir = ''] = process.argv.slice(2)
const ledger = await openLedger({ url, evidenceDir })
const run = await ledger.createRun(sampleRequest, plainGraph(1000), thisProcess())

const codeOf = async (work: () => Promise<unknown>): Promise<string> => {
  try {
    await work()
    return 'stored'
  } catch (error) {
    return error instanceof HarnessError ? error.code : String(error)
  }
}
const append = (index: number): Promise<string> =>
  codeOf(() => ledger.append(run, wholeExecution(`LVV-T${index}`, 'x'.repeat(10_000))))

let stored = 0
let code = await append(1)
while (code === 'stored') {
  stored += 1
  code = await append(stored + 1)
}
const again = await append(stored + 1)
const evidence = await codeOf(() =>
  ledger.evidence.put(
    { bytes: new Uint8Array(8 << 20) },
    { name: 'zeros', mediaType: 'application/octet-stream' },
  ),
)
process.stdout.write(JSON.stringify({ stored, code, again, evidence }))

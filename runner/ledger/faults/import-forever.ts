import { writeSync } from 'node:fs'
import { openLedger } from '#ledger/open-ledger.ts'
import { importedResult } from '#ledger/sample-run.ts'

/*
 * A program for the fault tests: imports files of results one after the other and says on its standard output which
 * of them were acknowledged.
 *
 *   import-forever.ts LEDGER EVIDENCE FILES RESULTS
 */

const [url = '', evidenceDir = '', files = '0', count = '0'] = process.argv.slice(2)
const ledger = await openLedger({ url, evidenceDir })
const results = Array.from({ length: Number(count) }, (_, index) => importedResult(index + 1))
for (let number = 1; number <= Number(files); number += 1) {
  const file = await ledger.evidence.put(
    { text: `${process.pid} ${number}` },
    { name: `${number}.csv`, mediaType: 'text/csv' },
  )
  const run = await ledger.importResults({ file, results, again: false, command: [] })
  writeSync(1, `run ${run}\n`)
}
await ledger.close()

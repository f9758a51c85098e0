import { openLedger } from '#ledger/open-ledger.ts'

/*
 * A program for the fault tests: prunes all it may, again and again, until its standard input ends.
 *
 *   prune-forever.ts LEDGER EVIDENCE
 */

const [url = '', evidenceDir = ''] = process.argv.slice(2)
// A clock ahead of all others takes away the grace that would keep everything in a short test.
const now = (): Date => new Date(Date.now() + 3_600_000)
const ledger = await openLedger({ url, evidenceDir, now })
let open = true
process.stdin.on('close', () => {
  open = false
})
process.stdin.resume()
let files = 0
while (open) {
  const report = await ledger.prune({ before: now().toISOString(), dryRun: false })
  files += report.files
}
await ledger.close()
process.stdout.write(`${files}`)

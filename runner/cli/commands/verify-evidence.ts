import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'

/** `lvv verify-evidence [RUN]`: exit code 1 when anything was changed. */
export const verifyEvidence: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const [text] = args.positionals
    const found = await ledger.verify(text === undefined ? undefined : await findRun(ledger, text))
    if (args.flag('json')) {
      io.stdout.write(`${JSON.stringify(found)}\n`)
    } else {
      for (const finding of found.findings) io.stdout.write(`${finding.kind}: ${finding.message}\n`)
      io.stdout.write(
        `${found.events} events, ${found.seals} seals, ${found.files} evidence files (${found.bytes} bytes): ` +
          `${found.findings.length === 0 ? 'nothing was changed' : `${found.findings.length} findings`}\n`,
      )
    }
    return found.findings.length === 0 ? 0 : 1
  } finally {
    await ledger.close()
  }
}

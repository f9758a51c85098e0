import type { Command } from '#cli/arguments/command.ts'
import { parseDurationOption } from '#cli/arguments/duration-text.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { openRootLedger } from '#cli/opening/open-root-ledger.ts'

/** `lvv prune`: removes old evidence that nothing needs, and records that it did. */
export const prune: Command = async (args, io) => {
  const age = parseDurationOption('older-than', args.value('older-than') ?? '30d')
  const dryRun = args.flag('dry-run')
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const result = await ledger.prune({ before: new Date(io.now() - age).toISOString(), dryRun })
    if (!dryRun && result.files > 0) await ledger.seal()
    io.stdout.write(
      args.flag('json')
        ? `${JSON.stringify({ ...result, dryRun })}\n`
        : `${dryRun ? 'would remove' : 'removed'} ${result.files} files (${result.bytes} bytes), kept ${result.kept}\n`,
    )
    return 0
  } finally {
    await ledger.close()
  }
}

import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { readDossier } from '#cli/runs/read-dossier.ts'
import { diffDossiers } from '#traceability/diff-dossiers.ts'

/** `lvv diff RUN RUN`: what changed from the first to the second. */
export const diff: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const [first = '', second = ''] = args.positionals
    const before = await readDossier(
      ledger,
      await findRun(ledger, first),
      open.catalog.requirements,
    )
    const after = await readDossier(
      ledger,
      await findRun(ledger, second),
      open.catalog.requirements,
    )
    const difference = diffDossiers(before, after)
    if (args.flag('json')) {
      io.stdout.write(`${JSON.stringify(difference)}\n`)
      return 0
    }
    const { renderDiff } = await import('#reports/terminal/render-diff.ts')
    io.stdout.write(
      renderDiff(difference, {
        columns: io.stdout.columns,
        colour: io.stdout.colour,
        unicode: io.stdout.unicode,
      }),
    )
    return 0
  } finally {
    await ledger.close()
  }
}

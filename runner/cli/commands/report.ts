import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { readDossier } from '#cli/runs/read-dossier.ts'
import { checkFormat, writeReport } from '#cli/runs/write-reports.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** `lvv report FORMAT --out PATH [--run RUN]`. */
export const report: Command = async (args, io) => {
  const [format = ''] = args.positionals
  checkFormat(format)
  const path = args.value('out')
  if (path === undefined) {
    throw new HarnessError('usage', 'lvv report needs --out PATH', {
      hint: `For example: lvv report ${format} --out report.${format === 'junit' ? 'xml' : format}`,
    })
  }
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const run = await findRun(ledger, args.value('run') ?? 'last')
    const dossier = await readDossier(ledger, run, open.catalog.requirements)
    const written = await writeReport({ format, path }, dossier, io.cwd)
    io.stdout.write(
      args.flag('json') ? `${JSON.stringify({ run, format, path: written })}\n` : `${written}\n`,
    )
    return 0
  } finally {
    await ledger.close()
  }
}

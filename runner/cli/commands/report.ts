import type { Command } from '#cli/arguments/command.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, newestRunOf, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { examplePath, findFormat } from '#cli/reporting/report-formats.ts'
import { reportSource } from '#cli/reporting/report-source.ts'
import { writeReport } from '#cli/reporting/write-reports.ts'
import { sayErrors } from '#cli/tracing/left-out.ts'
import { sentenceOf, unknownNames } from '#cli/tracing/unknown-names.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** `lvv report FORMAT --out PATH [--run RUN] [--release R]`. */
export const report: Command = async (args, io) => {
  const [format = ''] = args.positionals
  const { writes } = findFormat(format)
  const path = args.value('out')
  if (path === undefined || (path === '-' && writes === 'folder')) {
    throw new HarnessError(
      'usage',
      `lvv report needs --out ${writes === 'folder' ? 'DIR' : 'PATH'}`,
      {
        hint: `For example: lvv report ${format} --out ${examplePath(format)}`,
      },
    )
  }
  const open = await openCatalog(args, io)
  sayErrors(open, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const release = args.value('release')
    const [labels, handle, plan] = ['labels', 'handle', 'plan'].map((name) => args.value(name))
    const source = reportSource({
      open,
      ledger,
      run: () => {
        const run = args.value('run')
        return run === undefined && plan !== undefined
          ? newestRunOf(ledger, plan)
          : findRun(ledger, run ?? 'last')
      },
      now: io.now(),
      options: {
        standAlone: args.flag('stand-alone'),
        ...(labels !== undefined && { labels }),
        ...(handle !== undefined && { handle }),
        ...(plan !== undefined && { plan }),
      },
      ...(release !== undefined && { release }),
    })
    if (release !== undefined) {
      const asked = { release, environments: [] }
      for (const one of unknownNames(await source.trace(), asked)) io.stderr.write(sentenceOf(one))
    }
    const written = await writeReport({ format, path }, source, {
      cwd: io.cwd,
      print: (text) => io.stdout.write(text),
      say: (text) => io.stderr.write(text),
    })
    if (written === '-') return 0
    io.stdout.write(
      args.flag('json') ? `${JSON.stringify({ format, path: written })}\n` : `${written}\n`,
    )
    return 0
  } finally {
    await ledger.close()
  }
}

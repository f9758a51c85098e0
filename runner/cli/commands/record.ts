import type { Command } from '#cli/arguments/command.ts'
import { refuseOptions } from '#cli/arguments/refuse-options.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { goOn } from '#cli/runs/continue-run.ts'
import { readRecord } from '#cli/runs/read-record.ts'
import { refuseChanges } from '#cli/runs/refuse-changes.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** `lvv record`: what a person did for a row, thinks of a run, or knows of a failure. */
export const record: Command = async (args, io) => {
  const [what, ...rest] = args.positionals
  if (what === 'review') {
    return (await import('#cli/recording/review-run.ts')).reviewRun(rest, args, io)
  }
  if (what === 'explain') {
    return (await import('#cli/recording/explain-failure.ts')).explainFailure(rest, args, io)
  }
  refuseOptions('record', ['disposition', 'jira', 'attempt'], args)
  if (args.positionals.length < 3) {
    throw new HarnessError('usage', 'lvv record needs RUN EXECUTION ROW', {
      hint: 'Or: lvv record review RUN, lvv record explain RUN EXECUTION.',
    })
  }
  return recordRow(args, io)
}

/** `lvv record RUN EXECUTION ROW`: stores what a person did, then executes the rows that waited for it. */
const recordRow: Command = async (args, io) => {
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const [runText = '', execution = '', row = ''] = args.positionals
    const run = await findRun(ledger, runText)
    const [graph, earlier] = await Promise.all([ledger.graph(run), ledger.executions(run)])
    const recorded = await readRecord({ graph, earlier, execution, row, ledger }, args, io)
    // A record is of the case as it was planned.
    await refuseChanges(open, graph)
    await ledger.append(run, [{ kind: 'recorded', place: recorded.place, record: recorded.record }])
    await ledger.flush()
    io.stderr.write(`recorded ${recorded.place.execution} ${row} of run ${run}\n`)
    const states = await ledger.executions(run)
    return await goOn(
      {
        open,
        ledger,
        graph,
        earlier: states,
        continuation: { run, rerun: new Set() },
        reports: [],
      },
      args,
      io,
    )
  } finally {
    await ledger.close()
  }
}

import type { Arguments } from '#cli/arguments/command.ts'
import { refuseOptions } from '#cli/arguments/refuse-options.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import { isSamePerson } from '#domain/same-person.ts'
import type { Ledger, RunSummary } from '#ledger/ledger.ts'
import { readPerson } from './read-person.ts'

/** `lvv record review RUN`: what somebody other than the executor thinks of a run that ended. */
export const reviewRun = async (
  positionals: readonly string[],
  args: Arguments,
  io: Io,
): Promise<number> => {
  const [runText = '', more] = positionals
  if (more !== undefined) {
    throw new HarnessError('usage', `lvv record review takes one run, found "${more}" too`)
  }
  refuseOptions('record review', ['verdict', 'answer', 'report', 'jira', 'attempt'], args)
  const person = readPerson('a review', args, ['disposition'])
  const disposition = args.value('disposition')
  if (disposition !== 'accept' && disposition !== 'reject') {
    throw new HarnessError('usage', `--disposition is accept or reject, found "${disposition}"`)
  }
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const run = await findRun(ledger, runText)
    const summary = await ledger.run(run)
    if (summary) await refuseReviewer(ledger, summary, person.name)
    await ledger.append(run, [{ kind: 'reviewed', disposition, ...person }])
    await ledger.seal()
    io.stderr.write(`recorded the review of run ${run}: ${disposition} by ${person.name}\n`)
    return 0
  } finally {
    await ledger.close()
  }
}

const refuseReviewer = async (
  ledger: Ledger,
  { run, request, finishedAt }: RunSummary,
  name: string,
): Promise<void> => {
  if (finishedAt === undefined) {
    throw new HarnessError('usage', `run ${run} has not ended: there is nothing to review yet`, {
      hint: `\`lvv run --resume ${run}\` goes on with it.`,
    })
  }
  const executors = [request.executor, ...(await executorsIn(ledger, run))]
  const executor = executors.find((one) => one !== undefined && isSamePerson(name, one))
  if (executor === undefined) return
  throw new HarnessError(
    'usage',
    `run ${run} was executed by ${executor}: ${name} cannot review it`,
    {
      hint: 'A review is by somebody other than the executor.',
    },
  )
}

/** Who went on with the run, did its manual rows, or executed what an import brought. */
const executorsIn = async (ledger: Ledger, run: RunSummary['run']): Promise<readonly string[]> => {
  const names = new Set<string>()
  for await (const { event } of ledger.events(run)) {
    const name = executorOf(event)
    if (name !== undefined) names.add(name)
  }
  return [...names]
}

const executorOf = (event: LedgerEvent): string | undefined => {
  if (event.kind === 'run-resumed') return event.executor
  if (event.kind === 'recorded') return event.record.name
  return event.kind === 'result-imported' ? event.result.by : undefined
}

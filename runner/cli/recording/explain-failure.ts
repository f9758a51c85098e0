import type { Arguments } from '#cli/arguments/command.ts'
import { refuseOptions } from '#cli/arguments/refuse-options.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { executionId, type RunId } from '#domain/keys.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { readPerson } from './read-person.ts'

/** `lvv record explain RUN EXECUTION`: why a failure may be replaced by a later pass. */
export const explainFailure = async (
  positionals: readonly string[],
  args: Arguments,
  io: Io,
): Promise<number> => {
  const [runText = '', execution] = positionals
  if (execution === undefined) {
    throw new HarnessError('usage', 'lvv record explain needs RUN EXECUTION')
  }
  refuseOptions('record explain', ['verdict', 'answer', 'report', 'disposition'], args)
  const person = readPerson('an explanation', args)
  const jira = readIssue(args)
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const run = await findRun(ledger, runText)
    const attempt = await failedAttempt(ledger, { run, execution }, args)
    await ledger.append(run, [
      {
        kind: 'explained',
        execution: executionId(execution),
        attempt,
        ...person,
        ...(jira !== undefined && { jira }),
      },
    ])
    await ledger.seal()
    io.stderr.write(`recorded why ${execution} of run ${run} failed in attempt ${attempt}\n`)
    return 0
  } finally {
    await ledger.close()
  }
}

const readIssue = (args: Arguments): string | undefined => {
  const jira = args.value('jira')
  if (jira === undefined || /^[A-Z][A-Z0-9]*-\d+$/.test(jira)) return jira
  throw new HarnessError('usage', `--jira is the key of an issue, DM-12345, found "${jira}"`)
}

/** The attempt that is named, else the last that failed; throws when it did not fail. */
const failedAttempt = async (
  ledger: Ledger,
  { run, execution }: { readonly run: RunId; readonly execution: string },
  args: Arguments,
): Promise<number> => {
  const outcomes = (await ledger.outcomes()).filter(({ origin }) => origin.run === run)
  const attempts = outcomes.filter((outcome) => nameOf(outcome) === execution)
  if (attempts.length === 0) throw unknownExecution(run, execution, outcomes)
  const wanted = args.value('attempt')
  const failed = attempts.filter(
    (outcome) =>
      outcome.verdict === 'fail' && (wanted === undefined || String(attemptOf(outcome)) === wanted),
  )
  const last = Math.max(0, ...failed.map(attemptOf))
  if (last > 0) return last
  const found = attempts.map((outcome) => `attempt ${attemptOf(outcome)} ${outcome.verdict}`)
  throw new HarnessError(
    'usage',
    `${execution} of run ${run} has no ${wanted === undefined ? '' : `attempt ${wanted} that `}failed${wanted === undefined ? ' attempt' : ''}: found ${found.join(', ')}`,
    { hint: 'Only a failure needs an explanation.' },
  )
}

/** As results are named: `LVV-T1745[band=g]`, `import:3`. */
const nameOf = ({ origin }: AttemptOutcome): string =>
  origin.kind === 'execution' ? origin.execution : `import:${origin.line}`

const attemptOf = ({ origin }: AttemptOutcome): number =>
  origin.kind === 'execution' ? origin.attempt : 1

const unknownExecution = (
  run: RunId,
  execution: string,
  outcomes: readonly AttemptOutcome[],
): HarnessError => {
  const failed = outcomes.filter(({ verdict }) => verdict === 'fail').map(nameOf)
  const near = nearestName(execution, outcomes.map(nameOf))
  return new HarnessError('not-found', `run ${run} has no execution of a case "${execution}"`, {
    hint: near
      ? `Did you mean '${near}'?`
      : failed.length > 0
        ? `Failed are: ${failed.slice(0, 5).join(', ')}${failed.length > 5 ? ' …' : ''}.`
        : 'Nothing of it failed.',
  })
}

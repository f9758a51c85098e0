import type { Arguments } from '#cli/arguments/command.ts'
import { bringUpFacility } from '#cli/opening/bring-up-facility.ts'
import { noEnvironment } from '#cli/opening/choose-environment.ts'
import { type OpenRoot, openCatalog } from '#cli/opening/open-catalog.ts'
import { findRun, openRootLedger } from '#cli/opening/open-root-ledger.ts'
import type { Io } from '#cli/screen/io.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { Environment } from '#domain/environment.ts'
import type { ExecutionGraph, RunRequest } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { executeRun, readMeans } from './execute-run.ts'
import { executorOf, login } from './executor.ts'
import { refuseChanges } from './refuse-changes.ts'

/** What is asked of a run that is in the ledger. */
interface Continuation {
  readonly run: RunId
  readonly rerun: ReadonlySet<ExecutionId>
  readonly from?: { readonly execution: ExecutionId; readonly row: string }
}

/** `--resume`, `--rerun` and `--from`: goes on with a stored plan. */
export const continueRun = async (args: Arguments, io: Io): Promise<number> => {
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const run = await findRun(ledger, args.value('resume') ?? 'last')
    await refuseImported(ledger, run)
    const [graph, earlier] = await Promise.all([ledger.graph(run), ledger.executions(run)])
    const continuation = continuationOf({ run, graph, earlier, open }, args)
    const reports = args.values('report')
    return await goOn({ open, ledger, graph, earlier, continuation, reports }, args, io)
  } finally {
    await ledger.close()
  }
}

/** Results recorded elsewhere cannot be executed here. */
const refuseImported = async (ledger: Ledger, run: RunId): Promise<void> => {
  const { imported } = await ledger.request(run)
  if (imported === undefined) return
  throw new HarnessError('usage', `run ${run} holds results imported from ${imported.source}`, {
    hint: 'Nothing of it can be executed; start a run of the cases instead.',
  })
}

/** Claims the run and executes what is left of it; also what `lvv record` does after it has recorded. */
export const goOn = async (
  stored: {
    readonly open: OpenRoot
    readonly ledger: Ledger
    readonly graph: ExecutionGraph
    readonly earlier: readonly ExecutionState[]
    readonly continuation: Continuation
    /** Reports to write at the end, `FORMAT=PATH`. */
    readonly reports: readonly string[]
  },
  args: Arguments,
  io: Io,
): Promise<number> => {
  const { open, ledger, graph, earlier, continuation, reports } = stored
  const { run } = continuation
  const request = await ledger.request(run)
  const environment = environmentOf(open, request)
  await refuseChanges(open, graph)
  const means = await readMeans({ open, environment, graph }, args, io)
  const owner = thisProcess()
  if (!(await ledger.claimRun(run, owner))) {
    throw new HarnessError('ledger-busy', `run ${run} is being executed by another process`, {
      hint: '`lvv list runs` shows which runs are active; wait for it or stop it.',
    })
  }
  await ensureFacility({ open, environment, request }, io)
  return executeRun(
    {
      open,
      ledger,
      run,
      owner,
      environment,
      request,
      graph,
      earlier,
      means,
      reports,
      rerun: continuation.rerun,
      executor: request.noCredit.length === 0 ? await executorOf(open.root, io) : login(io.env),
      ...(continuation.from && { from: continuation.from }),
    },
    args,
    io,
  )
}

const environmentOf = ({ catalog }: OpenRoot, request: RunRequest): Environment => {
  const found = catalog.environments.get(request.environment)
  if (found) return found
  if (request.environment === noEnvironment.name) return noEnvironment
  throw new HarnessError(
    'changed',
    `environment "${request.environment}" of the run is no longer there`,
    {
      hint: 'Bring its file back, or start a new run.',
    },
  )
}

/** The facility must be the one that the stored plan saw: the same survey, the same truth, the same places. */
const ensureFacility = async (
  of: { readonly open: OpenRoot; readonly environment: Environment; readonly request: RunRequest },
  io: Io,
): Promise<void> => {
  const { open, environment, request } = of
  // A plan that never looked at the facility was made without it.
  const asPlanned = contentHash(request.bindings) === contentHash(environment.bindings)
  if (environment.facility !== 'embedded' || asPlanned) return
  const facility = await bringUpFacility(
    open.root,
    (line) => io.stderr.write(`${line}\n`),
    io.interrupts.stop,
  )
  const other = Object.entries(facility.bindings).filter(
    ([name, value]) => contentHash(value) !== contentHash(request.bindings[name]),
  )
  if (other.length === 0) return
  throw new HarnessError(
    'changed',
    `the embedded facility is another one than when the run was planned (${other.map(([name]) => name).join(', ')})`,
    { hint: 'Start a new run.' },
  )
}

const continuationOf = (
  stored: {
    readonly run: RunId
    readonly graph: ExecutionGraph
    readonly earlier: readonly ExecutionState[]
    readonly open: OpenRoot
  },
  args: Arguments,
): Continuation => {
  const { run } = stored
  const rerun = args.value('rerun')
  const row = args.value('from')
  if (row !== undefined) {
    const execution = executionFor(stored, args.positionals[0] ?? '')
    refuseUnknownRow(stored.graph, execution, row)
    return { run, rerun: new Set([execution]), from: { execution, row } }
  }
  if (rerun === undefined) return { run, rerun: new Set() }
  const found = new Set(
    stored.earlier.filter((state) => isAskedFor(state, rerun)).map((state) => state.execution),
  )
  if (found.size === 0) {
    throw new HarnessError('not-found', `run ${run} has no ${rerun} execution`, {
      hint: `\`lvv show ${run}\` shows its results.`,
    })
  }
  return { run, rerun: withBlockedCallers(stored.graph, stored.earlier, found) }
}

const isAskedFor = (state: ExecutionState, rerun: string): boolean =>
  rerun === 'failed'
    ? state.verdict === 'fail'
    : state.verdict === 'blocked' || state.verdict === 'not-executed'

/** Executions that were blocked or never started because what they call is repeated now. */
const withBlockedCallers = (
  graph: ExecutionGraph,
  earlier: readonly ExecutionState[],
  found: ReadonlySet<ExecutionId>,
): ReadonlySet<ExecutionId> => {
  const verdicts = new Map(earlier.map((state) => [state.execution, state.verdict]))
  const wanted = new Set(found)
  // Callees stand before callers, so one pass reaches every caller; aggregates stand after their cells.
  for (const planned of graph.executions) {
    const rests = [...Object.values(planned.calls), ...planned.cells].some((id) => wanted.has(id))
    const verdict = verdicts.get(planned.id)
    if (rests && (verdict === 'blocked' || verdict === 'not-executed')) wanted.add(planned.id)
  }
  return wanted
}

const executionFor = (
  {
    graph,
    open,
    run,
  }: { readonly graph: ExecutionGraph; readonly open: OpenRoot; readonly run: RunId },
  reference: string,
): ExecutionId => {
  const key = open.catalog.aliases.get(reference) ?? reference
  const found = graph.executions.filter(
    (item) => item.id === reference || (item.case === key && item.role !== 'aggregate'),
  )
  const [only] = found
  if (only && found.length === 1) return only.id
  throw new HarnessError(
    'usage',
    found.length === 0
      ? `run ${run} has no execution of ${reference}`
      : `run ${run} has ${found.length} executions of ${reference}`,
    {
      hint:
        found.length === 0
          ? 'Run the case once without --from.'
          : `Name one: ${found
              .slice(0, 3)
              .map((item) => `'${item.id}'`)
              .join(', ')} …`,
    },
  )
}

const refuseUnknownRow = (graph: ExecutionGraph, execution: ExecutionId, row: string): void => {
  const planned = graph.executions.find((item) => item.id === execution)
  const definition = planned && graph.definitions[planned.case]
  const ids = definition?.script.map((item) => item.id) ?? []
  if (ids.includes(row)) return
  throw new HarnessError('usage', `${execution} has no row "${row}"`, {
    hint: `Its rows are ${ids.join(', ')}.`,
  })
}

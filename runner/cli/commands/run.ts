import type { Arguments, Command } from '#cli/arguments/command.ts'
import { parseDurationOption } from '#cli/arguments/duration-text.ts'
import { refuseContradictions } from '#cli/arguments/refuse-contradictions.ts'
import { openCatalog } from '#cli/opening/open-catalog.ts'
import { openRootLedger } from '#cli/opening/open-root-ledger.ts'
import { parseReport } from '#cli/reporting/write-reports.ts'
import { executeRun, readMeans, workersFrom } from '#cli/runs/execute-run.ts'
import { type PreparedRun, prepareRun } from '#cli/runs/prepare-run.ts'
import type { Io } from '#cli/screen/io.ts'
import type { ExecutionGraph } from '#domain/execution-graph.ts'
import { reasonNotApplicable } from '#domain/not-applicable.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'

/** `lvv run`: a new run, or with --resume, --rerun and --from more of one that is in the ledger. */
export const run: Command = async (args, io) => {
  // Wrong options end here, before anything is brought up or started.
  for (const text of args.values('report')) parseReport(text)
  workersFrom(args)
  refuseContradictions(args)
  if (args.value('resume') ?? rerunOf(args) ?? args.value('from')) {
    const { continueRun } = await import('#cli/runs/continue-run.ts')
    return continueRun(args, io)
  }
  if (args.flag('dry-run') && args.value('rerun') !== 'outdated') {
    const { plan } = await import('./plan.ts')
    return plan(args, io)
  }
  return newRun(args, io)
}

/** `--rerun outdated` is a new run of what no longer holds; the others add attempts to a run. */
const rerunOf = (args: Arguments): string | undefined => {
  const rerun = args.value('rerun')
  return rerun === 'outdated' ? undefined : rerun
}

const newRun = async (args: Arguments, io: Io): Promise<number> => {
  const open = await openCatalog(args, io)
  const ledger = await openRootLedger(open.root, open.catalog.settings.ledger, args, io)
  try {
    const budget = args.value('budget')
    const limit = budget === undefined ? undefined : parseDurationOption('budget', budget)
    const planned = await prepareRun(open, args, io, {
      facility: true,
      ...(limit !== undefined && {
        arrange: async (cases) => {
          const { withinBudget } = await import('#cli/runs/within-budget.ts')
          return withinBudget({ cases, budget: limit, ledger, io })
        },
      }),
    })
    const prepared = await narrowed(planned, ledger, args, io)
    if (args.value('rerun') === 'outdated' && prepared.graph.executions.length === 0) return 0
    // What is outdated is known only with the bindings of the environment as it is.
    if (args.flag('dry-run')) {
      const { showPlan } = await import('./plan.ts')
      return showPlan(prepared, args, io)
    }
    if (prepared.graph.executions.length === 0) return nothingApplies(prepared.graph, io)
    const means = await readMeans({ open, ...prepared }, args, io)
    const owner = thisProcess()
    const id = await ledger.createRun(prepared.request, prepared.graph, owner)
    return await executeRun(
      {
        open,
        ledger,
        run: id,
        owner,
        environment: prepared.environment,
        request: prepared.request,
        graph: prepared.graph,
        earlier: [],
        means,
        reports: args.values('report'),
        rerun: new Set(),
        ...(limit !== undefined && { startUntil: io.now() + limit }),
      },
      args,
      io,
    )
  } finally {
    await ledger.close()
  }
}

const narrowed = async (
  prepared: PreparedRun,
  ledger: Ledger,
  args: Arguments,
  io: Io,
): Promise<PreparedRun> => {
  if (args.value('rerun') !== 'outdated') return prepared
  const { onlyOutdated } = await import('#cli/runs/only-outdated.ts')
  const { environment, release } = prepared.request
  const graph = await onlyOutdated({ graph: prepared.graph, environment, release, ledger, io })
  return { ...prepared, graph }
}

const nothingApplies = (graph: Pick<ExecutionGraph, 'notApplicable'>, io: Io): number => {
  io.stdout.write('Nothing to run: no selected case applies here.\n')
  for (const item of graph.notApplicable) {
    io.stdout.write(`  ${item.case}  ${item.title}: ${reasonNotApplicable(item)}\n`)
  }
  return 0
}

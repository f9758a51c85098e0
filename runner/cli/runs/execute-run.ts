import type { Arguments } from '#cli/arguments/command.ts'
import type { OpenRoot } from '#cli/opening/open-catalog.ts'
import { ledgerPlace } from '#cli/opening/open-root-ledger.ts'
import type { Io } from '#cli/screen/io.ts'
import { screenOf } from '#cli/screen/screen-of.ts'
import { showProgress } from '#cli/screen/show-progress.ts'
import type { Dossier } from '#domain/dossier.ts'
import type { Environment } from '#domain/environment.ts'
import type { ExecutionGraph, RunRequest } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import { runGraph } from '#engine/run-graph.ts'
import type { Ledger, Owner } from '#ledger/ledger.ts'
import { createProcessTree } from '#step-kit/processes/create-process-tree.ts'
import { readSecrets } from '#step-kit/secrets/read-secrets.ts'
import type { SecretStore } from '#step-kit/secrets/secret-store.ts'
import { readDossier } from './read-dossier.ts'

/** A run that is in the ledger and claimed by `owner`. */
export interface ClaimedRun {
  readonly open: OpenRoot
  readonly ledger: Ledger
  readonly run: RunId
  readonly owner: Owner
  readonly environment: Environment
  readonly request: RunRequest
  readonly graph: ExecutionGraph
  /** What the ledger knows of it already; empty for a new run. */
  readonly earlier: readonly ExecutionState[]
  readonly rerun: ReadonlySet<ExecutionId>
  readonly from?: { readonly execution: ExecutionId; readonly row: string }
  readonly startUntil?: number
  /** Who goes on with it; absent for a new run, whose request says who started it. */
  readonly executor?: string
  readonly means: Means
  /** Reports to write at the end, `FORMAT=PATH`. */
  readonly reports: readonly string[]
}

/** What a run needs beside its plan, and what may be missing or wrong before anything is stored. */
interface Means {
  readonly secrets: SecretStore
  readonly workers: number
}

/** Reads the secrets that the plan uses, and the number of workers; throws on the first that is missing or wrong. */
export const readMeans = async (
  of: Pick<ClaimedRun, 'open' | 'environment' | 'graph'>,
  args: Arguments,
  io: Io,
): Promise<Means> => ({
  workers: workersFrom(args),
  secrets: await readSecrets(usedSecrets(of.environment, of.graph), of.open.root, io.env),
})

/** Executes what is left of a run, seals it, shows it, writes the reports that were asked for. Gives the exit code. */
export const executeRun = async (claimed: ClaimedRun, args: Arguments, io: Io): Promise<number> => {
  const { open, ledger, run, owner, environment, graph } = claimed
  const { secrets, workers } = claimed.means
  const processes = createProcessTree({ masker: secrets.masker })
  io.interrupts.onKill(() => processes.killNow())
  const progress = showProgress({ io, json: args.flag('json'), total: graph.executions.length })
  try {
    const outcome = await runGraph({
      root: open.root,
      workRoot: ledgerPlace(open.root, open.catalog.settings.ledger, args, io).work,
      ledger,
      run,
      owner,
      graph,
      request: claimed.request,
      environment,
      loadStep: (name) => open.families.step(name),
      secrets,
      processes,
      workers,
      earlier: claimed.earlier,
      rerun: claimed.rerun,
      ...(claimed.executor !== undefined && { executor: claimed.executor }),
      ...(claimed.from && { from: claimed.from }),
      again: args.flag('again'),
      knownIssues: open.catalog.requirements.knownIssues,
      ...(claimed.startUntil !== undefined && { startUntil: claimed.startUntil }),
      stop: io.interrupts.stop,
      observe: progress.observe,
      now: io.now,
    })
    await progress.stop()
    for (const problem of outcome.problems) io.stderr.write(`lvv: ${problem}\n`)
    await ledger.seal()
    const dossier = await readDossier(ledger, run, open.catalog.requirements)
    await present(dossier, claimed, args, io)
    const reported = await writeAsked(claimed, dossier, io)
    return reported || outcome.exitCode === 130 ? outcome.exitCode : worse(outcome.exitCode)
  } finally {
    await progress.stop()
    await processes.stopAll()
    await ledger.releaseRun(run, owner)
  }
}

const writeAsked = async (claimed: ClaimedRun, dossier: Dossier, io: Io): Promise<boolean> => {
  if (claimed.reports.length === 0) return true
  const { open, ledger, run, request } = claimed
  const { release } = request
  const { reportSource } = await import('#cli/reporting/report-source.ts')
  const { writeReports } = await import('#cli/reporting/write-reports.ts')
  const source = reportSource({
    open,
    ledger,
    run: async () => run,
    now: io.now(),
    dossier,
    ...(release !== undefined && { release }),
  })
  return writeReports(claimed.reports, source, {
    cwd: io.cwd,
    print: (text) => io.stdout.write(text),
    say: (text) => io.stderr.write(text),
  })
}

/** A report that could not be written: the result stands, but the run was not clean. */
const worse = (code: number): number => (code === 0 ? 3 : code)

const present = async (
  dossier: Dossier,
  claimed: ClaimedRun,
  args: Arguments,
  io: Io,
): Promise<void> => {
  if (args.flag('json')) {
    io.stdout.write(
      `${JSON.stringify({ event: 'run-ended', run: dossier.run.id, verdict: dossier.run.verdict, exitCode: dossier.run.exitCode ?? null })}\n`,
    )
    return
  }
  const { renderTerminal } = await import('#reports/terminal/render-terminal.ts')
  const { root, catalog } = claimed.open
  const screen = screenOf({ root, ledger: catalog.settings.ledger }, io.stdout, args, io)
  io.stdout.write(renderTerminal(dossier, { ...screen, verbose: args.flag('verbose') }))
}

const usedSecrets = (environment: Environment, graph: ExecutionGraph): Environment['secrets'] => {
  const used = new Set(Object.values(graph.definitions).flatMap((item) => item.uses.secrets))
  return Object.fromEntries(Object.entries(environment.secrets).filter(([name]) => used.has(name)))
}

/** More than this many executions at once gain nothing on one machine. */
const mostWorkers = 256

/** Number of executions at once; throws a usage error for anything else. */
export const workersFrom = (args: Arguments): number => {
  const text = args.value('workers')
  if (text === undefined) return Math.max(2, navigator.hardwareConcurrency)
  const count = Number(text)
  if (Number.isInteger(count) && count >= 1 && count <= mostWorkers) return count
  throw new HarnessError(
    'usage',
    `--workers takes a number from 1 to ${mostWorkers}, found "${text}"`,
  )
}

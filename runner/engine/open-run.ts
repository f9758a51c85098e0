import type { PlannedExecution } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionId } from '#domain/keys.ts'
import { isPassing } from '#domain/verdict.ts'
import type { EngineOptions } from './engine-options.ts'
import type { Lifetimes } from './executions/lifetimes.ts'
import type { Precursors } from './executions/precursors.ts'
import { knownIssueFinder } from './known-issues.ts'
import type { Progress } from './progress.ts'
import { createDeadlines } from './resources/deadlines.ts'
import { createJournal } from './resources/journal.ts'
import { createLeases } from './resources/leases.ts'
import { createSessions } from './resources/session.ts'
import { createSlots } from './resources/slots.ts'
import { createSoftwareLog } from './resources/software-log.ts'
import { createStopping } from './resources/stopping.ts'
import { readError } from './rows/row-error.ts'
import type { RunState } from './run-state.ts'
import { createTally, type Tally } from './tally.ts'

/** A run that is open, with what only its end needs. */
export interface OpenedRun {
  readonly run: RunState
  readonly tally: Tally
  readonly problems: readonly string[]
}

/** Parts that the run state refers to but that need it themselves. */
export interface RunParts {
  readonly planned: ReadonlyMap<ExecutionId, PlannedExecution>
  readonly lifetimes: () => Lifetimes
  readonly precursors: () => Precursors
  /** Called when a worker is free that nobody waits for, and when the run must stop. */
  readonly onChange: () => void
}

/** Opens what all executions of a run share. */
export const openRun = async (options: EngineOptions, parts: RunParts): Promise<OpenedRun> => {
  const { graph, request, environment, now, secrets } = options
  const problems: string[] = []
  const problem = (text: string): void => {
    problems.push(secrets.masker.maskText(text))
  }
  const deadlines = createDeadlines(now)
  const stopping = createStopping({ deadlines, now, onStop: parts.onChange })
  const ledgerFailed = (error: unknown): void => {
    if (problems.some((text) => text.startsWith(ledgerProblem))) return
    const { code, message } = readError(error)
    problem(`${ledgerProblem}: ${message}`)
    const known = error instanceof HarnessError ? error.code : undefined
    stopping.abandon(new HarnessError(known ?? 'internal', `${ledgerProblem}: ${code}`))
    void options.processes.stopAll()
  }
  const journal = createJournal({
    ledger: options.ledger,
    run: options.run,
    observe: isolated(options.observe, problem),
    onFailure: ledgerFailed,
  })
  const tally = createTally()
  const rootsOf = (id: ExecutionId) => parts.lifetimes().rootsOf(id)
  const software = options.earlier.length === 0 ? [] : await options.ledger.software(options.run)
  const run: RunState = {
    options: { ...options, loadStep: memoised(options.loadStep) },
    journal,
    slots: createSlots(options.workers, parts.onChange),
    leases: createLeases(options, stopping, rootsOf),
    sessions: createSessions({
      root: options.root,
      processes: options.processes,
      mask: (text) => secrets.masker.maskText(text),
    }),
    deadlines,
    stopping,
    software: createSoftwareLog(journal, software),
    runInfo: Object.freeze({
      id: options.run,
      environment: environment.name,
      stage: request.stage,
      inputs: request.inputs,
      ...(request.release !== undefined && { release: request.release }),
    }),
    creditable:
      request.noCredit.length === 0 &&
      request.stage !== 'rehearsal' &&
      environment.facility === undefined,
    plannedOf: (id) => found(parts.planned.get(id), id),
    definitionOf: (planned) => found(graph.definitions[planned.case], planned.case),
    ownScope: (definition) => ({
      env: request.bindings,
      run: run.runInfo,
      matrix: {},
      params: definition.uses.params,
    }),
    shared: (planned, { from, fingerprint, outcome }) => {
      const { id, role } = planned
      const { verdict, message } = outcome
      // One of this run was counted when it finished.
      if (from.run !== options.run && isPassing(verdict)) tally.count(id, verdict, [])
      journal.add(
        { kind: 'execution-shared', execution: id, from, fingerprint },
        {
          kind: 'execution-finished',
          execution: id,
          role,
          verdict,
          duration: 0,
          sharedFrom: from,
          ...(message !== undefined && { message }),
        },
      )
    },
    callPrecursor: (caller, at) => parts.precursors().call(caller, at),
    count: (id, verdict, rows) => tally.count(id, verdict, rows),
    knownIssue: knownIssueFinder(options.knownIssues, environment.name, now()),
    problem,
    ledgerFailed,
  }
  return { run, tally, problems }
}

const ledgerProblem = 'The ledger could not be written'

/** A reader that throws is told no more; the run goes on and does not end clean. */
const isolated = (
  observe: (progress: Progress) => void,
  problem: (text: string) => void,
): ((progress: Progress) => void) => {
  let broken = false
  return (progress) => {
    if (broken) return
    try {
      observe(progress)
    } catch (error) {
      broken = true
      problem(`A reader of the progress failed: ${readError(error).message}`)
    }
  }
}

const memoised = (load: EngineOptions['loadStep']): EngineOptions['loadStep'] => {
  const loaded = new Map<string, ReturnType<EngineOptions['loadStep']>>()
  return (name) => {
    const known = loaded.get(name)
    if (known) return known
    const step = load(name)
    loaded.set(name, step)
    return step
  }
}

const found = <T>(value: T | undefined, name: string): T => {
  if (value === undefined) throw new HarnessError('internal', `${name} is not in the plan`)
  return value
}

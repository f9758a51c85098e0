import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Environment } from '#domain/environment.ts'
import type { ExecutionGraph, RunRequest } from '#domain/execution-graph.ts'
import type { JsonObject } from '#domain/json.ts'
import { type ExecutionId, executionId, type RunId } from '#domain/keys.ts'
import type { ExecutionState, LedgerEvent, RowResult } from '#domain/ledger-event.ts'
import type { EngineOptions, RunOutcome } from '#engine/engine-options.ts'
import type { Progress } from '#engine/progress.ts'
import { runGraph } from '#engine/run-graph.ts'
import type { Ledger, Owner } from '#ledger/ledger.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { thisProcess } from '#ledger/process-owner.ts'
import { createProcessTree } from '#step-kit/processes/create-process-tree.ts'
import { createSecretMasker } from '#step-kit/secrets/create-secret-masker.ts'
import type { StepDefinition } from '#step-kit/step-definition.ts'
import { type StepLog, sampleSteps } from './sample-steps.ts'

/** A ledger, a root and steps for the tests of the engine. */
export interface Workbench {
  readonly root: string
  readonly ledger: Ledger
  readonly owner: Owner
  /** What steps did. */
  readonly log: StepLog
  /** What readers were told. */
  readonly told: Progress[]
  /** Stores a plan and runs it. */
  run(graph: ExecutionGraph, options?: Overrides): Promise<Ran>
  /** Goes on with a stored run. */
  resume(run: RunId, options?: Overrides): Promise<Ran>
  /** Options for a run that the test starts itself. */
  optionsFor(run: RunId, graph: ExecutionGraph, options?: Overrides): EngineOptions
  close(): Promise<void>
}

/** Engine options that a test sets, and parts of the environment and request. */
export type Overrides = Partial<Omit<EngineOptions, 'environment' | 'request'>> & {
  readonly environment?: Partial<Environment>
  readonly request?: Partial<RunRequest>
  readonly bindings?: JsonObject
  /** Values of secrets, by name. */
  readonly secretValues?: { readonly [name: string]: string }
  readonly steps?: readonly StepDefinition[]
}

/** A run that ended, and how the ledger knows it. */
export interface Ran {
  readonly run: RunId
  readonly outcome: RunOutcome
  readonly states: readonly ExecutionState[]
  readonly events: readonly LedgerEvent[]
  state(id: string): ExecutionState
  row(id: string, row: string): RowResult | undefined
}

/** Opens a workbench; `url` of a ledger file, in memory without. */
export const openWorkbench = async (url = ':memory:'): Promise<Workbench> => {
  const root = mkdtempSync(path.join(tmpdir(), 'lvv-engine-'))
  const ledger = await openLedger({ url, evidenceDir: path.join(root, 'evidence') })
  const owner = thisProcess()
  const log: StepLog = []
  const told: Progress[] = []

  const optionsFor = (run: RunId, graph: ExecutionGraph, given: Overrides = {}): EngineOptions => {
    const { environment, request, bindings, secretValues = {}, steps, ...options } = given
    const values = new Map(Object.entries(secretValues))
    const masker = createSecretMasker([...values.values()])
    return {
      root,
      workRoot: path.join(root, 'work'),
      ledger,
      run,
      owner,
      graph,
      request: { ...sampleRequest, ...(bindings && { bindings }), ...request },
      environment: { ...sampleEnvironment, ...environment },
      loadStep: sampleSteps(log, steps),
      secrets: { names: [...values.keys()], valueOf: (name) => values.get(name) ?? '', masker },
      processes: createProcessTree({ masker }),
      workers: 2,
      earlier: [],
      rerun: new Set(),
      again: false,
      knownIssues: [],
      stop: new AbortController().signal,
      observe: (progress) => told.push(progress),
      now: Date.now,
      ...options,
    }
  }
  const ran = async (run: RunId, outcome: RunOutcome): Promise<Ran> => {
    const states = await ledger.executions(run)
    const stored = await Array.fromAsync(ledger.events(run))
    const state = (id: string): ExecutionState => {
      const found = states.find((each) => each.execution === id || each.case === id)
      if (found === undefined) throw new Error(`${id} is not in the run`)
      return found
    }
    return {
      run,
      outcome,
      states,
      events: stored.map(({ event }) => event),
      state,
      row: (id, row) => state(id).rows.find((each) => each.row === row)?.result,
    }
  }
  return {
    root,
    ledger,
    owner,
    log,
    told,
    optionsFor,
    run: async (graph, options) => {
      const run = await ledger.createRun({ ...sampleRequest, ...options?.request }, graph, owner)
      return ran(run, await runGraph(optionsFor(run, graph, options)))
    },
    resume: async (run, options) => {
      const [graph, earlier] = await Promise.all([ledger.graph(run), ledger.executions(run)])
      return ran(run, await runGraph(optionsFor(run, graph, { earlier, ...options })))
    },
    close: async () => {
      await ledger.close()
      rmSync(root, { recursive: true, force: true })
    },
  }
}

/** Names executions for `rerun`. */
export const executionIds = (...ids: readonly string[]): ReadonlySet<ExecutionId> =>
  new Set(ids.map((id) => executionId(id)))

const sampleRequest: RunRequest = {
  environment: 'here',
  stage: 'precursor',
  selection: [],
  inputs: {},
  noCredit: [],
  bindings: {},
  command: ['lvv', 'run'],
}

const sampleEnvironment: Environment = {
  name: 'here',
  title: 'Test',
  stage: 'precursor',
  bindings: {},
  secrets: {},
  resources: {},
  file: 'here.yaml',
  contentHash: 'hash',
}

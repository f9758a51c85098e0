import type { Environment } from '#domain/environment.ts'
import type { ExecutionGraph, RunRequest } from '#domain/execution-graph.ts'
import type { RunExitCode } from '#domain/fold-run.ts'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { KnownIssue } from '#domain/requirement.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { Ledger, Owner } from '#ledger/ledger.ts'
import type { ProcessTree } from '#step-kit/processes/process-tree.ts'
import type { SecretStore } from '#step-kit/secrets/secret-store.ts'
import type { StepDefinition } from '#step-kit/step-definition.ts'
import type { Progress } from './progress.ts'

/** All that a run needs. Its plan is stored in the ledger and its run claimed by the caller. */
export interface EngineOptions {
  /** Absolute path. */
  readonly root: string
  /** Absolute path of the folder in which executions get their work folders. */
  readonly workRoot: string
  readonly ledger: Ledger
  readonly run: RunId
  readonly owner: Owner
  readonly graph: ExecutionGraph
  readonly request: RunRequest
  readonly environment: Environment
  /** Undefined for a step that no family defines; throws when its family cannot be loaded. */
  readonly loadStep: (name: string) => Promise<StepDefinition | undefined>
  readonly secrets: SecretStore
  readonly processes: ProcessTree
  /** Executions that may run at once. */
  readonly workers: number
  /** Newest attempts as stored, for a run that goes on; empty for a new one. */
  readonly earlier: readonly ExecutionState[]
  /** Executions that get a new attempt. */
  readonly rerun: ReadonlySet<ExecutionId>
  /** Who goes on with the run: `Name (login)`; kept when it is resumed. */
  readonly executor?: string
  /** In its new attempt this execution keeps the passes of the rows before this one. */
  readonly from?: { readonly execution: ExecutionId; readonly row: string }
  /** Allows `once` rows that had started to run again. */
  readonly again: boolean
  readonly knownIssues: readonly KnownIssue[]
  /** No case starts after this instant; milliseconds since the epoch. */
  readonly startUntil?: number
  /** Aborts at the first interrupt. */
  readonly stop: AbortSignal
  /** Called only after what it tells is on disk. */
  readonly observe: (progress: Progress) => void
  /** Milliseconds since the epoch. */
  readonly now: () => number
}

/** How a run ended. */
export interface RunOutcome {
  readonly verdict: Verdict
  readonly exitCode: RunExitCode
  readonly interrupted: boolean
  /** What went wrong beside the verdicts, one sentence each: a teardown, a reader, the ledger. */
  readonly problems: readonly string[]
}

import type { PlannedExecution, Scope } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { RowResult, RowState } from '#domain/ledger-event.ts'
import type { CallRow, Section, TestCase } from '#domain/test-case.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { EngineOptions } from './engine-options.ts'
import type { Holding } from './executions/holding.ts'
import type { Outcome } from './executions/outcome.ts'
import type { Deadlines } from './resources/deadlines.ts'
import type { Journal } from './resources/journal.ts'
import type { Leases } from './resources/leases.ts'
import type { Sessions } from './resources/session.ts'
import type { Slots } from './resources/slots.ts'
import type { SoftwareLog } from './resources/software-log.ts'
import type { Stopping } from './resources/stopping.ts'

/** What all executions of a run share. */
export interface RunState {
  readonly options: EngineOptions
  readonly journal: Journal
  readonly slots: Slots
  readonly leases: Leases
  readonly sessions: Sessions
  readonly deadlines: Deadlines
  readonly stopping: Stopping
  readonly software: SoftwareLog
  /** What `run` shows. */
  readonly runInfo: JsonObject
  readonly creditable: boolean
  /** Jira key of the known issue that forgives a failure of this row here and today. */
  knownIssue(caseKey: string, row: string): string | undefined
  plannedOf(id: ExecutionId): PlannedExecution
  definitionOf(planned: PlannedExecution): TestCase
  /** What an execution sees before it has inputs. */
  ownScope(definition: TestCase): Scope
  /** Says that an execution uses the result of another. */
  shared(
    planned: PlannedExecution,
    by: {
      readonly from: {
        readonly run: number
        readonly execution: ExecutionId
        readonly attempt: number
      }
      readonly fingerprint: string
      readonly outcome: Outcome
    },
  ): void
  /** Runs what a row calls, once in a run. Throws what keeps it from being asked. */
  callPrecursor(caller: ExecutionRun, at: { readonly row: CallRow }): Promise<Outcome>
  /** Counts a finished execution into the run's verdict and exit code. */
  count(id: ExecutionId, verdict: Verdict, rows: readonly RowResult[]): void
  /** Says that the run does not end clean, and why. */
  problem(text: string): void
  /** The ledger refused: the run ends as it cannot be recorded. */
  ledgerFailed(error: unknown): void
}

/** Names of an execution's scope. `steps` grows while its rows finish. */
export interface ExecutionScope {
  readonly inputs: JsonObject
  readonly env: JsonObject
  readonly steps: { [row: string]: Json }
  readonly matrix: JsonObject
  readonly run: JsonObject
  readonly params: { readonly [name: string]: number }
  readonly cells?: readonly Json[]
}

/** One attempt of one execution while it runs. */
export interface ExecutionRun {
  readonly planned: PlannedExecution
  readonly definition: TestCase
  readonly attempt: number
  readonly scope: ExecutionScope
  /** Rows of this attempt that the ledger knows, by `section row`. */
  readonly known: ReadonlyMap<string, RowState>
  /** `once` rows that started in an earlier attempt and must not run again, with that attempt. */
  readonly spent: ReadonlyMap<string, number>
  /** Instant at which the case times out; moved on by waiting that is not its own. */
  deadline: number
  /** Path of the work folder once a step asked for it. */
  workFolder: string | undefined
  /** True when a `once` step ran and its end is not known to be on disk. */
  mustSettle: boolean
  readonly holding: Holding
}

/** Key of a row inside an execution. */
export const rowKey = (section: Section, row: string): string => `${section} ${row}`

import type { EvidenceRef } from '#domain/evidence.ts'
import type { ExecutionGraph, RunRequest, SoftwareVersion } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { ExecutionState, LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import type { ImportedBatch } from '#domain/tracing/imported-result.ts'
import type { AttemptOutcome, MeasureOutcome, RunOutcome } from '#domain/tracing/outcome.ts'
import type { Snapshot } from '#domain/tracing/snapshot.ts'
import type { Verdict } from '#domain/verdict.ts'

/** The append-only record of all runs of a root. Every implementation passes `ledger.contract.test.ts`. */
export interface Ledger {
  /** Gives the run a number and stores its request and graph, in one transaction. */
  createRun(request: RunRequest, graph: ExecutionGraph, owner: Owner): Promise<RunId>
  /**
   * Appends events and the changes of the tables read from them in one transaction; settles when they are on disk.
   * Calls that come while a transaction is being made are put into the next one together, in order.
   */
  append(run: RunId, events: readonly LedgerEvent[]): Promise<void>
  /** Settles when all that was appended is on disk. */
  flush(): Promise<void>

  /** Newest first. */
  runs(limit?: number): Promise<readonly RunSummary[]>
  run(run: RunId): Promise<RunSummary | undefined>
  /** The newest run that executed something: importing results is none. */
  lastRun(): Promise<RunId | undefined>
  /** The stored plan, exactly as it was planned. */
  graph(run: RunId): Promise<ExecutionGraph>
  request(run: RunId): Promise<RunRequest>
  /** Newest attempt of every execution, in the order of the plan. */
  executions(run: RunId): Promise<readonly ExecutionState[]>
  /** Attempts before the newest one, by execution, oldest first. */
  earlierAttempts(run: RunId): Promise<ReadonlyMap<ExecutionId, readonly ExecutionState[]>>
  events(run: RunId, after?: number): AsyncIterable<StoredEvent>
  software(run: RunId): Promise<readonly SoftwareVersion[]>
  /** Failed attempts of a run that somebody explained. */
  explained(run: RunId): Promise<readonly ExplainedAttempt[]>

  /** What every attempt of every case and aggregate execution found, and every imported result; oldest first. */
  outcomes(): Promise<readonly AttemptOutcome[]>
  /** Judged measurements of case and aggregate executions, oldest first. */
  measurements(filter?: MeasureFilter): Promise<readonly MeasureOutcome[]>
  /** Facts of every run, newest first. */
  runOutcomes(): Promise<readonly RunOutcome[]>
  /**
   * The requirement, parameter, element or case that had this content hash when a run was planned; undefined when it
   * was not kept.
   */
  record(hash: string): Promise<Json | undefined>
  /**
   * Keeps results recorded elsewhere as a run of their own, in one transaction. Refuses (`usage`) a file that was
   * imported before, unless the batch says again.
   */
  importResults(batch: ImportedBatch): Promise<RunId>
  /** Freezes a model under a name. Refuses a name that is taken (`usage`), a document not stored (`evidence-missing`). */
  saveSnapshot(snapshot: NewSnapshot): Promise<void>
  /** Oldest first. */
  snapshots(): Promise<readonly Snapshot[]>

  /**
   * A pass of `share: ledger` with this fingerprint and fresh key, finished at or after `since` and not torn down:
   * the newest one.
   */
  findFresh(query: FreshQuery): Promise<FreshExecution | undefined>
  /** Milliseconds that the last finished executions of a case took, newest first; for `--budget`. */
  durations(caseKey: string, limit: number): Promise<readonly number[]>

  /** Takes the run for this process. False while another living process holds it. */
  claimRun(run: RunId, owner: Owner): Promise<boolean>
  releaseRun(run: RunId, owner: Owner): Promise<void>
  /** Takes all of the request or nothing. Leases of owners that died are taken over. */
  tryLease(request: LeaseRequest): Promise<boolean>
  releaseLease(id: string): Promise<void>
  /** Says that this owner lives; called every few seconds while it holds anything. */
  heartbeat(owner: Owner): Promise<void>

  /** Chains a seal over all events so far. */
  seal(): Promise<Seal>
  verify(run?: RunId): Promise<VerificationReport>
  prune(options: PruneOptions): Promise<PruneReport>

  readonly evidence: EvidenceStore
  close(): Promise<void>
}

/** Which measurements are asked for; absent: all. */
export interface MeasureFilter {
  readonly run?: RunId
  /** Names of measures: `AM1`. */
  readonly measures?: readonly string[]
}

/** A model to be frozen. */
export interface NewSnapshot {
  readonly name: string
  /** JSON of the model, in the evidence store. */
  readonly document: EvidenceRef
  readonly release?: string
}

/** A process that holds things in the ledger. */
export interface Owner {
  readonly id: string
  readonly host: string
  readonly pid: number
  /** Start of the process as the kernel tells it, so that a reused pid is not taken for it. */
  readonly startedAt: string
}

export interface RunSummary {
  readonly run: RunId
  readonly request: RunRequest
  readonly startedAt: string
  readonly finishedAt?: string
  readonly verdict: Verdict
  readonly exitCode?: number
  readonly interrupted: boolean
  /** True while a living process holds it. */
  readonly active: boolean
  readonly counts: { readonly [verdict in Verdict]: number }
}

export interface FreshQuery {
  readonly fingerprint: string
  readonly freshKey: string
  /** ISO 8601, UTC. */
  readonly since: string
}

export interface FreshExecution {
  readonly run: RunId
  readonly execution: ExecutionId
  readonly attempt: number
  readonly verdict: Verdict
  readonly outputs: JsonObject
  readonly finishedAt: string
}

/** Resources of one environment, bounded over all runs on the ledger. */
export interface LeaseRequest {
  readonly id: string
  readonly owner: Owner
  /** Name of the environment whose resources these are. */
  readonly environment: string
  readonly cpus: number
  readonly memory: number
  readonly locks: readonly string[]
  readonly limits: { readonly cpus?: number; readonly memory?: number }
}

export interface Seal {
  readonly seq: number
  /** Last event it covers. */
  readonly through: number
  /** SHA-256 over the covered events and the seal before. */
  readonly hash: string
  readonly previous?: string
  readonly at: string
}

export interface VerificationReport {
  readonly events: number
  readonly seals: number
  /** Evidence files that were read, and their bytes. */
  readonly files: number
  readonly bytes: number
  /** Sound files that no event names: left by an attempt that was killed. `prune` removes them in time. */
  readonly unreferenced: number
  readonly findings: readonly VerificationFinding[]
}

export interface VerificationFinding {
  readonly kind:
    | 'event-changed'
    | 'event-missing'
    | 'seal-broken'
    | 'table-differs'
    | 'evidence-missing'
    | 'evidence-changed'
    /** Something in the evidence folder that is no evidence, or not under its own name. */
    | 'evidence-extra'
    /** Events that no seal covers: of a run that is under way or was killed. */
    | 'unsealed'
  readonly message: string
}

export interface PruneOptions {
  /** Only what is older, ISO 8601 UTC. */
  readonly before: string
  readonly dryRun: boolean
}

export interface PruneReport {
  readonly files: number
  readonly bytes: number
  readonly kept: number
}

/** Files by content. Writing the same content twice keeps one. */
export interface EvidenceStore {
  /** Stores atomically; settles when on disk. Media type and name belong to the reference, not to the content. */
  put(
    content: EvidenceContent,
    about: { readonly name: string; readonly mediaType: string },
  ): Promise<EvidenceRef>
  /** Absolute path of the content, checked to exist. */
  path(ref: { readonly sha256: string }): Promise<string>
}

export type EvidenceContent =
  | { readonly text: string }
  | { readonly bytes: Uint8Array }
  | { readonly path: string }
  | { readonly stream: AsyncIterable<Uint8Array> }

/** An attempt whose failure a person explained. */
export interface ExplainedAttempt {
  readonly execution: ExecutionId
  readonly attempt: number
}

import type { EvidenceRef } from '#domain/evidence.ts'
import type {
  LongLivedProcess,
  LongLivedRequest,
  NewEvidence,
  ProcessRequest,
  ProcessResult,
} from '#step-kit/step-context.ts'

/**
 * All programs that one runner started. Each leads a process group of its own and carries the environment variable
 * `LVV_TREE`, by which descendants that left the group are found. Nothing survives the runner, also not a `kill -9`.
 */
export interface ProcessTree {
  /**
   * Runs a program to its end. What it leaves in its process group, or holding its pipes, is killed with it; a daemon
   * that left both lives until `stopAll`.
   *
   * Throws HarnessError `process-start` when the program cannot be started. When `scope.signal` aborts, the program and
   * all it started get TERM, after 2 s KILL, and the signal's reason is thrown (HarnessError `interrupted` when the
   * reason is none); what it had printed is kept as evidence.
   */
  run(request: ProcessRequest, scope: ProcessScope): Promise<ProcessResult>
  /** Starts a program with pipes that lives until `stop`, `stopAll` or the end of the runner. */
  start(request: LongLivedRequest, scope: LongLivedScope): Promise<LongLivedProcess>
  /** Ends everything, also daemons; the tree cannot be used afterwards. */
  stopAll(): Promise<void>
  /** KILL for everything at once, synchronously. */
  killNow(): void
}

/** What a program of a row belongs to. */
export interface ProcessScope {
  readonly signal: AbortSignal
  /** Folder when the request names none; absolute. */
  readonly cwd: string
  /** For messages: `LVV-T1745[band=g] am2`. */
  readonly label: string
  /** Keeps the evidence that a request asks for. */
  readonly attach: (evidence: NewEvidence) => Promise<EvidenceRef>
}

/** What a long-lived program belongs to. */
interface LongLivedScope {
  /** Folder when the request names none; absolute. */
  readonly cwd: string
  readonly label: string
  /** Ends the program when it aborts. */
  readonly signal?: AbortSignal
}

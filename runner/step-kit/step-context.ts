import type { EvidenceRef } from '#domain/evidence.ts'
import type { SoftwareVersion } from '#domain/execution-graph.ts'

/** What a step may use of the runner. Everything it opens ends with the row, but for sessions. */
export interface StepContext {
  /** Absolute path of the root: relative paths of a case start here. */
  readonly root: string
  /** Absolute path of an empty folder of this execution, removed after it. */
  readonly workDir: string
  /** Aborts at the row's timeout, at the case's, and at an interrupt. */
  readonly signal: AbortSignal
  /** Milliseconds since the epoch at which the row times out. */
  readonly deadline: number
  /** Name of the row, for messages and process titles: `LVV-T1745[band=g] am2`. */
  readonly label: string
  /** Keeps a file as evidence of this row; its text is masked for secrets first. */
  attach(evidence: NewEvidence): Promise<EvidenceRef>
  /** Absolute path of the content of evidence (a `core.File` of an earlier row). */
  evidencePath(ref: EvidenceRef): Promise<string>
  /** Runs a program in its own process group, without a shell; ends with the row, whatever happens. */
  process(request: ProcessRequest): Promise<ProcessResult>
  /** A long-lived thing shared by the rows of a run: opened on demand, closed at the end, never stored. */
  session<T>(definition: SessionDefinition<T>): Promise<T>
  /** Says which software answered; it becomes part of the run's record. */
  reportSoftware(software: readonly SoftwareVersion[]): void
  /** Replaces every known secret in a text. */
  mask(text: string): string
  /** Value of a secret by its name in the environment file, for steps that take it by name. */
  secret(name: string): string
}

/** A file to keep. Exactly one of `text`, `bytes`, `path` and `stream` is set. */
export interface NewEvidence {
  readonly name: string
  readonly mediaType: string
  readonly text?: string
  readonly bytes?: Uint8Array
  /** Absolute path of a file to copy. */
  readonly path?: string
  readonly stream?: AsyncIterable<Uint8Array>
}

/** A program to run. */
export interface ProcessRequest {
  readonly argv: readonly [string, ...string[]]
  /** Absolute; default the execution's work folder. */
  readonly cwd?: string
  /** Added to a minimal environment (PATH, HOME, LANG, TMPDIR, TZ=UTC). `null` removes. */
  readonly env?: { readonly [name: string]: string | null }
  readonly stdin?: string
  /** Most bytes of each stream kept in memory; default 1 MiB. The evidence file gets all, up to `evidenceLimit`. */
  readonly outputLimit?: number
  /** Name of the evidence file that gets both streams as they come; absent: none. */
  readonly evidence?: string
  /** Most bytes of that file, default 64 MiB; what comes later is counted and left out. */
  readonly evidenceLimit?: number
}

/** How a program ended. Text is masked for secrets. */
export interface ProcessResult {
  readonly exitCode: number | null
  readonly signal: string | null
  readonly stdout: string
  readonly stderr: string
  /** True when a stream was longer than `outputLimit`: the text is its beginning and end. */
  readonly truncated: boolean
  readonly evidence?: EvidenceRef
  /** Milliseconds. */
  readonly duration: number
}

/** How to open and close a session. Two definitions with the same kind and key are the same session. */
export interface SessionDefinition<T> {
  readonly kind: string
  readonly key: string
  open(opener: SessionOpener): Promise<T>
  close(session: T): Promise<void>
  /** False when the session is known to be gone; it is then opened again. */
  isAlive(session: T): boolean
}

/** What opening a session may use. */
export interface SessionOpener {
  readonly root: string
  /** Aborts when the run ends. */
  readonly signal: AbortSignal
  mask(text: string): string
  /** Starts a long-lived program with pipes, in its own process group; it ends with the run, whatever happens. */
  start(request: LongLivedRequest): Promise<LongLivedProcess>
}

/** A long-lived program. */
export interface LongLivedRequest {
  readonly argv: readonly [string, ...string[]]
  readonly cwd?: string
  readonly env?: { readonly [name: string]: string | null }
}

/** Pipes of a long-lived program. */
export interface LongLivedProcess {
  readonly pid: number
  /** Writes to standard input. Rejects when the program is gone. */
  write(text: string): Promise<void>
  /** Lines of standard output, without the line feed; at most `maxLine` bytes each. */
  readonly lines: AsyncIterable<string>
  /** The last part of standard error, masked. */
  stderrTail(): string
  /** Settles when the program has ended. */
  readonly ended: Promise<{ readonly exitCode: number | null; readonly signal: string | null }>
  /** Ends the program and its children. */
  stop(): Promise<void>
}

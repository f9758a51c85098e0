import type { Json, JsonObject } from './json.ts'
import type { ExecutionId, PlanKey, TestCaseKey } from './keys.ts'
import type { Stage } from './requirement.ts'
import type { TestCase } from './test-case.ts'

/** What an execution is for. */
export type ExecutionRole = 'entry' | 'case' | 'precursor' | 'aggregate'

/** One run of one case, matrix cell, or called precursor, as planned. */
export interface PlannedExecution {
  readonly id: ExecutionId
  readonly role: ExecutionRole
  readonly case: TestCaseKey
  /** Cell of the matrix; empty where there is none. */
  readonly matrix: JsonObject
  /** Two calls with the same fingerprint are one execution in a run. */
  readonly fingerprint: string
  /**
   * True when an input rests on an output of a `do` or person row: the fingerprint is then made again from the
   * values when the caller gets there, and an execution of this run with the same one is used instead.
   */
  readonly late: boolean
  /** Execution behind each call row of script and teardown, by row id. */
  readonly calls: { readonly [row: string]: ExecutionId }
  /** Executions that call this one. Empty for cases. */
  readonly callers: readonly ExecutionId[]
  /** Cells that an aggregate sees. */
  readonly cells: readonly ExecutionId[]
}

/** A selected case that is not executed: it does not apply here, or has no script yet. */
export interface NotApplicable {
  readonly case: TestCaseKey
  readonly title: string
  /** Dotted paths below `env` that are absent: `env.portal`. */
  readonly missing: readonly string[]
  /** Cases without a script that stand in the way: itself, or precursors that it calls. */
  readonly stubs?: readonly TestCaseKey[]
}

/** The graph of executions of a run: what is stored, resumed, and shown by `lvv plan`. */
export interface ExecutionGraph {
  /** In the order in which they are offered for execution; callees before callers. */
  readonly executions: readonly PlannedExecution[]
  readonly notApplicable: readonly NotApplicable[]
  /** Every definition that an execution needs, by case key. */
  readonly definitions: { readonly [key: string]: TestCase }
  /** Hash of the source and lock files of each step family in use. */
  readonly families: { readonly [family: string]: string }
  /**
   * Requirements, parameters and elements that the definitions rest on, by the content hash in their `basis`: so that
   * what changed since can be shown.
   */
  readonly records?: { readonly [hash: string]: Json }
}

/** What a run was asked to do: stored with it, shown in every report. */
export interface RunRequest {
  readonly environment: string
  readonly stage: Stage
  readonly plan?: PlanKey
  readonly release?: string
  /** Keys, paths, aliases, tags and requirements as given. */
  readonly selection: readonly string[]
  /** `--input k=v`; any entry makes the results earn no credit. */
  readonly inputs: { readonly [name: string]: string }
  /** Why results of this run earn no credit; empty: they do. */
  readonly noCredit: readonly string[]
  /** Values of `env` as resolved, secrets never among them. */
  readonly bindings: JsonObject
  readonly command: readonly string[]
  /** Who started it: `Name (login)`. */
  readonly executor?: string
  /** Set for results recorded elsewhere: the file they were read from, which is kept as evidence. */
  readonly imported?: {
    /** Name of the file. */
    readonly source: string
    readonly sha256: string
    readonly mediaType: string
    /** Bytes. */
    readonly size: number
  }
}

/** One product in use, read from the installation or a service. */
export interface SoftwareVersion {
  readonly product: string
  readonly version: string
  /** True when the installation says that it differs from the released one. */
  readonly modified: boolean
}

/** Values an expression may see; absent keys are unknown names. */
export interface Scope {
  readonly inputs?: { readonly [name: string]: Json }
  readonly env?: JsonObject
  readonly steps?: { readonly [row: string]: Json }
  readonly matrix?: JsonObject
  readonly run?: JsonObject
  readonly params?: { readonly [name: string]: number }
  readonly result?: Json
  readonly item?: Json
  readonly cells?: readonly Json[]
}

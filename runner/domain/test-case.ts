import type { Expectation, Given } from './expectation.ts'
import type { Json } from './json.ts'
import type { ElementKey, RequirementKey, TestCaseKey } from './keys.ts'
import type { Expression, Template } from './template.ts'
import type { ValueType } from './value-type.ts'

/** Verification method of a case. */
export type Method = 'Test' | 'Analysis' | 'Inspection' | 'Demonstration'
/** Life cycle of a case; live is all but Deprecated. */
export type CaseStatus = 'Draft' | 'Defined' | 'Approved' | 'Deprecated'

/** Resources a case holds while it runs. */
export interface Needs {
  readonly cpus: number
  /** Bytes. */
  readonly memory: number
  readonly locks: readonly string[]
}

/** What a person enters in a manual or report row. */
export interface Ask {
  readonly name: string
  readonly type: ValueType
  readonly default?: Json
}

/** Fields that every row has. */
export interface RowBase {
  readonly id: string
  readonly description?: string
  readonly expected?: string
  readonly when?: Expression
  /** Later rows run although this one failed. */
  readonly continue: boolean
  /** Runs whatever happened before. */
  readonly always: boolean
  /** Ids of earlier rows whose outputs this row reads, anywhere in it. */
  readonly reads: readonly string[]
  /** Elements that the row's result belongs to; empty for a helper row of a case without elements. */
  readonly elements: readonly ElementKey[]
  /** True when the row itself carries `verifies`. */
  readonly named: boolean
  readonly line: number
}

/** A row that calls a precursor. */
export interface CallRow extends RowBase {
  readonly kind: 'call'
  readonly call: TestCaseKey
  readonly with: { readonly [input: string]: Template }
}

/** A row that runs a step. */
export interface StepRow extends RowBase {
  readonly kind: 'do'
  readonly do: string
  readonly with: { readonly [input: string]: Template }
  /** Milliseconds; absent: the step's own default. */
  readonly timeout?: number
  readonly onTimeout: 'block' | 'fail'
  readonly retry?: { readonly attempts: number; readonly delay: number }
  readonly given: readonly Given[]
  readonly expect: readonly Expectation[]
}

/** A row on which a person acts or reports; `lvv record` supplies its result. */
export interface PersonRow extends RowBase {
  readonly kind: 'manual' | 'report'
  readonly text: string
  readonly asks: readonly Ask[]
  readonly given: readonly Given[]
  readonly expect: readonly Expectation[]
}

/** One row of a script. */
export type Row = CallRow | StepRow | PersonRow

/** Which part of a case a row belongs to. */
export type Section = 'script' | 'teardown' | 'aggregate'

/** An element that a case verifies. */
export interface Verified {
  readonly element: ElementKey
  /** Absent for an element of a document that is not held. */
  readonly requirement?: RequirementKey
  /** True for a bare requirement that has no element: flagged `no-element`. */
  readonly implicit: boolean
}

/** Typed input of a precursor. */
export interface PrecursorInput {
  readonly name: string
  readonly type: ValueType
  readonly default?: Template
}

/** How an execution of a precursor is shared. */
export type Share =
  | { readonly kind: 'run' }
  | { readonly kind: 'none' }
  /** Also a pass of an earlier run, not older than `freshFor` milliseconds and with the same fresh key. */
  | { readonly kind: 'ledger'; readonly freshFor: number; readonly freshKey: Template }

/** What the text of a case refers to: what its fingerprint must cover. */
export interface Uses {
  /** Dotted paths below `env`; `''` when `env` is used as a whole. */
  readonly env: readonly string[]
  readonly secrets: readonly string[]
  /** Names of step families. */
  readonly families: readonly string[]
  /** Values of `params["REQ/NAME"]`, in the parameter's unit. */
  readonly params: { readonly [name: string]: number }
}

/** A test case or precursor, checked and self-contained: what the planner, engine and ledger work on. */
export interface TestCase {
  readonly kind: 'case' | 'precursor'
  readonly key: TestCaseKey
  readonly alias?: string
  readonly title: string
  readonly objective?: string
  readonly method: Method
  readonly status: CaseStatus
  readonly priority: string
  readonly verifies: readonly Verified[]
  readonly tags: readonly string[]
  /** Dotted paths below `env` that must be present and not null: `datasets.survey`. */
  readonly requires: readonly string[]
  /** One execution a cell; each key with its list of values, or an expression giving the list. */
  readonly matrix: { readonly [name: string]: Template }
  /** Milliseconds; absent: no limit but those of the steps. */
  readonly timeout?: number
  readonly needs: Needs
  readonly inputs: readonly PrecursorInput[]
  readonly outputs: { readonly [name: string]: Template }
  readonly share: Share
  readonly script: readonly Row[]
  readonly teardown: readonly Row[]
  readonly aggregate: readonly Row[]
  readonly uses: Uses
  /** Path relative to the root, with `/`. */
  readonly file: string
  /** Folder below `cases/`: `metrics`. */
  readonly area: string
  /** Hash of the content, without positions and formatting. */
  readonly contentHash: string
  /**
   * Hashes of what its judgements rest on, by key: statements (`DMS-REQ-0360`, without their parameters), parameters
   * (`DMS-REQ-0360/AM2`) and elements (`LVV-3402`).
   */
  readonly basis: { readonly [key: string]: string }
}

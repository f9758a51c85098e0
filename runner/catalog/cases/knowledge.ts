import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { StepIndex } from './rows/step-index.ts'

/** A precursor as its callers see it. */
export interface Callee {
  readonly key: TestCaseKey
  readonly file: string
  readonly kind: 'case' | 'precursor'
  readonly deprecated: boolean
  readonly inputs: {
    readonly [name: string]: { readonly type: ValueType; readonly required: boolean }
  }
  /** An object of its outputs. */
  readonly outputs: ValueType
  /** True when it, or anything it calls, has a teardown. */
  readonly tearsDown: boolean
  /** Precursors without a script among it and what it calls: with any it cannot be executed. */
  readonly stubs: readonly TestCaseKey[]
}

/** Everything outside its own file that a case may refer to. */
export interface Knowledge {
  /** Type of `env`, over all environments. */
  readonly env: ValueType
  /** Names of secrets of all environments. */
  readonly secrets: ReadonlySet<string>
  readonly requirements: RequirementIndex
  /** Type of `params`: a number for each parameter. */
  readonly params: ValueType
  readonly steps: StepIndex
  /** A precursor by key or alias, checked before its callers. */
  callee(reference: string): Callee | 'unreadable' | undefined
  /** Keys and aliases that a call may name. */
  readonly precursorNames: readonly string[]
}

/** Type of `params["REQ/NAME"]`. */
export const paramsType = (index: RequirementIndex): ValueType => ({
  kind: 'object',
  fields: Object.fromEntries(
    index.parameterNames.map((name) => [name, { type: { kind: 'number' } as const }]),
  ),
})

/** Type of `run`. */
export const runType: ValueType = {
  kind: 'object',
  open: true,
  fields: {
    id: { type: { kind: 'integer' } },
    environment: { type: { kind: 'string' } },
    stage: { type: { kind: 'string' } },
    release: { type: { kind: 'string' }, optional: true },
    plan: { type: { kind: 'string' }, optional: true },
  },
}

/** An object type without fields. */
export const noFields: ValueType = { kind: 'object', fields: {} }

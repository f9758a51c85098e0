import type { ElementKey, RequirementKey } from './keys.ts'
import type { Parameter } from './requirement.ts'
import type { Expression, Template } from './template.ts'

/** How a plain value is judged. */
export type ValueCheck =
  | {
      readonly kind: 'equals' | 'notEquals'
      readonly expected: Template
      readonly tolerance?: Tolerance
    }
  | {
      readonly kind: 'atMost' | 'atLeast'
      readonly limit: Template
      readonly tolerance?: Tolerance
    }
  | {
      readonly kind: 'between'
      readonly low: Template
      readonly high: Template
      readonly tolerance?: Tolerance
    }
  /** Linear-time regular expression (no backtracking), searched anywhere in the text. */
  | { readonly kind: 'matches'; readonly pattern: string }
  | { readonly kind: 'contains'; readonly expected: Template }
  | { readonly kind: 'oneOf'; readonly expected: Template }

/** Slack of a comparison of numbers; exactly one of the two is set. */
export type Tolerance = { readonly absolute: number } | { readonly relative: number }

/** Direction of a limit. */
export type Sense = 'at-most' | 'at-least' | 'equals'

/** The number of a requirement's parameter as it stood when the run was planned. */
export interface ParameterLimit {
  readonly requirement: RequirementKey
  readonly parameter: string
  readonly value: number
  readonly unit: string
  readonly sense?: Sense
  /** True when the limit itself does not meet the requirement. */
  readonly strict: boolean
  readonly statistic?: string
  /** Probability with which a fraction or rate must be demonstrated. */
  readonly confidence?: number
  /** Values of the phases of the survey, in `unit`: shown, and never decide. */
  readonly levels?: NonNullable<Parameter['levels']>
  /** Approved relaxation in force, in the parameter's unit. */
  readonly deviation?: { readonly limit: number; readonly jira: string; readonly expires: string }
}

/** A condition under which a threshold holds, with what the case states of it. */
export interface Condition {
  /** Name of its parameter: `lvQueryUsers`. */
  readonly name: string
  readonly value: number
  readonly unit: string
  /** Without one the stated number must be equal: what is harder is not known. */
  readonly sense?: Sense
  readonly strict: boolean
  /** What was the case: a number in `unit`, or in a unit of its own; absent: not stated. */
  readonly stated?: { readonly value: Expression; readonly unit?: string }
}

/** What a measurement is held against. */
export type Criterion =
  /** A threshold of a requirement decides; `own` is a stricter limit of the case beside it. */
  | {
      readonly kind: 'meets'
      readonly limit: ParameterLimit
      readonly own?: OwnLimit
      /** All that its `given` asks for, directly or through others; absent: it asks for nothing. */
      readonly conditions?: readonly Condition[]
    }
  /** Any other number of a requirement: margin recorded and shown, no verdict. */
  | { readonly kind: 'compares'; readonly limit: ParameterLimit }
  /** Agreement with a known value, `within` combined standard uncertainties. */
  | { readonly kind: 'near'; readonly near: Expression; readonly within: Template }
  | { readonly kind: 'limit'; readonly own: OwnLimit }

/** A limit that the case itself states, in the unit of the expectation. */
export interface OwnLimit {
  readonly sense: 'at-most' | 'at-least'
  readonly limit: Template
  readonly strict: boolean
}

/** Standard uncertainty: one number, or one for each side. */
export type UncertaintyExpression =
  | { readonly kind: 'symmetric'; readonly value: Expression }
  | { readonly kind: 'asymmetric'; readonly low: Expression; readonly high: Expression }

/** What is judged, without the list it may be judged over. */
export type Judgement =
  | { readonly kind: 'that'; readonly that: Expression }
  | { readonly kind: 'value'; readonly value: Expression; readonly check: ValueCheck }
  | {
      readonly kind: 'measure'
      readonly measure: string
      readonly value: Expression
      readonly unit: string
      readonly uncertainty?: UncertaintyExpression
      /** Sample size. */
      readonly n?: Expression
      readonly criterion: Criterion
      /** Guard band in standard uncertainties; absent: none. */
      readonly guard?: number
    }

/** One expectation of a row. */
export interface Expectation {
  readonly judgement: Judgement
  readonly when?: Expression
  /** Judges every item of a list, as `item`; `allow` is the tolerated fraction of failing items, 0 to 1. */
  readonly each?: { readonly list: Expression; readonly label?: Expression; readonly allow: number }
  readonly because?: string
  /** Elements this result belongs to, resolved by the rules of "Which element a result belongs to". */
  readonly elements: readonly ElementKey[]
  /** True when `verifies` names the elements here or on the row, or the parameter's owner does. */
  readonly named: boolean
  /** True for an expectation that the step itself implies (exit code 0). */
  readonly implied?: boolean
  /** Says what is wrong in place of the general message, when it fails; an expression that gives text. */
  readonly message?: Expression
  readonly line: number
}

/** A condition without which a row cannot be judged: unmet → blocked. */
export interface Given {
  readonly that: Expression
  readonly because?: string
  readonly line: number
}

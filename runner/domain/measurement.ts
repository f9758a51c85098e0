import type { Sense } from './expectation.ts'
import type { ElementKey } from './keys.ts'
import type { levelNames } from './requirement.ts'
import type { Verdict } from './verdict.ts'

/** A measured number. */
export interface Measurement {
  readonly measure: string
  readonly value: number
  readonly unit: string
  /** Standard uncertainty in `unit`; two sides where they differ. */
  readonly uncertainty?: number | { readonly low: number; readonly high: number }
  /** Sample size. */
  readonly n?: number
}

/** What a measurement was held against, in its own unit and in the measurement's. */
export interface JudgedLimit {
  readonly sense: Sense | 'near'
  /** In the unit of the measurement. */
  readonly limit: number
  readonly strict: boolean
  /** As the requirement states it, where a requirement does. */
  readonly stated?: { readonly value: number; readonly unit: string }
  /** `near`: number of combined standard uncertainties allowed. */
  readonly within?: number
  /** `near`: standard uncertainty of the known value. */
  readonly limitUncertainty?: number
}

/** One-sided limit of a fraction or rate at a confidence: binomial (Clopper-Pearson) or Poisson (Garwood). */
export interface Demonstrated {
  /** 0 to 1. */
  readonly confidence: number
  /** In the unit of the measurement: the least or the largest true value that the sample is in accord with. */
  readonly bound: number
  readonly count: number
  /** Sample size or exposure; absent for a plain count. */
  readonly of?: number
}

/** Names of conditions under which a threshold was not measured, so that it does not fully verify. */
export interface UnfulfilledConditions {
  readonly unstated: readonly string[]
  readonly unmet: readonly string[]
}

/** Outcome of one expectation. */
export interface ExpectationResult {
  readonly kind: 'that' | 'value' | 'measure'
  readonly verdict: Verdict
  /** One sentence: what was expected, what was found. */
  readonly message: string
  /** Source of the judged expression. */
  readonly source?: string
  readonly measurement?: Measurement
  readonly limit?: JudgedLimit
  /** Signed distance to the limit in the measurement's unit; positive = meets. */
  readonly margin?: number
  /** Deviation in combined standard uncertainties, for `near`. */
  readonly pull?: number
  /** Probability that the true value conforms, for a guarded limit. */
  readonly conformity?: number
  /** What a sample shows with the confidence that the requirement asks for; decides in place of the value. */
  readonly demonstrated?: Demonstrated
  /** Which levels of the parameter are reached; they decide nothing. */
  readonly levels?: { readonly [level in (typeof levelNames)[number]]?: boolean }
  /** Conditions of the threshold that were not as it asks for, by the names of their parameters; absent: all were. */
  readonly conditions?: UnfulfilledConditions
  /** `REQ/PARAMETER` of a threshold that decided. */
  readonly meets?: string
  /** `REQ/PARAMETER` of a number shown beside, which decides nothing. */
  readonly compares?: string
  /** Key of the deviation that turned a fail into pass-with-deviation. */
  readonly deviation?: string
  readonly items?: {
    readonly total: number
    readonly failed: number
    /** Label of the worst item. */
    readonly worst?: string
  }
  readonly elements: readonly ElementKey[]
  readonly line: number
}

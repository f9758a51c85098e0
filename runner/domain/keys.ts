declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** Key of a test case or precursor: `LVV-Tnnn`, or a root's own key (`SELF-T12`). */
export type TestCaseKey = Branded<string, 'TestCaseKey'>
/** Key of a verification element: `LVV-nnn`. */
export type ElementKey = Branded<string, 'ElementKey'>
/** Key of a requirement: `DMS-REQ-0360`. */
export type RequirementKey = Branded<string, 'RequirementKey'>
/** Key of a campaign plan: `LVV-Pnn`. */
export type PlanKey = Branded<string, 'PlanKey'>
/** Identity of one planned execution inside a run, readable: `LVV-T1745[band=g]`, `LVV-T860~1f3a9c`. */
export type ExecutionId = Branded<string, 'ExecutionId'>
/** Number of a run in its ledger, from 1. */
export type RunId = Branded<number, 'RunId'>

const caseKey = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-T\d+$/
const elementKey = /^[A-Z][A-Z0-9]*-\d+$/
const requirementKey = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-REQ-\d+$/
const planKey = /^[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-P\d+$/

/** Parses the key of a test case; undefined when the text is none. */
export const parseTestCaseKey = (text: string): TestCaseKey | undefined =>
  caseKey.test(text) ? (text as TestCaseKey) : undefined

/** Parses the key of a requirement; undefined when the text is none. */
export const parseRequirementKey = (text: string): RequirementKey | undefined =>
  requirementKey.test(text) ? (text as RequirementKey) : undefined

/** Parses the key of a verification element; undefined when the text is none. */
export const parseElementKey = (text: string): ElementKey | undefined =>
  elementKey.test(text) ? (text as ElementKey) : undefined

/** Parses the key of a campaign plan; undefined when the text is none. */
export const parsePlanKey = (text: string): PlanKey | undefined =>
  planKey.test(text) ? (text as PlanKey) : undefined

/** The implicit element of a requirement that has none: flagged `no-element`. */
export const implicitElement = (requirement: RequirementKey): ElementKey =>
  requirement as string as ElementKey

/** Names the identity of an execution; the caller guarantees that it is unique in its run. */
export const executionId = (text: string): ExecutionId => text as ExecutionId

/** Parses a run number; undefined unless a positive integer. */
export const parseRunId = (value: number | string): RunId | undefined => {
  const number =
    typeof value === 'number' ? value : /^\d+$/.test(value) ? Number(value) : Number.NaN
  return Number.isSafeInteger(number) && number > 0 ? (number as RunId) : undefined
}

import type { Json, JsonObject } from '#domain/json.ts'
import type { Stage, VerificationElement } from '#domain/requirement.ts'
import { isJudged, isPassing, type Verdict } from '#domain/verdict.ts'
import type { Coverage } from './fold-coverage.ts'

/** What one execution (a case, or one cell of it) says of an element. */
export interface ElementResult {
  readonly matrix: JsonObject
  /** False for a deprecated case, which covers nothing. */
  readonly live: boolean
  /** Oldest first. */
  readonly attempts: readonly { readonly verdict: Verdict; readonly creditable: boolean }[]
}

/** Facts on which the coverage of one element rests. */
export interface ElementFacts {
  /** Absent when the element's document is not held: it is then never fully verified. */
  readonly element: Pick<VerificationElement, 'stage' | 'covers' | 'verifiedIn'> | undefined
  readonly results: readonly ElementResult[]
  /** Stage of the environment that gave the results. */
  readonly stage: Stage
}

const stages = ['rehearsal', 'precursor', 'commissioning', 'operations'] satisfies readonly Stage[]

/** Coverage of one element by the results of one run, and what must be said beside it. */
export const coverElement = (
  facts: ElementFacts,
): { readonly coverage: Coverage; readonly flags: readonly string[] } => {
  const live = facts.results.filter((result) => result.live)
  const taken = live.map((result) => ({ matrix: result.matrix, ...takeJudged(result.attempts) }))
  return {
    coverage: coverageOf(facts, live.length, taken),
    flags: [...new Set([...live.flatMap(newestFlags), ...taken.flatMap((one) => one.flags)])],
  }
}

interface Taken {
  readonly matrix: JsonObject
  readonly verdict: Verdict | undefined
}

const coverageOf = (facts: ElementFacts, live: number, taken: readonly Taken[]): Coverage => {
  const elsewhere = (facts.element?.verifiedIn.length ?? 0) > 0
  if (live === 0 && facts.results.length > 0 && !elsewhere) return 'not-covered'
  if (taken.some((one) => one.verdict === 'fail')) return 'with-failures'
  const passed = taken.filter((one) => one.verdict !== undefined && isPassing(one.verdict))
  if (passed.length === 0) return 'not-verified'
  const isFull =
    passed.length === taken.length &&
    !elsewhere &&
    facts.element !== undefined &&
    stages.indexOf(facts.stage) >= stages.indexOf(facts.element.stage ?? 'precursor') &&
    coversEveryCell(facts.element.covers, passed)
  return isFull ? 'fully-verified' : 'partially-verified'
}

/**
 * The last judged creditable attempt. A fail that a later attempt of the same plan turned into a pass stays a
 * fail: replacing it needs a recorded explanation.
 */
const takeJudged = (attempts: ElementResult['attempts']) => {
  const judged = attempts.filter((attempt) => attempt.creditable && isJudged(attempt.verdict))
  const last = judged.at(-1)?.verdict
  const isReplaced = last !== 'fail' && judged.some((attempt) => attempt.verdict === 'fail')
  return {
    verdict: isReplaced ? ('fail' as const) : last,
    flags: [
      ...(isReplaced ? ['rerun-unexplained'] : []),
      ...(last === 'pass-with-deviation' ? ['deviation'] : []),
    ],
  }
}

const newestFlags = ({ attempts }: ElementResult): readonly string[] => {
  const newest = attempts.at(-1)?.verdict
  if (newest === 'blocked') return ['blocked']
  return newest === 'in-progress' ? ['manual-pending'] : []
}

/** Every combination of the values that the element covers must have passed. */
const coversEveryCell = (
  covers: VerificationElement['covers'],
  passed: readonly Taken[],
): boolean => {
  const names = Object.keys(covers)
  const wanted = names.reduce((product, name) => product * new Set(covers[name]).size, 1)
  const cells = passed
    .filter(({ matrix }) => names.every((name) => includes(covers[name] ?? [], matrix[name])))
    .map(({ matrix }) => JSON.stringify(names.map((name) => String(matrix[name]))))
  return new Set(cells).size === wanted || names.length === 0
}

const includes = (values: readonly (string | number)[], value: Json | undefined): boolean =>
  values.some((one) => String(one) === String(value))

import type { AttemptOutcome, OutcomeOrigin, RunOutcome } from '#domain/tracing/outcome.ts'
import { isJudged, type Verdict } from '#domain/verdict.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import { type ReviewState, reviewOfRun } from './review-of-run.ts'

/** An outcome with what the folds ask of it. */
export interface Result {
  readonly outcome: AttemptOutcome
  readonly id: string
  /** Position in time among all results, from 0. */
  readonly order: number
  /** Whether it is looked at for credit, or apart as a rehearsal. */
  readonly credit: boolean
  /** '' where none is named. */
  readonly release: string
  /** Equal where nothing that the result rests on changed; absent for what was recorded elsewhere. */
  readonly question: string | undefined
  /** Its run ended before its time: what is in progress waits for nobody. */
  readonly isInterrupted: boolean
  readonly review: ReviewState
}

/** Name of a result: `12/LVV-T1745[band=g]#1`, `14/import:3`. */
export const resultId = (origin: OutcomeOrigin): string =>
  origin.kind === 'execution'
    ? `${origin.run}/${origin.execution}#${origin.attempt}`
    : `${origin.run}/import:${origin.line}`

/** Outcomes in the order in which they happened, with what is known of their runs. */
export const orderResults = (
  outcomes: readonly AttemptOutcome[],
  runs: readonly RunOutcome[],
): readonly Result[] => {
  const facts = new Map(runs.map((run) => [run.run, factsOf(run)]))
  return outcomes
    .map((outcome) => ({ outcome, id: resultId(outcome.origin) }))
    .sort(byTime)
    .map(({ outcome, id }, order): Result => {
      const run = facts.get(outcome.origin.run)
      return {
        outcome,
        id,
        order,
        credit: isForCredit(outcome, run?.earnsCredit ?? true),
        release: outcome.release ?? '',
        question: questionOf(outcome, run?.software ?? ''),
        isInterrupted: run?.isInterrupted ?? false,
        review: run?.review ?? 'none',
      }
    })
}

interface RunFacts {
  readonly earnsCredit: boolean
  readonly software: string
  readonly isInterrupted: boolean
  readonly review: ReviewState
}

const factsOf = (run: RunOutcome): RunFacts => ({
  earnsCredit: run.noCredit.length === 0,
  software: run.software
    .map(({ product, version, modified }) => `${product} ${version}${modified ? '*' : ''}`)
    .sort()
    .join('\n'),
  isInterrupted: run.interrupted,
  review: reviewOfRun(run),
})

interface Named {
  readonly outcome: AttemptOutcome
  readonly id: string
}

const byTime = (a: Named, b: Named): number => {
  if (a.outcome.at !== b.outcome.at) return a.outcome.at < b.outcome.at ? -1 : 1
  return a.outcome.origin.run - b.outcome.origin.run || compareKeys(a.id, b.id)
}

/** What was not judged earns nothing; it belongs to where its judgement would have counted. */
const isForCredit = (outcome: AttemptOutcome, earnsCredit: boolean): boolean =>
  outcome.stage !== 'rehearsal' &&
  (outcome.creditable || (earnsCredit && !isJudged(outcome.verdict)))

const questionOf = (outcome: AttemptOutcome, software: string): string | undefined =>
  outcome.origin.kind === 'import'
    ? undefined
    : `${outcome.fingerprint}\n${outcome.caseHash ?? ''}\n${software}`

/**
 * What a result says of an element; undefined when it does not answer for it: a result names every element of its part of
 * the case (its script, or its aggregate). One that was stopped before it named any is of all of them.
 */
export const verdictFor = (
  { outcome: { elements, verdict } }: Pick<Result, 'outcome'>,
  element: string,
): Verdict | undefined => {
  if (Object.hasOwn(elements, element)) return elements[element]
  if (isJudged(verdict)) return undefined
  for (const _ in elements) return undefined
  return verdict
}

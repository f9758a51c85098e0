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
  const named = outcomes.map((outcome) => ({ outcome, id: resultId(outcome.origin) }))
  return inOrder(named).map(({ outcome, id }, order): Result => {
    const run = facts.get(outcome.origin.run)
    return {
      outcome,
      id,
      order,
      credit: isForCredit(outcome, run?.earnsCredit ?? true),
      release: outcome.release ?? '',
      question: questionOf(outcome, run?.software ?? ''),
      isInterrupted: run?.isInterrupted ?? false,
      // What was recorded elsewhere came to be known when it was imported.
      review: run?.review(outcome.origin.kind === 'import' ? run.startedAt : outcome.at) ?? 'none',
    }
  })
}

interface RunFacts {
  readonly earnsCredit: boolean
  readonly software: string
  readonly isInterrupted: boolean
  readonly review: (found: string) => ReviewState
  readonly startedAt: string
}

const factsOf = (run: RunOutcome): RunFacts => ({
  earnsCredit: run.noCredit.length === 0,
  software: run.software
    .map(({ product, version, modified }) => `${product} ${version}${modified ? '*' : ''}`)
    .sort()
    .join('\n'),
  isInterrupted: run.interrupted,
  review: reviewOfRun(run),
  startedAt: run.startedAt,
})

interface Named {
  readonly outcome: AttemptOutcome
  readonly id: string
}

/**
 * By the clock, as long as it agrees with the order in which the ledger recorded what ended. A clock that was put back
 * makes no failure older than the pass before it: what was recorded later is then never earlier.
 */
const inOrder = (named: Named[]): readonly Named[] => {
  named.sort((a, b) => byInstant(a.outcome.at, b.outcome.at) || asRecorded(a, b))
  if (isAsRecorded(named)) return named
  const instants = new Map<Named, string>()
  let latest = ''
  for (const one of [...named].sort(asRecorded)) {
    const { sequence, at } = one.outcome
    if (sequence !== undefined && at > latest) latest = at
    instants.set(one, sequence === undefined ? at : latest)
  }
  return named.sort(
    (a, b) => byInstant(instants.get(a) ?? '', instants.get(b) ?? '') || asRecorded(a, b),
  )
}

const isAsRecorded = (named: readonly Named[]): boolean => {
  let last = -1
  for (const { outcome } of named) {
    if (outcome.sequence === undefined) continue
    if (outcome.sequence < last) return false
    last = outcome.sequence
  }
  return true
}

const byInstant = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)

const asRecorded = (a: Named, b: Named): number =>
  (a.outcome.sequence ?? -1) - (b.outcome.sequence ?? -1) ||
  a.outcome.origin.run - b.outcome.origin.run ||
  compareKeys(a.id, b.id)

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

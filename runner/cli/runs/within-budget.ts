import { durationText } from '#cli/arguments/duration-text.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import { isPassing, type Verdict, worstOf } from '#domain/verdict.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** What the ledger knows of a case. */
interface Past {
  readonly verdict?: Verdict
  /** Case, requirement or element changed since. */
  readonly isOutdated: boolean
  /** ISO 8601 UTC of its last end; '' for never. */
  readonly at: string
  /** Median milliseconds of its last executions. */
  readonly duration: number
}

/** How many past durations make an estimate. */
const sample = 5
/** Milliseconds taken for a case that never ran. */
const unknownDuration = 60_000

/**
 * The cases that fit into a time budget: what is outdated first, then what failed, was blocked or never ran, then the oldest.
 * What is left out is said, and is no execution.
 */
export const withinBudget = async (of: {
  readonly cases: readonly TestCase[]
  readonly budget: number
  readonly ledger: Ledger
  readonly io: Io
}): Promise<readonly TestCase[]> => {
  const past = await pastOf(of.cases, of.ledger)
  const ordered = [...of.cases].sort((a, b) => compare(past.get(a.key), past.get(b.key)))
  const taken: TestCase[] = []
  let sum = 0
  for (const item of ordered) {
    const duration = past.get(item.key)?.duration ?? unknownDuration
    // The most urgent case always runs, also when it alone is longer than the budget.
    if (taken.length > 0 && sum + duration > of.budget) continue
    taken.push(item)
    sum += duration
  }
  const left = of.cases.length - taken.length
  of.io.stderr.write(
    `budget ${durationText(of.budget)}: ${taken.length} case${taken.length === 1 ? '' : 's'} expected to take ${durationText(sum)}${left > 0 ? `, ${left} left out` : ''}\n`,
  )
  if (taken.length === 0) throw new HarnessError('usage', 'no case is selected')
  return taken
}

/** Lower is sooner: what no longer holds, what failed, what was never judged, what passed. */
const urgency = (past: Past | undefined): number => {
  if (past?.isOutdated) return 0
  if (past?.verdict === 'fail') return 1
  return past?.verdict !== undefined && isPassing(past.verdict) ? 3 : 2
}

const compare = (a: Past | undefined, b: Past | undefined): number =>
  urgency(a) - urgency(b) || (a?.at ?? '').localeCompare(b?.at ?? '')

const pastOf = async (
  cases: readonly TestCase[],
  ledger: Ledger,
): Promise<ReadonlyMap<string, Past>> => {
  const last = lastOutcomes(await ledger.outcomes())
  const entries = await Promise.all(
    cases.map(async (item) => {
      const durations = [...(await ledger.durations(item.key, sample))].sort((a, b) => a - b)
      const duration = durations[Math.floor(durations.length / 2)] ?? unknownDuration
      const outcomes = last.get(item.key) ?? []
      const [first] = outcomes
      return [
        item.key,
        {
          ...(first && { verdict: worstOf(outcomes.map(({ verdict }) => verdict)) }),
          at:
            outcomes
              .map(({ at }) => at)
              .toSorted()
              .at(-1) ?? '',
          duration,
          isOutdated: outcomes.some((outcome) => isOutdated(item, outcome)),
        },
      ] as const
    }),
  )
  return new Map(entries)
}

/** Outcomes of the newest run that came to an end with each case: the worst of its cells is what it says. */
const lastOutcomes = (
  outcomes: readonly AttemptOutcome[],
): ReadonlyMap<string, readonly AttemptOutcome[]> => {
  const last = new Map<string, readonly AttemptOutcome[]>()
  for (const outcome of outcomes) {
    const { case: key, origin, verdict } = outcome
    if (key === undefined || origin.kind !== 'execution' || !hasEnded(verdict)) continue
    const known = last.get(key) ?? []
    // A later attempt of the same execution says what holds by now.
    const kept = known.filter(
      (one) =>
        one.origin.kind === 'execution' &&
        one.origin.run === origin.run &&
        one.origin.execution !== origin.execution,
    )
    last.set(key, [...kept, outcome])
  }
  return last
}

const hasEnded = (verdict: Verdict): boolean =>
  verdict !== 'not-executed' && verdict !== 'in-progress'

/** The case, or what its judgement rests on, is not what it was. */
const isOutdated = (item: TestCase, { caseHash, basis }: AttemptOutcome): boolean =>
  (caseHash !== undefined && caseHash !== item.contentHash) ||
  Object.entries(item.basis).some(([key, hash]) => basis[key] !== hash)

import { durationText } from '#cli/arguments/duration-text.ts'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { TestCase } from '#domain/test-case.ts'
import { type Verdict, worstOf } from '#domain/verdict.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** What the ledger knows of a case. */
interface Past {
  readonly verdict?: Verdict
  /** ISO 8601 UTC of its last end; '' for never. */
  readonly at: string
  /** Median milliseconds of its last executions. */
  readonly duration: number
}

/** How many past durations make an estimate. */
const sample = 5
/** Milliseconds taken for a case that never ran. */
const unknownDuration = 60_000
/** Runs that are looked at for the last result of a case. */
const runsBack = 50

/**
 * The cases that fit into a time budget: what failed, was blocked or never ran first, then the oldest result first.
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

const urgency = (past: Past | undefined): number =>
  past?.verdict === 'fail'
    ? 0
    : past?.verdict === 'pass' || past?.verdict === 'pass-with-deviation'
      ? 2
      : 1

const compare = (a: Past | undefined, b: Past | undefined): number =>
  urgency(a) - urgency(b) || (a?.at ?? '').localeCompare(b?.at ?? '')

const pastOf = async (
  cases: readonly TestCase[],
  ledger: Ledger,
): Promise<ReadonlyMap<string, Past>> => {
  const last = new Map<string, { readonly verdict: Verdict; readonly at: string }>()
  for (const { run } of await ledger.runs(runsBack)) {
    // Newest run first: an older one says nothing of a case that a newer one has judged.
    for (const [key, found] of ofRun(await ledger.executions(run))) {
      if (!last.has(key)) last.set(key, found)
    }
    if (cases.every((item) => last.has(item.key))) break
  }
  const entries = await Promise.all(
    cases.map(async (item) => {
      const durations = [...(await ledger.durations(item.key, sample))].sort((a, b) => a - b)
      const middle = durations[Math.floor(durations.length / 2)] ?? unknownDuration
      return [
        item.key,
        { ...last.get(item.key), at: last.get(item.key)?.at ?? '', duration: middle },
      ] as const
    }),
  )
  return new Map(entries)
}

/** What one run says of each case: the worst of its cells, at the end of the last one. */
const ofRun = (
  states: readonly ExecutionState[],
): ReadonlyMap<string, { readonly verdict: Verdict; readonly at: string }> => {
  const found = new Map<string, { readonly verdict: Verdict; readonly at: string }>()
  for (const { case: key, verdict, finishedAt } of states) {
    if (!verdict || !finishedAt) continue
    const known = found.get(key)
    found.set(key, {
      verdict: known ? worstOf([known.verdict, verdict]) : verdict,
      at: known && known.at > finishedAt ? known.at : finishedAt,
    })
  }
  return found
}

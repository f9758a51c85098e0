import { isSamePerson } from '#domain/same-person.ts'
import type { RunOutcome } from '#domain/tracing/outcome.ts'

/** What others than the executor said of a run. */
export type ReviewState = 'accepted' | 'rejected' | 'none'

/**
 * The newest disposition of what a run had found by an instant, by somebody other than the one who ran it; of two at once
 * the rejection. An acceptance says nothing of what the run found after it; a rejection stands until somebody accepts.
 */
export const reviewOfRun = ({
  reviews,
  executor,
}: Pick<RunOutcome, 'reviews' | 'executor'>): ((found: string) => ReviewState) => {
  const newest = reviews
    .filter(({ name }) => executor === undefined || !isSamePerson(name, executor))
    .sort((a, b) => (a.at === b.at ? 0 : a.at < b.at ? 1 : -1))
  const [last] = newest
  if (last === undefined) return () => 'none'
  const isRejected = newest.some(
    ({ at, disposition }) => at === last.at && disposition === 'reject',
  )
  if (isRejected) return () => 'rejected'
  return (found) => (found <= last.at ? 'accepted' : 'none')
}

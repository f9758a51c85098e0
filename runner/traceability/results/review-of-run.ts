import { isSamePerson } from '#domain/same-person.ts'
import type { RunOutcome } from '#domain/tracing/outcome.ts'

/** What others than the executor said of a run. */
export type ReviewState = 'accepted' | 'rejected' | 'none'

/** The newest disposition of a run by somebody other than the one who ran it; of two at once the rejection. */
export const reviewOfRun = ({
  reviews,
  executor,
}: Pick<RunOutcome, 'reviews' | 'executor'>): ReviewState => {
  const byOthers = reviews.filter(
    ({ name }) => executor === undefined || !isSamePerson(name, executor),
  )
  const newest = byOthers
    .map(({ at }) => at)
    .sort()
    .at(-1)
  const said = byOthers.filter(({ at }) => at === newest).map(({ disposition }) => disposition)
  if (said.length === 0) return 'none'
  return said.includes('reject') ? 'rejected' : 'accepted'
}

import { isJudged } from '#domain/verdict.ts'
import type { Result } from './result.ts'

/** Releases that results name, newest first by when each was first seen; '' (none named) is the oldest. */
export const releasesOf = (results: readonly Result[]): readonly string[] => {
  const seen = new Set(results.map(({ release }) => release))
  const named = [...seen].filter((release) => release !== '').reverse()
  return seen.has('') ? [...named, ''] : named
}

/** Which results a fold sees, and how it tells them apart by release. */
export interface Lens {
  readonly credit: boolean
  readonly release: string
  /** True for a release before the one that is asked for. */
  readonly isEarlier: (release: string) => boolean
  /** For a stub: it was not executed by us, whatever an older script of it did; it may have been recorded elsewhere. */
  readonly importedOnly?: boolean
}

/**
 * The two looks at the results: by those that earn credit, and by those that do not. Without a release each asks for the
 * newest that its own results name, so that a rehearsal of the next release leaves coverage as it is.
 */
export const lensesOf = (
  results: readonly Result[],
  release: string | undefined,
): { readonly credit: Lens; readonly rehearsal: Lens } => {
  const judged = results.filter(({ outcome }) => isJudged(outcome.verdict))
  const lens = (credit: boolean): Lens => {
    const releases = releasesOf(judged.filter((result) => result.credit === credit))
    const asked = release ?? releases[0] ?? releasesOf(results)[0] ?? ''
    const place = new Map(releases.map((name, index) => [name, index]))
    const from = place.get(asked) ?? -1
    return {
      credit,
      release: asked,
      isEarlier: (name) => (place.get(name) ?? -1) > from,
    }
  }
  return { credit: lens(true), rehearsal: lens(false) }
}

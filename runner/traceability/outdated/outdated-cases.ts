import type { TestCaseKey } from '#domain/keys.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { isJudged } from '#domain/verdict.ts'
import { placeOf } from '#traceability/results/group-cells.ts'
import { isLive } from '#traceability/trace-index.ts'

/**
 * Live cases of which the last judged result of some cell no longer holds, in the order of keys. Cells that only an older
 * version of a case had are gone: a case that changed is outdated by its newest result alone.
 */
export const outdatedCases = ({
  cases,
  results,
}: Pick<TraceDossier, 'cases' | 'results'>): readonly TestCaseKey[] => {
  const newestHash = new Map<string, string | undefined>()
  const seen = new Set<string>()
  const outdated = new Set<string>()
  for (const result of results) {
    const { case: key, caseHash, verdict, changes, origin } = result
    if (key === undefined || origin.kind === 'import' || !isJudged(verdict)) continue
    if (!newestHash.has(key)) newestHash.set(key, caseHash)
    const place = `${key} ${placeOf({ outcome: result })}`
    if (seen.has(place) || newestHash.get(key) !== caseHash) continue
    seen.add(place)
    if (changes.length > 0) outdated.add(key)
  }
  return cases
    .filter((one) => one.kind === 'case' && isLive(one) && !one.stub && outdated.has(one.key))
    .map(({ key }) => key)
}

import type { TestCaseKey } from '#domain/keys.ts'
import type { CaseTrace } from '#domain/tracing/trace-dossier.ts'
import { isJudged, type Verdict } from '#domain/verdict.ts'
import { sortByKey } from './compare-keys.ts'
import type { TraceIndex } from './trace-index.ts'

/** Every case and precursor with what it verifies, who calls it, and its results; in the order of keys. */
export const traceCases = ({ cases, results }: TraceIndex): readonly CaseTrace[] => {
  const own = new Map<string, OwnResults>()
  for (const { outcome, id } of results) {
    if (outcome.case === undefined) continue
    const found = own.get(outcome.case) ?? { ids: [] }
    own.set(outcome.case, found)
    found.ids.push(id)
    if (isJudged(outcome.verdict)) found.newest = outcome.verdict
  }
  const callers = new Map<string, TestCaseKey[]>()
  for (const { key, calls } of cases) {
    for (const call of calls) {
      const known = callers.get(call)
      if (known === undefined) callers.set(call, [key])
      else known.push(key)
    }
  }
  return cases.map((head): CaseTrace => {
    const found = own.get(head.key)
    return {
      ...head,
      requirements: sortByKey(
        new Set(head.verifies.flatMap(({ requirement }) => requirement ?? [])),
        (id) => id,
      ),
      elements: sortByKey(
        head.verifies.map(({ element }) => element),
        (key) => key,
      ),
      results: found?.ids.reverse() ?? [],
      ...(found?.newest === undefined ? {} : { newest: found.newest }),
      callers: callers.get(head.key) ?? [],
    }
  })
}

interface OwnResults {
  readonly ids: string[]
  newest?: Verdict
}

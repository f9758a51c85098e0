import type { ResultTrace } from '#domain/tracing/trace-dossier.ts'
import { isJudged } from '#domain/verdict.ts'
import { type Judged, unstableOf } from '#traceability/coverage/take-result.ts'
import type { TraceIndex } from '#traceability/trace-index.ts'
import type { Result } from './result.ts'

const none: ResultTrace['changes'] = []

/** Every attempt with what changed since, what reviewers said, and whether its verdict is stable; newest first. */
export const traceResults = ({
  results,
  cells,
  changes,
}: Pick<TraceIndex, 'results' | 'cells' | 'changes'>): readonly ResultTrace[] => {
  const unstable = unstableResults(cells)
  return results
    .map((result): ResultTrace => {
      const { outcome, id, review } = result
      return {
        ...outcome,
        id,
        changes: changes.get(id) ?? none,
        review,
        unstable: unstable.has(result),
      }
    })
    .reverse()
}

const unstableResults = ({ byCase }: TraceIndex['cells']): ReadonlySet<Result> => {
  const unstable = new Set<Result>()
  for (const cells of byCase.values()) {
    for (const { results } of cells) {
      if (results.length < 2) continue
      for (const { result } of unstableOf(results.flatMap(judgedOf))) unstable.add(result)
    }
  }
  return unstable
}

const judgedOf = (result: Result): readonly (Judged & { readonly result: Result })[] => {
  const { outcome, question } = result
  if (question === undefined || !isJudged(outcome.verdict)) return []
  const isExplained = outcome.explanation !== undefined
  return [{ verdict: outcome.verdict, question, isExplained, result }]
}

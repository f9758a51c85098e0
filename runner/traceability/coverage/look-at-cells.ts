import { isJudged, isPassing, type Verdict } from '#domain/verdict.ts'
import type { Cell } from '#traceability/results/group-cells.ts'
import type { Lens } from '#traceability/results/releases.ts'
import { type Result, verdictFor } from '#traceability/results/result.ts'
import { type Judged, takeResult, unstableOf } from './take-result.ts'

/** What one cell says of one element, through one lens. */
export interface CellView {
  readonly cell: Cell
  /** Verdict that counts; absent: none was judged at the release. */
  readonly verdict: Verdict | undefined
  readonly taken: Result | undefined
  /** Newest attempt at the release, judged or not. */
  readonly newest: Answer | undefined
  /** Newest judged result of an earlier release. */
  readonly earlier: Answer | undefined
  readonly isUnexplained: boolean
  readonly isUnstable: boolean
}

/** What a result says of an element. */
export interface Answer extends Judged {
  readonly result: Result
}

const none: readonly CellView[] = []

interface Seen {
  readonly cell: Cell
  /** Of the release, oldest first. */
  readonly answers: readonly Answer[]
  readonly earlier: Answer | undefined
}

/**
 * The cells of one case that count for an element: those of the plan of its newest judged result (the same case hash),
 * and whatever came after it. A cell that only an older version of the case had is gone. Where the release has none, the
 * cells of earlier releases are given, without a verdict.
 */
export const lookAtCells = (
  cells: readonly Cell[],
  element: string,
  lens: Lens,
): readonly CellView[] => {
  if (cells.length === 0) return none
  const seen = cells.map((cell) => seenIn(cell, element, lens))
  const present = seen.filter(({ answers }) => answers.length > 0)
  if (present.length > 0) return ofNewestPlan(present).map(viewOf)
  const earlier = seen.filter((one) => one.earlier !== undefined)
  return ofNewestPlan(earlier).map(viewOf)
}

const seenIn = (cell: Cell, element: string, lens: Lens): Seen => {
  const answers: Answer[] = []
  let earlier: Answer | undefined
  for (const result of cell.results) {
    if (result.credit !== lens.credit) continue
    if (lens.importedOnly && result.question !== undefined) continue
    const verdict = verdictFor(result, element)
    if (verdict === undefined) continue
    if (result.release === lens.release) answers.push(answerOf(result, verdict))
    else if (isJudged(verdict) && lens.isEarlier(result.release)) {
      earlier = answerOf(result, verdict)
    }
  }
  return { cell, answers, earlier }
}

const answerOf = (result: Result, verdict: Verdict): Answer => ({
  result,
  verdict,
  isExplained: result.outcome.explanation !== undefined,
  question: result.question,
})

const ofNewestPlan = (seen: readonly Seen[]): readonly Seen[] => {
  let plan: Answer | undefined
  for (const answer of seen.flatMap(relevant)) {
    const isOwn = answer.question !== undefined && isJudged(answer.verdict)
    if (isOwn && (plan === undefined || answer.result.order > plan.result.order)) plan = answer
  }
  const newest = plan?.result
  if (newest === undefined) return seen
  return seen.filter((one) =>
    relevant(one).some(
      ({ result }) =>
        result.order >= newest.order ||
        (result.question !== undefined && result.outcome.caseHash === newest.outcome.caseHash),
    ),
  )
}

const relevant = ({ answers, earlier }: Seen): readonly Answer[] =>
  answers.length > 0 || earlier === undefined ? answers : [earlier]

const viewOf = ({ cell, answers, earlier }: Seen): CellView => {
  const judged = answers.filter(({ verdict }) => isJudged(verdict))
  const taken = takeResult(judged)
  return {
    cell,
    verdict: taken?.result.verdict,
    taken: taken?.result.result,
    newest: answers.at(-1),
    earlier: taken === undefined ? earlier : undefined,
    isUnexplained: taken?.isUnexplained ?? false,
    isUnstable: judged.length > 1 && unstableOf(judged).size > 0,
  }
}

/** True for a view whose verdict counts as passed. */
export const hasPassed = ({ verdict }: CellView): boolean =>
  verdict !== undefined && isPassing(verdict)

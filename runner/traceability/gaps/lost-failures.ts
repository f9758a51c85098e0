import type { Gap } from '#domain/tracing/gap.ts'
import { isJudged } from '#domain/verdict.ts'
import type { Cell } from '#traceability/results/group-cells.ts'
import type { Result } from '#traceability/results/result.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/**
 * Failures of the release that no longer count, because their case or their cell of it was taken away since. Coverage
 * goes by what is held today; that something failed and is gone must be seen, until somebody explains the failure.
 */
export const lostFailures = ({ index, cases }: GapFacts): readonly Gap[] => {
  const held = new Set<string>(cases.map(({ key }) => key))
  const counts = ({ outcome, credit, release, question }: Result): boolean =>
    credit &&
    question !== undefined &&
    release === index.lenses.credit.release &&
    isJudged(outcome.verdict)
  return [...index.cells.byCase].flatMap(([key, cells]) => {
    const judged = cells.map((cell) => ({ cell, last: cell.results.findLast(counts) }))
    const newest = newestOf(judged.flatMap(({ last }) => last ?? []))
    return judged.flatMap(({ cell, last }) => {
      if (last === undefined || newest === undefined || !isOpenFailure(last)) return []
      if (!held.has(key)) {
        return [lost(key, last, `${key}, which failed in ${last.id}, is no longer held.`)]
      }
      if (isOfPlan(cell, newest)) return []
      const name = nameOf(last)
      return [lost(name, last, `${name} failed in ${last.id}; ${key} no longer has this cell.`)]
    })
  })
}

const newestOf = (results: readonly Result[]): Result | undefined =>
  results.reduce<Result | undefined>(
    (newest, one) => (newest === undefined || one.order > newest.order ? one : newest),
    undefined,
  )

const isOpenFailure = ({ outcome }: Result): boolean =>
  outcome.verdict === 'fail' && outcome.explanation === undefined

/** As coverage sees it: the cells of the newest plan, and whatever came after it. */
const isOfPlan = ({ results }: Cell, newest: Result): boolean =>
  results.some(
    ({ order, outcome }) => order >= newest.order || outcome.caseHash === newest.outcome.caseHash,
  )

/** `LVV-T4[band=r]`: a result without its run and attempt. */
const nameOf = ({ id }: Result): string => id.replace(/^\d+\//, '').replace(/#\d+$/, '')

const lost = (key: string, { id, outcome }: Result, message: string): Gap =>
  gap('unknown-key', key, { about: [id, ...Object.keys(outcome.elements).sort()], message })

/** Outcome of a row, a case, or an element in one execution. */
export type Verdict =
  | 'pass'
  | 'pass-with-deviation'
  | 'fail'
  | 'blocked'
  | 'not-executed'
  | 'in-progress'

/** From worst to best: the order in which verdicts fold. */
export const verdictsWorstFirst = [
  'fail',
  'blocked',
  'in-progress',
  'not-executed',
  'pass-with-deviation',
  'pass',
] as const satisfies readonly Verdict[]

const rank = new Map<Verdict, number>(verdictsWorstFirst.map((verdict, index) => [verdict, index]))

/** The worst of the verdicts; `not-executed` for none, since nothing proves nothing. */
export const worstOf = (verdicts: Iterable<Verdict>): Verdict => {
  let worst: Verdict | undefined
  for (const verdict of verdicts) {
    if (worst === undefined || (rank.get(verdict) ?? 0) < (rank.get(worst) ?? 0)) worst = verdict
  }
  return worst ?? 'not-executed'
}

/** True for a verdict that lets later rows run. */
export const isPassing = (verdict: Verdict): boolean =>
  verdict === 'pass' || verdict === 'pass-with-deviation'

/** True for a verdict that says how the system did, not that it could not be asked. */
export const isJudged = (verdict: Verdict): boolean => isPassing(verdict) || verdict === 'fail'

import { isPassing, type Verdict } from '#domain/verdict.ts'

/** A judged result of one cell, as far as it matters which of several counts. */
export interface Judged {
  readonly verdict: Verdict
  /**
   * Equal where nothing that the result rests on changed: fingerprint, case and software. Absent for a result that was
   * recorded elsewhere, of which nothing is known but its date.
   */
  readonly question?: string | undefined
  /** A person recorded why this failure may be replaced. */
  readonly isExplained: boolean
}

/** The result that counts. */
export interface Taken<T> {
  readonly result: T
  /** The last result passed, but a failure of the same question stands that nobody explained. */
  readonly isUnexplained: boolean
}

/**
 * The last of the judged results of one cell (oldest first), with one exception: there is no retry to green. A failure
 * outlives a pass of the same question until it is explained; a pass of a changed question replaces it. A pass that was
 * recorded elsewhere replaces what was recorded elsewhere, but no failure that stands among our own results.
 */
export const takeResult = <T extends Judged>(judged: readonly T[]): Taken<T> | undefined => {
  const last = judged.at(-1)
  if (last === undefined) return undefined
  const standing = isPassing(last.verdict) ? standingFailure(judged, last) : undefined
  return standing === undefined
    ? { result: last, isUnexplained: false }
    : { result: standing, isUnexplained: true }
}

const standingFailure = <T extends Judged>(judged: readonly T[], pass: T): T | undefined => {
  if (pass.question !== undefined) {
    return judged.findLast((one) => stands(one) && one.question === pass.question)
  }
  const own = takeResult(judged.filter(({ question }) => question !== undefined))?.result
  return own !== undefined && stands(own) ? own : undefined
}

const stands = ({ verdict, isExplained }: Judged): boolean => verdict === 'fail' && !isExplained

/** Results whose verdict differs from the one before of the same question, without an explanation. */
export const unstableOf = <T extends Judged>(judged: readonly T[]): ReadonlySet<T> => {
  const before = new Map<string, Verdict>()
  const unstable = new Set<T>()
  for (const one of judged) {
    if (one.question === undefined || one.isExplained) continue
    const verdict = before.get(one.question)
    if (verdict !== undefined && verdict !== one.verdict) unstable.add(one)
    before.set(one.question, one.verdict)
  }
  return unstable
}

import type { CoverageFlag } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { Result } from '#traceability/results/result.ts'
import { type CellView, hasPassed } from './look-at-cells.ts'
import { isNearEnough } from './stages.ts'

/** The order in which flags are shown. */
export const flagOrder = [
  'descoped',
  'no-element',
  'rehearsed',
  'outdated',
  'suspect',
  'earlier-release',
  'waived',
  'deviation',
  'blocked',
  'manual-pending',
  'unreviewed',
  'rejected',
  'rerun-unexplained',
  'unstable',
  'conditions',
  'stage',
  'cells',
  'verified-in',
] as const satisfies readonly CoverageFlag[]

/** Flags without doubles, in the order in which they are shown. */
export const orderFlags = (flags: Iterable<CoverageFlag>): readonly CoverageFlag[] => {
  const set = new Set(flags)
  return set.size === 0 ? noFlags : flagOrder.filter((flag) => set.has(flag))
}

const noFlags: readonly CoverageFlag[] = []

/** What must be known of an element to flag one cell of it. */
export interface CellContext {
  readonly element: string
  readonly stage?: Parameters<typeof isNearEnough>[1]
  /** True when a change since the result matters to the element. */
  readonly isOutdated: (result: Result) => boolean
}

/** Flags of one cell: by what earns credit, and by what was rehearsed where nothing did. */
export const flagsOfCell = (
  credit: CellView | undefined,
  rehearsed: CellView | undefined,
  context: CellContext,
): readonly CoverageFlag[] => {
  const flags: CoverageFlag[] = []
  const add = (flag: CoverageFlag, holds: boolean | undefined) => {
    if (holds) flags.push(flag)
  }
  const counts = credit?.taken ?? rehearsed?.taken
  add('rehearsed', rehearsed?.taken !== undefined)
  add('outdated', counts !== undefined && context.isOutdated(counts))
  const attempt = attemptFlag((credit ?? rehearsed)?.newest)
  add(attempt ?? 'blocked', attempt !== undefined)
  if (credit === undefined) return orderFlags(flags)
  const { verdict, taken, earlier } = credit
  add('earlier-release', earlier !== undefined && earlier.verdict !== 'fail')
  add('deviation', verdict === 'pass-with-deviation')
  add('rerun-unexplained', credit.isUnexplained)
  add('unstable', credit.isUnstable)
  if (taken !== undefined && hasPassed(credit)) {
    add('unreviewed', taken.review === 'none')
    add('rejected', taken.review === 'rejected')
    add('conditions', taken.outcome.conditions?.[context.element] !== undefined)
    add('stage', !isNearEnough(taken.outcome.stage, context.stage))
  }
  return orderFlags(flags)
}

/** What the newest attempt left open; in a run that ended before its time nobody is waited for. */
const attemptFlag = (
  newest: { readonly result: Result; readonly verdict: Verdict } | undefined,
): CoverageFlag | undefined => {
  if (newest?.verdict === 'blocked') return 'blocked'
  if (newest?.verdict !== 'in-progress') return undefined
  return newest.result.isInterrupted ? 'blocked' : 'manual-pending'
}

/** Flags that an element takes over from those in which it is verified: they say how sound those results are. */
export const flagsFromElsewhere: ReadonlySet<CoverageFlag> = new Set<CoverageFlag>([
  'rehearsed',
  'outdated',
  'earlier-release',
  'deviation',
  'blocked',
  'manual-pending',
  'unreviewed',
  'rejected',
  'rerun-unexplained',
  'unstable',
  'conditions',
])

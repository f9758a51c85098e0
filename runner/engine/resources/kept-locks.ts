import { HarnessError } from '#domain/harness-error.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { Needs } from '#domain/test-case.ts'

/** Names the cases for which an execution is run. */
export type RootsOf = (execution: ExecutionId) => ReadonlySet<ExecutionId>

/** An execution that wants locks. */
export interface LockWish {
  readonly execution: ExecutionId
  readonly needs: Needs
}

/** True when some case needs both executions: it may use a lock that one keeps for the other. */
export const shareRoot = (one: ExecutionId, other: ExecutionId, rootsOf: RootsOf): boolean =>
  !rootsOf(one).isDisjointFrom(rootsOf(other))

/** Which cases wait for which: for the end of those whose precursors keep a lock. */
export const waitsOf = (
  waiting: Iterable<LockWish>,
  kept: ReadonlyMap<string, ExecutionId>,
  rootsOf: RootsOf,
): ReadonlyMap<string, ReadonlySet<string>> => {
  const waits = new Map<string, Set<string>>()
  for (const { execution, needs } of waiting) {
    for (const lock of needs.locks) {
      const keeper = kept.get(lock)
      if (keeper === undefined || shareRoot(keeper, execution, rootsOf)) continue
      for (const root of rootsOf(execution)) {
        const known = waits.get(root) ?? new Set()
        waits.set(root, known.union(rootsOf(keeper)))
      }
    }
  }
  return waits
}

/** Says why one of a circle cannot go on. */
export const circleOf = ({ execution, needs }: LockWish, cycle: readonly string[]): HarnessError =>
  new HarnessError(
    'resource-unavailable',
    `${execution} needs ${needs.locks.join(', ')}, but ${cycle.join(' and ')} keep locks from each other until their end`,
    {
      hint: 'Let their precursors take the locks in the same order, or run the cases one after the other.',
    },
  )

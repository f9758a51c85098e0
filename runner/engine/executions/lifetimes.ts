import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'

/**
 * Who still needs whom. An execution ends when it is over and nobody needs it any more: then its teardown runs, and
 * after it those that it needed itself may end. So teardowns of callers come before those of what they called.
 */
export interface Lifetimes {
  /** The execution uses outputs of the other, although it does not call it. */
  hold(execution: ExecutionId, other: ExecutionId): void
  /** The execution did what it had to, or never will. Settles when all has ended that ends with it; undefined: it needs nobody. */
  over(execution: ExecutionId): Promise<void> | undefined
  /** Cases for which an execution is run. */
  rootsOf(execution: ExecutionId): ReadonlySet<ExecutionId>
  /** Executions whose outputs this one uses although it does not call them. */
  holdsOf(execution: ExecutionId): readonly ExecutionId[]
}

interface Life {
  needed: number
  over: boolean
  ended: boolean
  /** Executions it needs beside those it calls. */
  readonly holds: ExecutionId[]
  readonly heldBy: ExecutionId[]
}

/** Begins the lives of all executions. `end` tears an execution down; it is called once for each. */
export const createLifetimes = (
  planned: ReadonlyMap<ExecutionId, PlannedExecution>,
  aggregates: ReadonlyMap<ExecutionId, ExecutionId>,
  end: (execution: ExecutionId) => Promise<void>,
): Lifetimes => {
  const lives = new Map<ExecutionId, Life>()

  const lifeOf = (id: ExecutionId): Life => {
    const known = lives.get(id)
    if (known) return known
    const callers = planned.get(id)?.callers.length ?? 0
    const needed = callers + (aggregates.has(id) ? 1 : 0)
    const life: Life = { needed, over: false, ended: false, holds: [], heldBy: [] }
    lives.set(id, life)
    return life
  }
  const endIfDone = (id: ExecutionId, life: Life): Promise<void> | undefined => {
    const done = life.needed === 0 && (life.over || planned.get(id)?.role === 'precursor')
    if (!done || life.ended) return undefined
    life.ended = true
    return endWithNeeded(id, life)
  }
  const endWithNeeded = async (id: ExecutionId, life: Life): Promise<void> => {
    await end(id)
    // What was called last is torn down first: it may rest on what came before it.
    for (const other of neededBy(id, life).toReversed()) await drop(other)
  }
  const drop = (id: ExecutionId): Promise<void> | undefined => {
    const life = lifeOf(id)
    life.needed -= 1
    return endIfDone(id, life)
  }
  const neededBy = (id: ExecutionId, life: Life): readonly ExecutionId[] => {
    const { calls, cells } = planned.get(id) ?? { calls: {}, cells: [] }
    return [...new Set(Object.values(calls)), ...cells, ...life.holds]
  }
  const collectRoots = (
    id: ExecutionId,
    found: { readonly seen: Set<ExecutionId>; readonly roots: Set<ExecutionId> },
  ): void => {
    if (found.seen.has(id)) return
    found.seen.add(id)
    const execution = planned.get(id)
    if (execution && execution.role !== 'precursor') found.roots.add(id)
    for (const other of [...(execution?.callers ?? []), ...(lives.get(id)?.heldBy ?? [])]) {
      collectRoots(other, found)
    }
  }

  /** Most cases call nobody: they leave no trace here. */
  const isAlone = (id: ExecutionId): boolean => {
    const execution = planned.get(id)
    return (
      execution?.role === 'case' &&
      !aggregates.has(id) &&
      !lives.has(id) &&
      Object.keys(execution.calls).length === 0
    )
  }

  return {
    hold: (execution, other) => {
      const life = lifeOf(execution)
      if (life.holds.includes(other) || execution === other) return
      life.holds.push(other)
      const held = lifeOf(other)
      held.heldBy.push(execution)
      held.needed += 1
    },
    over: (execution) => {
      if (isAlone(execution)) return undefined
      const life = lifeOf(execution)
      life.over = true
      return endIfDone(execution, life)
    },
    rootsOf: (execution) => {
      const found = { seen: new Set<ExecutionId>(), roots: new Set<ExecutionId>() }
      collectRoots(execution, found)
      return found.roots
    },
    holdsOf: (execution) => lives.get(execution)?.holds ?? [],
  }
}

import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import { isPassing } from '#domain/verdict.ts'

/** What is known when executions are to be run again. */
export interface RerunInput {
  readonly asked: ReadonlySet<ExecutionId>
  readonly planned: ReadonlyMap<ExecutionId, PlannedExecution>
  readonly states: ReadonlyMap<ExecutionId, ExecutionState>
  /** Executions whose outputs are no longer valid. */
  readonly gone: ReadonlySet<ExecutionId>
  /** Aggregate of a matrix cell. */
  readonly aggregates: ReadonlyMap<ExecutionId, ExecutionId>
}

/**
 * All executions that get a new attempt: those asked for; callers of a precursor asked for, since nobody else would run
 * it; aggregates of cells; and precursors of all these that did not pass or do not hold any more.
 */
export const rerunClosure = (input: RerunInput): ReadonlySet<ExecutionId> => {
  const closure = new Set<ExecutionId>()
  const addUp = (id: ExecutionId): void => {
    if (closure.has(id)) return
    closure.add(id)
    const aggregate = input.aggregates.get(id)
    if (aggregate !== undefined) addUp(aggregate)
    const changes = passed(input, id)
    for (const caller of input.planned.get(id)?.callers ?? []) {
      // A caller that passed on a precursor that did not pass never used it.
      if (changes || !passed(input, caller)) addUp(caller)
    }
  }
  for (const id of input.asked) if (input.planned.has(id)) addUp(id)
  const addDown = (id: ExecutionId): void => {
    for (const callee of Object.values(input.planned.get(id)?.calls ?? {})) {
      if (!closure.has(callee)) {
        if (passed(input, callee) && !input.gone.has(callee)) continue
        closure.add(callee)
      }
      addDown(callee)
    }
  }
  for (const id of [...closure]) addDown(id)
  return closure
}

const passed = ({ states }: RerunInput, id: ExecutionId): boolean => {
  const verdict = states.get(id)?.verdict
  return verdict !== undefined && isPassing(verdict)
}

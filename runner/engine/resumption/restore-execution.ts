import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import { resolveInputs } from '#engine/executions/resolve-inputs.ts'
import { createExecution } from '#engine/executions/run-execution.ts'
import { readError } from '#engine/rows/row-error.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import type { Resumption } from './resumption.ts'

/** Brings back what the teardown of an execution of an earlier process needs. */
export interface Restoring {
  /** Undefined when nothing of it is left to be torn down. */
  forTeardown(id: ExecutionId): ExecutionRun | undefined
  /** Outputs of the rows of a stored execution. */
  stepsOf(state: ExecutionState): JsonObject
}

/** Makes scopes again from the stored results of rows: what is not stored, the inputs, is resolved once more. */
export const createRestoring = (run: RunState, resumption: Resumption): Restoring => {
  const restore = (planned: PlannedExecution, state: ExecutionState): ExecutionRun => {
    const definition = run.definitionOf(planned)
    const execution = createExecution(run, {
      planned,
      definition,
      point: { kind: 'continue', state },
      inputs: inputsOf(planned),
      rows: state.rows,
      hasSlot: false,
    })
    Object.assign(execution.scope.steps, stepsOf(state))
    return execution
  }
  const stepsOf = (state: ExecutionState): JsonObject => {
    const planned = run.plannedOf(state.execution)
    const steps: { [row: string]: Json } = {}
    for (const { row, section, result } of state.rows) {
      if (section === 'teardown' || result === undefined || result.skipped) continue
      const output = result.outputs ?? outputsOfCall(planned, row)
      if (output !== undefined) steps[row] = output
    }
    return steps
  }
  const outputsOfCall = (planned: PlannedExecution, row: string): Json | undefined => {
    const callee = planned.calls[row]
    return callee === undefined ? undefined : resumption.stateOf(callee)?.outputs
  }
  const inputsOf = (planned: PlannedExecution): JsonObject => {
    const definition = run.definitionOf(planned)
    const own = run.ownScope(definition)
    for (const id of planned.callers) {
      const caller = run.plannedOf(id)
      const state = resumption.stateOf(id)
      const row = [...run.definitionOf(caller).script, ...run.definitionOf(caller).teardown].find(
        (each) => each.kind === 'call' && caller.calls[each.id] === planned.id,
      )
      if (state === undefined || state.state === 'planned' || row?.kind !== 'call') continue
      const { scope } = restore(caller, state)
      return resolveInputs(definition, run.options, own, { with: row.with, scope })
    }
    return resolveInputs(definition, run.options, own)
  }
  return {
    stepsOf,
    forTeardown: (id) => {
      const state = resumption.stateOf(id)
      if (state === undefined || state.sharedFrom !== undefined) return undefined
      if (state.state !== 'running' && state.state !== 'finished') return undefined
      const planned = run.plannedOf(id)
      if (run.definitionOf(planned).teardown.length === 0) return undefined
      try {
        return restore(planned, state)
      } catch (error) {
        run.problem(`Teardown of ${id} cannot be prepared: ${readError(error).message}`)
        return undefined
      }
    },
  }
}

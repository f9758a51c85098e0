import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { Resumption } from '#engine/resumption/resumption.ts'
import type { StartingPoint } from '#engine/resumption/starting-point.ts'
import { readError } from '#engine/rows/row-error.ts'
import type { RunState } from '#engine/run-state.ts'
import type { Outcome } from './outcome.ts'
import { resolveInputs } from './resolve-inputs.ts'
import { blockedBefore, closeExecution, runExecution } from './run-execution.ts'
import { tearDown } from './run-teardown.ts'

/** A case that ended, with the outputs of its rows. */
export interface EndedCase {
  readonly outcome: Outcome
  readonly steps: JsonObject
}

/** Runs a case, a cell, an aggregate or the entry, and tears it down. A worker's place was taken for it. */
export const runCase = async (
  run: RunState,
  resumption: Resumption,
  at: {
    readonly planned: PlannedExecution
    readonly point: Exclude<StartingPoint, { kind: 'keep' }>
    readonly cells?: readonly Json[]
  },
): Promise<EndedCase> => {
  const { planned, point, cells } = at
  const definition = run.definitionOf(planned)
  const { fingerprint } = planned
  let inputs: JsonObject
  try {
    inputs = resolveInputs(definition, run.options, run.ownScope(definition))
  } catch (error) {
    run.slots.release()
    const { message, code } = readError(error)
    const attempt = point.kind === 'new' ? point.attempt : point.state.attempt
    const why = { message, code, attempt }
    return { outcome: blockedBefore(run, { planned, definition, fingerprint }, why), steps: {} }
  }
  const { outcome, execution } = await runExecution(run, {
    planned,
    definition,
    point,
    inputs,
    fingerprint,
    hasSlot: true,
    rows: point.kind === 'new' ? point.kept : resumption.rowsOf(point.state),
    ...(cells && { cells }),
  })
  if (execution === undefined) return { outcome, steps: {} }
  // Who waits for a person is not at its end.
  if (outcome.verdict === 'in-progress') await closeExecution(run, execution)
  else await tearDown(run, execution)
  return { outcome, steps: execution.scope.steps }
}

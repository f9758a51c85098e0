import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { ExecutionState, RowState } from '#domain/ledger-event.ts'
import { isPassing } from '#domain/verdict.ts'
import type { EngineOptions } from '#engine/engine-options.ts'
import type { Outcome } from '#engine/executions/outcome.ts'
import { rerunClosure } from './rerun-closure.ts'
import {
  consumption,
  goneExecutions,
  newAttempt,
  rowsThatHold,
  type StartingPoint,
  startingPoint,
} from './starting-point.ts'

/** What of a run is done already, and from where the rest goes on. */
export interface Resumption {
  stateOf(id: ExecutionId): ExecutionState | undefined
  pointOf(id: ExecutionId): StartingPoint
  /** Rows of a stored attempt that need not be run again. */
  rowsOf(state: ExecutionState): readonly RowState[]
  /** What a stored execution came to. */
  outcomeOf(state: ExecutionState): Outcome
  attemptOf(id: ExecutionId): number
  /** A finished late execution with this fingerprint whose outputs are valid. */
  finishedWith(fingerprint: string): ExecutionId | undefined
}

/** Reads the stored states. For a new run there are none, and everything begins anew. */
export const createResumption = (
  options: EngineOptions,
  planned: ReadonlyMap<ExecutionId, PlannedExecution>,
  aggregates: ReadonlyMap<ExecutionId, ExecutionId>,
): Resumption => {
  const { earlier, again, from, graph } = options
  const states = new Map(earlier.map((state) => [state.execution, state]))
  const definitionOf = (execution: PlannedExecution) => {
    const definition = graph.definitions[execution.case]
    if (definition === undefined) throw new Error(`${execution.case} is not in the plan`)
    return definition
  }
  const tornDown = earlier.some((state) => state.state === 'torn-down')
  const gone: ReadonlySet<ExecutionId> = tornDown
    ? goneExecutions(earlier, consumption(planned.values(), definitionOf, sharing(options)))
    : new Set()
  const rerun =
    options.rerun.size === 0
      ? options.rerun
      : rerunClosure({ asked: options.rerun, planned, states, gone, aggregates })
  const points = new Map<ExecutionId, StartingPoint>()

  const pointOf = (id: ExecutionId): StartingPoint => {
    const known = points.get(id)
    if (known) return known
    const point = decide(id)
    // A new run asks once for each execution and has nothing to remember.
    if (states.size > 0) points.set(id, point)
    return point
  }
  const decide = (id: ExecutionId): StartingPoint => {
    const execution = planned.get(id)
    const state = states.get(id)
    if (execution === undefined || state === undefined) return firstAttempt
    const point = startingPoint(state, {
      rerun: rerun.has(id) || cellsGoOn(execution),
      again,
      from: from?.execution === id ? from.row : undefined,
      definition: definitionOf(execution),
      calleeGoesOn: (row) => {
        const callee = execution.calls[row]
        return callee !== undefined && pointOf(callee).kind !== 'keep'
      },
    })
    const invalid = execution.role === 'precursor' && gone.has(id)
    // Asked for again although its outputs, or those it was made from, are gone.
    return point.kind !== 'new' && invalid ? newAttempt(state, again, []) : point
  }

  /** An aggregate that saw other cells is made again. */
  const cellsGoOn = ({ cells }: PlannedExecution): boolean =>
    cells.some((cell) => pointOf(cell).kind !== 'keep')

  return {
    stateOf: (id) => states.get(id),
    pointOf,
    rowsOf: (state) => {
      const execution = planned.get(state.execution)
      if (execution === undefined) return state.rows
      return rowsThatHold(state, definitionOf(execution), (row) => {
        const callee = execution.calls[row]
        if (callee === undefined || (states.get(callee)?.state ?? 'planned') === 'planned')
          return false
        return pointOf(callee).kind === 'new'
      })
    },
    outcomeOf: (state) => outcomeOf(state),
    attemptOf: (id) => {
      const point = pointOf(id)
      return point.kind === 'new' ? point.attempt : point.state.attempt
    },
    finishedWith: (fingerprint) =>
      earlier.find(
        (state) =>
          state.fingerprint === fingerprint &&
          state.sharedFrom === undefined &&
          planned.get(state.execution)?.late === true &&
          pointOf(state.execution).kind === 'keep',
      )?.execution,
  }
}

/** Executions that use the result of another of this run, with that one. */
const sharing = ({
  earlier,
  run,
}: EngineOptions): readonly (readonly [ExecutionId, ExecutionId])[] =>
  earlier.flatMap(({ execution, sharedFrom }) =>
    sharedFrom?.run === run ? [[execution, sharedFrom.execution] as const] : [],
  )

const firstAttempt: StartingPoint = { kind: 'new', attempt: 1, kept: [], spent: new Map() }

const outcomeOf = (state: ExecutionState): Outcome => {
  const { verdict = 'not-executed', message, outputs } = state
  const knownIssue = state.rows.find(({ result }) => result?.knownIssue !== undefined)?.result
    ?.knownIssue
  return {
    execution: state.sharedFrom?.execution ?? state.execution,
    verdict,
    duration: 0,
    ...(message !== undefined && { message }),
    ...(outputs && { outputs }),
    ...(knownIssue !== undefined && !isPassing(verdict) && { knownIssue }),
  }
}

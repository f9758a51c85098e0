import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { ExecutionId } from '#domain/keys.ts'
import { isPassing } from '#domain/verdict.ts'
import type { Outcome } from './executions/outcome.ts'

/** What the cells of a matrix came to, when all have ended. */
export type CellsEnded =
  | { readonly kind: 'passed'; readonly cells: readonly Json[] }
  | { readonly kind: 'not-passed'; readonly message: string; readonly knownIssue?: string }
  /** A cell waits for a person or was interrupted: the aggregate comes later. */
  | { readonly kind: 'open' }

/** Collects what cells came to, for the aggregates that see them. */
export interface Aggregates {
  /** Takes what a cell came to. Gives its aggregate when that was the last cell. */
  cellEnded(
    cell: PlannedExecution,
    outcome: Outcome,
    steps: JsonObject,
  ): { readonly aggregate: ExecutionId; readonly ended: CellsEnded } | undefined
  /** Aggregate of each cell. */
  readonly byCell: ReadonlyMap<ExecutionId, ExecutionId>
}

interface Cell {
  readonly planned: PlannedExecution
  readonly outcome: Outcome
  readonly steps: JsonObject
}

/** Makes the collection for all aggregates of a plan. */
export const createAggregates = (executions: readonly PlannedExecution[]): Aggregates => {
  const byCell = new Map<ExecutionId, ExecutionId>()
  const order = new Map<ExecutionId, readonly ExecutionId[]>()
  for (const { id, role, cells } of executions) {
    if (role !== 'aggregate') continue
    order.set(id, cells)
    for (const cell of cells) byCell.set(cell, id)
  }
  const collected = new Map<ExecutionId, Map<ExecutionId, Cell>>()
  return {
    byCell,
    cellEnded: (planned, outcome, steps) => {
      const aggregate = byCell.get(planned.id)
      if (aggregate === undefined) return undefined
      const cells = collected.get(aggregate) ?? new Map<ExecutionId, Cell>()
      collected.set(aggregate, cells.set(planned.id, { planned, outcome, steps }))
      const ids = order.get(aggregate) ?? []
      if (cells.size < ids.length) return undefined
      collected.delete(aggregate)
      return { aggregate, ended: cellsEnded(ids.flatMap((id) => cells.get(id) ?? [])) }
    },
  }
}

const cellsEnded = (cells: readonly Cell[]): CellsEnded => {
  const left = cells.filter(({ outcome }) => !isPassing(outcome.verdict))
  const [first] = left
  if (first === undefined) {
    return {
      kind: 'passed',
      cells: cells.map(({ planned, outcome, steps }) => ({
        matrix: planned.matrix,
        verdict: outcome.verdict,
        steps,
      })),
    }
  }
  const open = left.some(
    ({ outcome }) => outcome.verdict === 'in-progress' || outcome.code === 'interrupted',
  )
  if (open) return { kind: 'open' }
  const known = left.map(({ outcome }) => outcome.knownIssue)
  const [knownIssue] = known.includes(undefined) ? [] : known
  return {
    kind: 'not-passed',
    message: `${first.planned.id} is ${first.outcome.verdict}`,
    ...(knownIssue !== undefined && { knownIssue }),
  }
}

import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'

/**
 * The part of a graph that some of its executions need: they themselves, what they call, and for an aggregate all its
 * cells. Entry rows stay where anything does. Order and identities are those of the whole graph.
 */
export const keepExecutions = (
  graph: ExecutionGraph,
  wanted: ReadonlySet<ExecutionId>,
): ExecutionGraph => {
  const kept = closureOf(graph.executions, wanted)
  const executions = graph.executions
    .filter(({ id }) => kept.has(id))
    .map((planned) => ({ ...planned, callers: planned.callers.filter((id) => kept.has(id)) }))
  const cases = new Set<string>(executions.map((planned) => planned.case))
  const definitions = Object.fromEntries(
    Object.entries(graph.definitions).filter(([key]) => cases.has(key)),
  )
  const used = new Set(Object.values(definitions).flatMap(({ uses }) => uses.families))
  return {
    ...graph,
    executions,
    definitions,
    families: Object.fromEntries(
      Object.entries(graph.families).filter(([family]) => used.has(family)),
    ),
  }
}

const closureOf = (
  executions: readonly PlannedExecution[],
  wanted: ReadonlySet<ExecutionId>,
): ReadonlySet<ExecutionId> => {
  const kept = new Set(wanted)
  // Callees stand before callers and cells before aggregates: one pass from the end reaches all that is needed.
  for (const planned of executions.toReversed()) {
    if (planned.role === 'entry' && wanted.size > 0) kept.add(planned.id)
    if (!kept.has(planned.id)) continue
    for (const id of [...Object.values(planned.calls), ...planned.cells]) kept.add(id)
  }
  return kept
}

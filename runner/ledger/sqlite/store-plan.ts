import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '#domain/content-hash.ts'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { toJsonText } from '#domain/json-text.ts'
import { createPlanHash } from './plan-hash.ts'
import { statement } from './statement.ts'

/** Stores the plan of a run; gives the hash over all of it. Must be called inside a transaction. */
export type StorePlan = (run: number, graph: ExecutionGraph) => string

/** Prepares the statements that store a plan. A definition is stored once, whatever runs use it. */
export const createStorePlan = (db: DatabaseSync): StorePlan => {
  const definition = statement(
    db,
    'insert into definitions (hash, body) values (?, ?) on conflict (hash) do nothing',
  )
  const reference = statement(
    db,
    'insert into run_definitions (run, position, key, hash) values (?, ?, ?, ?)',
  )
  const planned = statement(
    db,
    `insert into planned (run, position, execution, role, case_key, fingerprint, body)
     values (?, ?, ?, ?, ?, ?, ?)`,
  )
  const rest = statement(db, 'insert into plans (run, body) values (?, ?)')
  return (run, graph) => {
    const hash = createPlanHash()
    let position = 0
    for (const [key, testCase] of Object.entries(graph.definitions)) {
      const body = toJsonText(testCase)
      const bodyHash = sha256(body)
      definition.run(bodyHash, body)
      reference.run(run, position, key, bodyHash)
      hash.definition({ position, key, hash: bodyHash })
      position += 1
    }
    graph.executions.forEach((execution, index) => {
      const body = bodyOf(execution)
      const { id, role, case: key, fingerprint } = execution
      planned.run(run, index, id, role, key, fingerprint, body)
      hash.planned({ position: index, execution: id, role, case_key: key, fingerprint, body })
    })
    const body = toJsonText({ notApplicable: graph.notApplicable, families: graph.families })
    rest.run(run, body)
    return hash.rest(body)
  }
}

/** What has no column of its own, without what is empty: most executions have nothing of it. */
const bodyOf = ({ matrix, late, calls, callers, cells }: PlannedExecution): string =>
  toJsonText({
    ...(Object.keys(matrix).length > 0 && { matrix }),
    ...(late && { late }),
    ...(Object.keys(calls).length > 0 && { calls }),
    ...(callers.length > 0 && { callers }),
    ...(cells.length > 0 && { cells }),
  })

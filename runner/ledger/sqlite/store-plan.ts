import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '#domain/content-hash.ts'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { toJsonText } from '#domain/json-text.ts'
import { definitionHead } from './definition-head.ts'
import { createPlanHash } from './plan-hash.ts'
import { statement } from './statement.ts'

/** Stores the plan of a run; gives the hash over all of it. Must be called inside a transaction. */
export type StorePlan = (run: number, graph: ExecutionGraph) => string

/** Prepares the statements that store a plan. Definitions and records are stored once, whatever runs use them. */
export const createStorePlan = (db: DatabaseSync): StorePlan => {
  const storeRecords = createStoreRecords(db)
  const definition = statement(
    db,
    'insert into definitions (hash, body) values (?, ?) on conflict (hash) do nothing',
  )
  const head = statement(
    db,
    'insert into definition_heads (hash, content_hash, basis) values (?, ?, ?)',
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
      // Most are known from an earlier run.
      if (definition.run(bodyHash, body) > 0) {
        const { contentHash, basis } = definitionHead(testCase)
        head.run(bodyHash, contentHash, basis)
      }
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
    storeRecords(run, graph.records ?? {}, hash)
    const body = toJsonText({ notApplicable: graph.notApplicable, families: graph.families })
    rest.run(run, body)
    return hash.rest(body)
  }
}

const createStoreRecords = (db: DatabaseSync) => {
  const record = statement(db, 'insert into records (hash, digest, body) values (?, ?, ?)')
  const stored = statement<{ digest: string }>(db, 'select digest from records where hash = ?')
  const reference = statement(db, 'insert into run_records (run, position, hash) values (?, ?, ?)')
  return (
    run: number,
    records: NonNullable<ExecutionGraph['records']>,
    planHash: ReturnType<typeof createPlanHash>,
  ): void => {
    Object.entries(records).forEach(([hash, value], position) => {
      // What is there already stands: the same content hash is the same content.
      let digest = stored.get(hash)?.digest
      if (digest === undefined) {
        const body = toJsonText(value)
        digest = sha256(body)
        record.run(hash, digest, body)
      }
      reference.run(run, position, hash)
      planHash.record({ position, hash, digest })
    })
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

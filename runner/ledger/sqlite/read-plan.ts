import type { DatabaseSync } from 'node:sqlite'
import type { ExecutionGraph, PlannedExecution } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { Json } from '#domain/json.ts'
import { fromJsonText } from '#domain/json-text.ts'
import type { RunId } from '#domain/keys.ts'
import type { PlannedRow } from './plan-hash.ts'
import { statement } from './statement.ts'

/** Reads the plan of a run, exactly as it was stored. Throws HarnessError `not-found`. */
export type ReadPlan = (run: RunId) => ExecutionGraph

/** Prepares the statements that read a plan. */
export const createReadPlan = (db: DatabaseSync): ReadPlan => {
  const rest = statement<{ body: string }>(db, 'select body from plans where run = ?')
  const definitions = statement<{ key: string; body: string }>(
    db,
    `select r.key, d.body from run_definitions r join definitions d on d.hash = r.hash
     where r.run = ? order by r.position`,
  )
  const planned = statement<PlannedRow>(
    db,
    `select position, execution, role, case_key, fingerprint, body from planned
     where run = ? order by position`,
  )
  const records = statement<{ hash: string; body: string }>(
    db,
    `select r.hash, c.body from run_records r join records c on c.hash = r.hash
     where r.run = ? order by r.position`,
  )
  return (run) => {
    const stored = rest.get(run)
    if (stored === undefined) throw unknownRun(run)
    const { notApplicable, families } = parseRest(stored.body)
    const rests = Array.from(records.iterate(run), (row) => [row.hash, fromJsonText(row.body)])
    return {
      executions: Array.from(planned.iterate(run), parsePlanned),
      notApplicable,
      definitions: Object.fromEntries(
        Array.from(definitions.iterate(run), (row) => [row.key, parseDefinition(row.body)]),
      ),
      families,
      ...(rests.length > 0 && { records: Object.fromEntries(rests) }),
    }
  }
}

/** Reads a record by its content hash, or a definition by its own; undefined when neither was kept. */
export const createReadRecord = (db: DatabaseSync): ((hash: string) => Json | undefined) => {
  const kept = statement<{ body: string }>(db, 'select body from records where hash = ?')
  const defined = statement<{ body: string }>(
    db,
    `select d.body from definition_heads h join definitions d on d.hash = h.hash
     where h.content_hash = ? limit 1`,
  )
  return (hash) => {
    const found = kept.get(hash) ?? defined.get(hash)
    return found && fromJsonText(found.body)
  }
}

/** The error for a run that the ledger does not hold. */
export const unknownRun = (run: number): HarnessError =>
  new HarnessError('not-found', `Run ${run} is not in the ledger`, {
    hint: 'lvv list runs shows them.',
  })

const parseRest = (body: string): Pick<ExecutionGraph, 'notApplicable' | 'families'> =>
  fromJsonText(body) as unknown as Pick<ExecutionGraph, 'notApplicable' | 'families'>

const parseDefinition = (body: string): ExecutionGraph['definitions'][string] =>
  fromJsonText(body) as unknown as ExecutionGraph['definitions'][string]

const parsePlanned = (row: PlannedRow): PlannedExecution => {
  const body = fromJsonText(row.body) as unknown as Partial<PlannedExecution>
  return {
    id: row.execution as PlannedExecution['id'],
    role: row.role as PlannedExecution['role'],
    case: row.case_key as PlannedExecution['case'],
    matrix: body.matrix ?? {},
    fingerprint: row.fingerprint,
    late: body.late ?? false,
    calls: body.calls ?? {},
    callers: body.callers ?? [],
    cells: body.cells ?? [],
  }
}

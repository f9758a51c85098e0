import type { DatabaseSync } from 'node:sqlite'
import type { JsonObject } from '#domain/json.ts'
import { fromJsonText } from '#domain/json-text.ts'
import type { ExecutionId, TestCaseKey } from '#domain/keys.ts'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureFilter } from '#ledger/ledger.ts'
import type { KeptMeasurement } from './project-measurement.ts'
import { byInstant, factsOf, matrixOf } from './read-outcomes.ts'
import type { RunFacts } from './read-run-facts.ts'
import { statement } from './statement.ts'

/** Reads judged measurements of cases and aggregates, oldest first. */
export const createReadMeasurements = (
  db: DatabaseSync,
  facts: () => ReadonlyMap<number, RunFacts>,
): ((filter: MeasureFilter) => readonly MeasureOutcome[]) => {
  const columns = `select m.run, m.execution, m.attempt, m.row, m.at, m.body, e.creditable,
      p.case_key, p.body as planned_body
    from measurements m
    join planned p on p.run = m.run and p.execution = m.execution
    left join executions e
      on e.run = m.run and e.execution = m.execution and e.attempt = m.attempt`
  const order = 'order by m.run, p.position, m.attempt, m.seq, m.position'
  const all = statement<MeasureRow>(db, `${columns} ${order}`)
  const ofRun = statement<MeasureRow>(db, `${columns} where m.run = ? ${order}`)
  const named = statement<MeasureRow>(
    db,
    `${columns} where m.measure in (select value from json_each(?1))
       and (?2 is null or m.run = ?2) ${order}`,
  )
  return ({ run, measures }) => {
    const runs = facts()
    const matrices = new Map<string, JsonObject>()
    const rows =
      measures !== undefined
        ? named.all(JSON.stringify(measures), run ?? null)
        : run !== undefined
          ? ofRun.all(run)
          : all.all()
    return rows
      .map((row) => {
        const matrix = matrices.get(row.planned_body) ?? matrixOf(row.planned_body)
        matrices.set(row.planned_body, matrix)
        return outcomeOf(row, matrix, factsOf(runs, row.run))
      })
      .sort(byInstant)
  }
}

interface MeasureRow {
  readonly run: number
  readonly execution: string
  readonly attempt: number
  readonly row: string
  readonly at: string
  readonly body: string
  /** Null while the execution has not begun: what a person recorded in advance. */
  readonly creditable: number | null
  readonly case_key: string
  readonly planned_body: string
}

const outcomeOf = (
  row: MeasureRow,
  matrix: JsonObject,
  { request: { release } }: RunFacts,
): MeasureOutcome => {
  const kept = fromJsonText(row.body) as unknown as KeptMeasurement
  return {
    run: row.run,
    execution: row.execution as ExecutionId,
    attempt: row.attempt,
    row: row.row,
    case: row.case_key as TestCaseKey,
    matrix,
    at: row.at,
    creditable: row.creditable === 1,
    ...(release !== undefined && { release }),
    ...kept,
  }
}

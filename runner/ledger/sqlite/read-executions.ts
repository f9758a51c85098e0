import type { DatabaseSync } from 'node:sqlite'
import type { ExecutionId, RunId } from '#domain/keys.ts'
import type { ExecutionState, RowState } from '#domain/ledger-event.ts'
import {
  type ExecutionRow,
  executionStateOf,
  type ScriptRow,
  scriptRowStateOf,
} from './parse-execution.ts'
import { statement } from './statement.ts'

/** Reads executions of a run with their rows. */
export interface ReadExecutions {
  /** Newest attempt of every planned execution, in the order of the plan. */
  newest(run: RunId): readonly ExecutionState[]
  /** Attempts before the newest, oldest first. */
  earlier(run: RunId): ReadonlyMap<ExecutionId, readonly ExecutionState[]>
}

const columns = `e.attempt, e.state, e.verdict, e.creditable, e.shared_run, e.shared_execution,
  e.shared_attempt, e.started_at, e.finished_at, f.body as finished_body`

const rowsSql = (latest: 0 | 1): string => `
  select r.execution, r.attempt, r.section, r.row, r.state, r.effect, r.try, r.first_seq,
    r.started_at, r.finished_at, f.body as finished_body, c.body as record_body
  from executions e
  join script_rows r on r.run = e.run and r.execution = e.execution and r.attempt = e.attempt
  left join events f on f.seq = r.finished_seq
  left join events c on c.seq = r.record_seq
  where e.run = ? and e.latest = ${latest}
`

/** Prepares the statements that read executions: two for a whole run, however many executions it has. */
export const createReadExecutions = (db: DatabaseSync): ReadExecutions => {
  const newest = statement<ExecutionRow>(
    db,
    `select p.execution, p.case_key, coalesce(e.fingerprint, p.fingerprint) as fingerprint, ${columns}
     from planned p
     left join executions e on e.run = p.run and e.execution = p.execution and e.latest = 1
     left join events f on f.seq = e.finished_seq
     where p.run = ? order by p.position`,
  )
  const earlier = statement<ExecutionRow>(
    db,
    `select e.execution, e.case_key, e.fingerprint, ${columns}
     from executions e left join events f on f.seq = e.finished_seq
     where e.run = ? and e.latest = 0 order by e.position, e.attempt`,
  )
  const rowsOf = {
    1: statement<ScriptRow>(db, rowsSql(1)),
    0: statement<ScriptRow>(db, rowsSql(0)),
  }

  const read = (run: RunId, latest: 0 | 1): readonly ExecutionState[] => {
    // In the order of the key, which costs no sorting of bodies; the order of start is made here.
    const rows = new Map<string, StartedRow[]>()
    for (const row of rowsOf[latest].iterate(run)) {
      const place = `${row.attempt} ${row.execution}`
      const started = { seq: row.first_seq, state: scriptRowStateOf(row) }
      const found = rows.get(place)
      if (found === undefined) rows.set(place, [started])
      else found.push(started)
    }
    return Array.from((latest === 1 ? newest : earlier).iterate(run), (row) =>
      executionStateOf(row, inOrder(rows.get(`${row.attempt} ${row.execution}`) ?? [])),
    )
  }
  return {
    newest: (run) => read(run, 1),
    earlier: (run) => {
      const attempts = new Map<ExecutionId, ExecutionState[]>()
      for (const state of read(run, 0)) {
        attempts.set(state.execution, [...(attempts.get(state.execution) ?? []), state])
      }
      return attempts
    },
  }
}

interface StartedRow {
  readonly seq: number
  readonly state: RowState
}

const inOrder = (rows: readonly StartedRow[]): readonly RowState[] =>
  rows.toSorted((one, other) => one.seq - other.seq).map(({ state }) => state)

import type { DatabaseSync } from 'node:sqlite'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import { statement } from './statement.ts'

type RowEvent = Extract<LedgerEvent, { kind: 'row-started' | 'row-finished' | 'recorded' }>

/** Folds what happens to script rows into the table `script_rows`. */
export const createRowProjection = (db: DatabaseSync) => {
  // A row that had finished begins anew; one under way is tried again and keeps its start.
  const start = statement(
    db,
    `insert into script_rows (run, execution, attempt, section, row, state, effect, try,
       first_seq, started_at)
     values (?, ?, ?, ?, ?, 'started', ?, ?, ?, ?)
     on conflict (run, execution, attempt, section, row) do update set
       effect = excluded.effect, try = excluded.try,
       started_at = case when script_rows.state = 'finished'
         then excluded.started_at else script_rows.started_at end,
       state = 'started', finished_at = null, finished_seq = null`,
  )
  const finish = statement(
    db,
    `insert into script_rows (run, execution, attempt, section, row, state, try,
       first_seq, started_at, finished_at, finished_seq)
     values (?1, ?2, ?3, ?4, ?5, 'finished', ?6, ?7, ?8, ?8, ?7)
     on conflict (run, execution, attempt, section, row) do update set
       state = 'finished', try = excluded.try, finished_at = excluded.finished_at,
       finished_seq = excluded.finished_seq`,
  )
  const record = statement(
    db,
    `insert into script_rows (run, execution, attempt, section, row, state, try,
       first_seq, started_at, record_seq)
     values (?1, ?2, ?3, ?4, ?5, 'started', 1, ?6, ?7, ?6)
     on conflict (run, execution, attempt, section, row) do update set
       record_seq = excluded.record_seq`,
  )
  return ({ seq, run, at }: StoredEvent, event: RowEvent): void => {
    const { execution, attempt, section, row } = event.place
    switch (event.kind) {
      case 'row-started':
        start.run(run, execution, attempt, section, row, event.effect, event.try, seq, at)
        return
      case 'row-finished':
        finish.run(run, execution, attempt, section, row, event.result.tries, seq, at)
        return
      case 'recorded':
        record.run(run, execution, attempt, section, row, seq, at)
        return
      default:
        event satisfies never
    }
  }
}

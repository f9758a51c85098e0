import type { DatabaseSync } from 'node:sqlite'
import { HarnessError } from '#domain/harness-error.ts'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import { statement } from './statement.ts'

type ExecutionEvent = Extract<LedgerEvent, { kind: `execution-${string}` }>

/** 1 unless a later attempt is known: of run ?1, execution ?2, attempt ?3. */
const isNewest = `not exists (
  select 1 from executions n where n.run = ?1 and n.execution = ?2 and n.attempt > ?3)`

/** Folds what happens to executions into the table `executions`. */
export const createExecutionProjection = (db: DatabaseSync) => {
  // Started again in the same attempt: resumed. It keeps the instant of its first start.
  const start = statement(
    db,
    `insert into executions (run, execution, attempt, latest, position, role, case_key, state,
       starts, creditable, fingerprint, started_at)
     select run, execution, ?3, ${isNewest}, position, role, case_key, 'running', 1, 0, fingerprint, ?4
     from planned where run = ?1 and execution = ?2
     on conflict (run, execution, attempt) do update set
       state = 'running', starts = executions.starts + 1,
       started_at = coalesce(executions.started_at, excluded.started_at),
       verdict = null, creditable = 0, finished_at = null, finished_seq = null`,
  )
  const finish = statement(
    db,
    `insert into executions (run, execution, attempt, latest, position, role, case_key, state,
       starts, verdict, creditable, fingerprint, fresh_key, finished_at, finished_seq)
     select run, execution, ?3, ${isNewest}, position, role, case_key, 'finished', 0, ?4, ?5, ?6, ?7, ?8, ?9
     from planned where run = ?1 and execution = ?2
     on conflict (run, execution, attempt) do update set
       state = 'finished', verdict = excluded.verdict, creditable = excluded.creditable,
       fingerprint = excluded.fingerprint, fresh_key = excluded.fresh_key,
       finished_at = excluded.finished_at, finished_seq = excluded.finished_seq`,
  )
  const supersede = statement(
    db,
    'update executions set latest = 0 where run = ? and execution = ? and attempt < ?',
  )
  const newest = statement<{ attempt: number | null }>(
    db,
    'select max(attempt) as attempt from executions where run = ? and execution = ?',
  )
  const tearDown = statement(
    db,
    `update executions set state = 'torn-down' where run = ? and execution = ? and attempt = ?`,
  )
  const share = createSharing(db)
  return ({ seq, run, at }: StoredEvent, event: ExecutionEvent): void => {
    const { kind, execution } = event
    switch (kind) {
      case 'execution-started':
        planned(start.run(run, execution, event.attempt, at), run, execution)
        if (event.attempt > 1) supersede.run(run, execution, event.attempt)
        return
      case 'execution-finished': {
        const { attempt, verdict, creditable, fingerprint, freshKey = null } = event
        const changes = finish.run(
          run,
          execution,
          attempt,
          verdict,
          Number(creditable),
          fingerprint,
          freshKey,
          at,
          seq,
        )
        planned(changes, run, execution)
        if (attempt > 1) supersede.run(run, execution, attempt)
        return
      }
      case 'execution-torn-down':
        planned(tearDown.run(run, execution, event.attempt), run, execution)
        return
      case 'execution-shared':
        planned(share(run, newest.get(run, execution)?.attempt ?? 1, event), run, execution)
        return
      default:
        kind satisfies never
    }
  }
}

/** An execution that uses the result of another takes over how that one stands now; it never becomes fresh itself. */
const createSharing = (db: DatabaseSync) => {
  const insert = statement(
    db,
    `insert into executions (run, execution, attempt, latest, position, role, case_key, state,
       starts, verdict, creditable, fingerprint, shared_run, shared_execution, shared_attempt,
       started_at, finished_at, finished_seq)
     select p.run, p.execution, ?3, ${isNewest}, p.position, p.role, p.case_key,
       case when s.finished_at is null then 'running' else 'finished' end,
       0, s.verdict, coalesce(s.creditable, 0), ?7, ?4, ?5, ?6,
       s.started_at, s.finished_at, s.finished_seq
     from planned p
     left join executions s on s.run = ?4 and s.execution = ?5 and s.attempt = ?6
     where p.run = ?1 and p.execution = ?2
     on conflict (run, execution, attempt) do update set
       state = excluded.state, verdict = excluded.verdict, creditable = excluded.creditable,
       fingerprint = excluded.fingerprint, shared_run = excluded.shared_run,
       shared_execution = excluded.shared_execution, shared_attempt = excluded.shared_attempt,
       started_at = excluded.started_at, finished_at = excluded.finished_at,
       finished_seq = excluded.finished_seq`,
  )
  return (
    run: number,
    attempt: number,
    { execution, from, fingerprint }: Extract<LedgerEvent, { kind: 'execution-shared' }>,
  ): number =>
    insert.run(run, execution, attempt, from.run, from.execution, from.attempt, fingerprint)
}

const planned = (changes: number, run: number, execution: string): void => {
  if (changes > 0) return
  throw new HarnessError('internal', `${execution} is not in the stored plan of run ${run}`)
}

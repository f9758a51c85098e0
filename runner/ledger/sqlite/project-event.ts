import type { DatabaseSync } from 'node:sqlite'
import { HarnessError } from '#domain/harness-error.ts'
import type { LedgerEvent, StoredEvent } from '#domain/ledger-event.ts'
import { findEvidence } from './find-evidence.ts'
import { createExecutionProjection } from './project-execution.ts'
import { createMeasurementProjection } from './project-measurement.ts'
import { createRowProjection } from './project-row.ts'
import { statement } from './statement.ts'

/** Changes the tables that are read from the events. Must be called inside a transaction. */
export type Projection = (stored: StoredEvent) => void

/** Tables that `createProjection` alone writes, with their keys: what can be made again from the events. */
export const projectedTables = {
  runs: 'run',
  executions: 'run, execution, attempt',
  script_rows: 'run, execution, attempt, section, row',
  measurements: 'run, execution, attempt, section, row, position',
  imported_results: 'run, line',
  evidence_uses: 'seq, position',
  pruned: 'sha256',
} as const

/** Prepares the statements of the projection. */
export const createProjection = (db: DatabaseSync): Projection => {
  const runs = createRunProjection(db)
  const executions = createExecutionProjection(db)
  const rows = createRowProjection(db)
  const measurements = createMeasurementProjection(db)
  const uses = createUsesProjection(db)
  const prune = statement(
    db,
    `insert into pruned (sha256, seq) values (?, ?)
     on conflict (sha256) do update set seq = excluded.seq`,
  )
  return (stored) => {
    const { event } = stored
    switch (event.kind) {
      case 'run-started':
        runs(stored, event)
        uses(stored, noPlace)
        return
      case 'run-resumed':
      case 'run-ended':
      case 'software-read':
      case 'result-imported':
        runs(stored, event)
        return
      case 'execution-started':
      case 'execution-shared':
      case 'execution-torn-down':
        executions(stored, event)
        return
      case 'execution-finished':
        executions(stored, event)
        uses(stored, event)
        return
      case 'row-started':
        rows(stored, event)
        measurements(stored, event)
        return
      case 'row-finished':
        rows(stored, event)
        measurements(stored, event)
        uses(stored, event.place)
        return
      case 'recorded':
        rows(stored, event)
        uses(stored, event.place)
        return
      case 'snapshot-taken':
        uses(stored, noPlace)
        return
      // Found by their kind.
      case 'reviewed':
      case 'explained':
        return
      case 'pruned':
        for (const sha256 of event.sha256s) prune.run(sha256, stored.seq)
        return
      default:
        event satisfies never
    }
  }
}

/** Evidence of a whole run or of the whole ledger. */
const noPlace = { execution: '', attempt: 0 }

const createRunProjection = (db: DatabaseSync) => {
  // A second `run-started` of the same run changes nothing.
  const start = statement(
    db,
    `insert into runs (run, graph, started_seq, started_at, cases, interrupted, imported)
     values (?, ?, ?, ?,
       (select count(*) from planned where run = ? and role in ('case', 'aggregate')), 0, ?)
     on conflict (run) do nothing`,
  )
  const resume = statement(
    db,
    `update runs set finished_at = null, verdict = null, exit_code = null, interrupted = 0
     where run = ?`,
  )
  const end = statement(
    db,
    'update runs set finished_at = ?, verdict = ?, exit_code = ?, interrupted = ? where run = ?',
  )
  const software = statement(db, 'update runs set software_seq = ? where run = ?')
  const count = statement(db, 'update runs set cases = cases + 1 where run = ?')
  const result = statement(
    db,
    'insert into imported_results (run, line, seq, verdict) values (?, ?, ?, ?)',
  )
  return ({ seq, run, at }: StoredEvent, event: RunEvent): void => {
    switch (event.kind) {
      case 'run-started':
        start.run(run, event.graph ?? '', seq, at, run, event.request.imported?.sha256 ?? null)
        return
      case 'run-resumed':
        known(resume.run(run), run)
        return
      case 'run-ended':
        known(end.run(at, event.verdict, event.exitCode, Number(event.interrupted), run), run)
        return
      case 'software-read':
        known(software.run(seq, run), run)
        return
      case 'result-imported':
        known(count.run(run), run)
        result.run(run, event.result.line, seq, event.result.verdict)
        return
      default:
        event satisfies never
    }
  }
}

type RunEvent = Extract<
  LedgerEvent,
  { kind: 'run-started' | 'run-resumed' | 'run-ended' | 'software-read' | 'result-imported' }
>

const known = (changes: number, run: number): void => {
  if (changes === 0) throw new HarnessError('not-found', `Run ${run} is not in the ledger`)
}

const createUsesProjection = (db: DatabaseSync) => {
  const insert = statement(
    db,
    `insert into evidence_uses
       (seq, position, run, execution, attempt, sha256, name, media_type, size)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return (
    { seq, run, event }: StoredEvent,
    place: { readonly execution: string; readonly attempt: number },
  ): void => {
    let position = 0
    for (const ref of findEvidence(event)) {
      insert.run(
        seq,
        position,
        run,
        place.execution,
        place.attempt,
        ref.sha256,
        ref.name,
        ref.mediaType,
        ref.size,
      )
      position += 1
    }
  }
}

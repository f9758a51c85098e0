import type { DatabaseSync } from 'node:sqlite'
import { wholeLedger } from '#ledger/sqlite/append-events.ts'
import { statement } from '#ledger/sqlite/statement.ts'

/**
 * The candidates that may go. Kept is content of creditable executions, of runs that saw an event at or after `before`
 * or that a living process holds, of the last run of each case, also as of each snapshot, of the executions that any of
 * those took a result from, of imported files, and of snapshots.
 */
export const chooseUnneeded = (
  db: DatabaseSync,
  candidates: readonly string[],
  before: string,
  isHeld: (run: number) => boolean,
): readonly string[] => {
  const needed = neededContent(db, before, isHeld)
  return candidates.filter((sha256) => !needed.has(sha256))
}

/** Milliseconds for which evidence may be stored before an event names it, where no run is held. */
const grace = 3_600_000

/**
 * Instant that files must not have been used since to be pruned: what was used later may be about to be named, by a run
 * under way or by somebody who records.
 */
export const pruneLimit = (
  db: DatabaseSync,
  before: Date,
  now: Date,
  isHeld: (run: number) => boolean,
): Date => {
  const claimed = statement<{ run: number; started_at: string }>(
    db,
    'select r.run, r.started_at from claims c join runs r on r.run = c.run',
  )
  const starts = claimed
    .all()
    .filter(({ run }) => isHeld(run))
    .map((row) => Date.parse(row.started_at))
  return new Date(Math.min(before.getTime(), now.getTime() - grace, ...starts))
}

const neededContent = (
  db: DatabaseSync,
  before: string,
  isHeld: (run: number) => boolean,
): ReadonlySet<string> => {
  const keptRuns = new Set(
    statement<{ run: number }>(
      db,
      `select run from events where run > 0 group by run having max(at) >= ?
       union select max(run) from executions group by case_key
       union
       select max(e.run) from events s
       join runs r on r.started_seq < s.seq join executions e on e.run = r.run
       where s.kind = 'snapshot-taken' and s.kind in ('reviewed', 'explained', 'snapshot-taken')
       group by s.seq, e.case_key
       union select run from runs where imported is not null`,
    )
      .all(before)
      .map(({ run }) => run),
  )
  keptRuns.add(wholeLedger)
  for (const { run } of statement<{ run: number }>(db, 'select run from claims').all()) {
    if (isHeld(run)) keptRuns.add(run)
  }
  const executions = statement<ExecutionRow>(
    db,
    `select run, execution, attempt, creditable, shared_run, shared_execution, shared_attempt
     from executions`,
  ).all()

  const sources = new Map(executions.map((row) => [place(row), row]))
  const kept = new Set<string>()
  for (const row of executions) {
    if (row.creditable === 1 || keptRuns.has(row.run)) keepWithSources(row, sources, kept)
  }
  const uses = statement<{ sha256: string; run: number; execution: string; attempt: number }>(
    db,
    'select sha256, run, execution, attempt from evidence_uses',
  )
  const content = new Set<string>()
  for (const use of uses.iterate()) {
    if (keptRuns.has(use.run) || kept.has(place(use))) content.add(use.sha256)
  }
  return content
}

interface Place {
  readonly run: number
  readonly execution: string
  readonly attempt: number
}

interface ExecutionRow extends Place {
  readonly creditable: number
  readonly shared_run: number | null
  readonly shared_execution: string | null
  readonly shared_attempt: number | null
}

const place = ({ run, execution, attempt }: Place): string => `${run} ${attempt} ${execution}`

const keepWithSources = (
  row: ExecutionRow,
  all: ReadonlyMap<string, ExecutionRow>,
  kept: Set<string>,
): void => {
  for (let next: ExecutionRow | undefined = row; next !== undefined; ) {
    if (kept.has(place(next))) return
    kept.add(place(next))
    const { shared_run: run, shared_execution: execution, shared_attempt: attempt } = next
    if (run === null || execution === null || attempt === null) return
    next = all.get(place({ run, execution, attempt }))
  }
}

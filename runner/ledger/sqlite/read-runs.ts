import type { DatabaseSync } from 'node:sqlite'
import type { RunRequest, SoftwareVersion } from '#domain/execution-graph.ts'
import type { RunId } from '#domain/keys.ts'
import { type Verdict, verdictsWorstFirst } from '#domain/verdict.ts'
import type { RunSummary } from '#ledger/ledger.ts'
import { parseEventOf } from './parse-execution.ts'
import { unknownRun } from './read-plan.ts'
import { statement } from './statement.ts'

/** Reads what a run was asked to do. Throws HarnessError `not-found`. */
export const createReadRequest = (db: DatabaseSync): ((run: RunId) => RunRequest) => {
  const started = statement<{ body: string }>(
    db,
    'select e.body from runs r join events e on e.seq = r.started_seq where r.run = ?',
  )
  return (run) => {
    const row = started.get(run)
    if (row === undefined) throw unknownRun(run)
    return parseEventOf<'run-started'>(row.body).request
  }
}

/** Reads the software a run found, as last read. Throws HarnessError `not-found`. */
export const createReadSoftware = (
  db: DatabaseSync,
): ((run: RunId) => readonly SoftwareVersion[]) => {
  const last = statement<{ body: string | null }>(
    db,
    'select e.body from runs r left join events e on e.seq = r.software_seq where r.run = ?',
  )
  return (run) => {
    const row = last.get(run)
    if (row === undefined) throw unknownRun(run)
    return row.body === null ? [] : parseEventOf<'software-read'>(row.body).software
  }
}

/** Reads how runs stand. */
export interface ReadSummaries {
  /** Newest first. */
  newest(limit: number): readonly RunSummary[]
  one(run: RunId): RunSummary | undefined
}

/** Prepares the statements that sum runs up. */
export const createReadSummaries = (
  db: DatabaseSync,
  isHeld: (run: number) => boolean,
): ReadSummaries => {
  const columns = `r.run, r.started_at, r.cases, r.finished_at, r.verdict, r.exit_code,
    r.interrupted, e.body from runs r join events e on e.seq = r.started_seq`
  const newest = statement<SummaryRow>(db, `select ${columns} order by r.run desc limit ?`)
  const one = statement<SummaryRow>(db, `select ${columns} where r.run = ?`)
  const verdicts = statement<{ verdict: string | null; executions: number }>(
    db,
    `select verdict, count(*) as executions from executions
     where run = ?1 and latest = 1 and role in ('case', 'aggregate') group by verdict
     union all
     select verdict, count(*) from imported_results where run = ?1 group by verdict`,
  )
  const summaryOf = (row: SummaryRow): RunSummary => {
    const active = isHeld(row.run)
    return {
      run: row.run as RunId,
      request: parseEventOf<'run-started'>(row.body).request,
      startedAt: row.started_at,
      ...(row.finished_at !== null && { finishedAt: row.finished_at }),
      verdict: (row.verdict ?? 'in-progress') as Verdict,
      ...(row.exit_code !== null && { exitCode: row.exit_code }),
      // Neither ended nor held: its process was killed.
      interrupted: row.finished_at === null ? !active : row.interrupted === 1,
      active,
      counts: countsOf(verdicts.all(row.run), row.cases),
    }
  }
  return {
    // Minus one is no limit to SQLite.
    newest: (limit) => newest.all(Number.isFinite(limit) ? limit : -1).map(summaryOf),
    one: (run) => {
      const row = one.get(run)
      return row && summaryOf(row)
    },
  }
}

interface SummaryRow {
  readonly run: number
  readonly started_at: string
  readonly cases: number
  readonly finished_at: string | null
  readonly verdict: string | null
  readonly exit_code: number | null
  readonly interrupted: number
  readonly body: string
}

/** Newest attempts of cases and aggregates by verdict; what has no row yet was not executed. */
const countsOf = (
  found: readonly { readonly verdict: string | null; readonly executions: number }[],
  cases: number,
): RunSummary['counts'] => {
  const counts = Object.fromEntries(verdictsWorstFirst.map((verdict) => [verdict, 0])) as {
    [verdict in Verdict]: number
  }
  let known = 0
  for (const { verdict, executions } of found) {
    counts[(verdict ?? 'in-progress') as Verdict] += executions
    known += executions
  }
  counts['not-executed'] += cases - known
  return counts
}

import type { DatabaseSync } from 'node:sqlite'
import type { Kysely } from 'kysely'
import type { RunRequest, SoftwareVersion } from '#domain/execution-graph.ts'
import type { RunId } from '#domain/keys.ts'
import { type Verdict, verdictsWorstFirst } from '#domain/verdict.ts'
import type { RunSummary } from '#ledger/ledger.ts'
import { parseEventOf } from './parse-execution.ts'
import { unknownRun } from './read-plan.ts'
import { statement } from './statement.ts'
import type { LedgerTables } from './tables.ts'

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

/** Newest runs first, or the one run. */
export const readSummaries = async (
  kysely: Kysely<LedgerTables>,
  which: { readonly run?: number; readonly limit?: number },
  isHeld: (run: number) => boolean,
): Promise<readonly RunSummary[]> => {
  let query = kysely
    .selectFrom('runs')
    .innerJoin('events', 'events.seq', 'runs.started_seq')
    .select(['runs.run', 'started_at', 'cases', 'finished_at', 'verdict', 'exit_code'])
    .select(['interrupted', 'body'])
    .orderBy('runs.run', 'desc')
  if (which.run !== undefined) query = query.where('runs.run', '=', which.run)
  if (which.limit !== undefined) query = query.limit(which.limit)
  const summaries: RunSummary[] = []
  for (const row of await query.execute()) {
    const active = isHeld(row.run)
    summaries.push({
      run: row.run as RunId,
      request: parseEventOf<'run-started'>(row.body).request,
      startedAt: row.started_at,
      ...(row.finished_at !== null && { finishedAt: row.finished_at }),
      verdict: (row.verdict ?? 'in-progress') as Verdict,
      ...(row.exit_code !== null && { exitCode: row.exit_code }),
      // Neither ended nor held: its process was killed.
      interrupted: row.finished_at === null ? !active : row.interrupted === 1,
      active,
      counts: await countVerdicts(kysely, row.run, row.cases),
    })
  }
  return summaries
}

/** Newest attempts of cases and aggregates by verdict. */
const countVerdicts = async (
  kysely: Kysely<LedgerTables>,
  run: number,
  cases: number,
): Promise<RunSummary['counts']> => {
  const found = await kysely
    .selectFrom('executions')
    .where('run', '=', run)
    .where('latest', '=', 1)
    .where('role', 'in', ['case', 'aggregate'])
    .groupBy('verdict')
    .select(({ fn }) => ['verdict', fn.countAll<number>().as('executions')])
    .execute()
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

import type { DatabaseSync } from 'node:sqlite'
import { statement } from '#ledger/sqlite/statement.ts'

/**
 * The candidates that may go. What must be kept is content of creditable executions, of runs that saw an event at or after `before` or that a
 * living process holds, of the last run of each case, and of the executions that any of those took a result from.
 */
export const chooseUnneeded = (
  db: DatabaseSync,
  candidates: readonly string[],
  before: string,
  isHeld: (run: number) => boolean,
): readonly string[] => {
  const runs = statement<{ run: number }>(db, 'select run from runs').all()
  const held = new Set(runs.map(({ run }) => run).filter(isHeld))
  const needed = neededContent(db, before, held)
  const named = statement(db, 'select 1 from evidence_uses where sha256 = ? limit 1')
  return candidates.filter((sha256) =>
    // A run under way may have stored content that it has not named yet.
    named.get(sha256) === undefined ? held.size === 0 : !needed.has(sha256),
  )
}

const neededContent = (
  db: DatabaseSync,
  before: string,
  held: ReadonlySet<number>,
): ReadonlySet<string> => {
  const keptRuns = new Set([
    ...held,
    ...statement<{ run: number }>(
      db,
      `select run from events where run > 0 group by run having max(at) >= ?
       union select max(run) from executions group by case_key`,
    )
      .all(before)
      .map(({ run }) => run),
  ])
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

import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '#domain/content-hash.ts'
import { createPlanHash, type DefinitionRow, type PlannedRow } from '#ledger/sqlite/plan-hash.ts'
import { statement } from '#ledger/sqlite/statement.ts'
import type { Findings } from './findings.ts'

/** Holds the stored plans against the hash in the event that started each run. */
export const checkPlans = (db: DatabaseSync, findings: Findings): void => {
  checkDefinitions(db, findings)
  const definitions = statement<DefinitionRow>(
    db,
    'select position, key, hash from run_definitions where run = ? order by position',
  )
  const planned = statement<PlannedRow>(
    db,
    `select position, execution, role, case_key, fingerprint, body from planned
     where run = ? order by position`,
  )
  const rest = statement<{ body: string }>(db, 'select body from plans where run = ?')
  // `temp.runs` is made from the events, so that a run removed from the real table is seen too.
  const runs = statement<{ run: number; graph: string }>(db, 'select run, graph from temp.runs')
  for (const { run, graph } of runs.all()) {
    const hash = createPlanHash()
    for (const row of definitions.iterate(run)) hash.definition(row)
    for (const row of planned.iterate(run)) hash.planned(row)
    if (hash.rest(rest.get(run)?.body ?? '') !== graph) {
      findings.add(
        'table-differs',
        `The stored plan of run ${run} is not the one it started with`,
        run,
      )
    }
  }
  for (const table of ['run_definitions', 'planned', 'plans']) {
    const stray = statement<{ run: number }>(
      db,
      `select distinct run from ${table} where run not in (select run from temp.runs)`,
    )
    for (const { run } of stray.all()) {
      findings.add(
        'table-differs',
        `Table ${table} has a plan of run ${run}, which no event started`,
        run,
      )
    }
  }
}

const checkDefinitions = (db: DatabaseSync, findings: Findings): void => {
  const all = statement<{ hash: string; body: string; uses: number }>(
    db,
    `select hash, body, hash in (select hash from run_definitions) as uses from definitions`,
  )
  for (const { hash, body, uses } of all.iterate()) {
    if (sha256(body) !== hash) {
      findings.add('table-differs', `Definition ${hash} was changed`)
    } else if (uses === 0) {
      findings.add('table-differs', `Definition ${hash} belongs to no run`)
    }
  }
  const missing = statement<{ run: number; key: string; hash: string }>(
    db,
    'select run, key, hash from run_definitions where hash not in (select hash from definitions)',
  )
  for (const { run, key, hash } of missing.all()) {
    findings.add('table-differs', `Definition ${hash} of ${key} is missing`, run)
  }
}

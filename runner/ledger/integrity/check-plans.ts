import type { DatabaseSync } from 'node:sqlite'
import { sha256 } from '#domain/content-hash.ts'
import { type DefinitionHead, headOf } from '#ledger/sqlite/definition-head.ts'
import {
  createPlanHash,
  type DefinitionRow,
  type PlannedRow,
  type RecordRow,
} from '#ledger/sqlite/plan-hash.ts'
import { statement } from '#ledger/sqlite/statement.ts'
import type { Findings } from './findings.ts'

/** Holds the stored plans against the hash in the event that started each run. */
export const checkPlans = (db: DatabaseSync, findings: Findings): void => {
  checkDefinitions(db, findings)
  checkRecords(db, findings)
  const definitions = statement<DefinitionRow>(
    db,
    'select position, key, hash from run_definitions where run = ? order by position',
  )
  const planned = statement<PlannedRow>(
    db,
    `select position, execution, role, case_key, fingerprint, body from planned
     where run = ? order by position`,
  )
  const records = statement<RecordRow>(
    db,
    `select r.position, r.hash, coalesce(c.digest, '') as digest
     from run_records r left join records c on c.hash = r.hash where r.run = ? order by r.position`,
  )
  const rest = statement<{ body: string }>(db, 'select body from plans where run = ?')
  // `temp.runs` is made from the events, so that a run removed from the real table is seen too.
  const runs = statement<{ run: number; graph: string }>(db, 'select run, graph from temp.runs')
  for (const { run, graph } of runs.all()) {
    const hash = createPlanHash()
    for (const row of definitions.iterate(run)) hash.definition(row)
    for (const row of planned.iterate(run)) hash.planned(row)
    for (const row of records.iterate(run)) hash.record(row)
    if (hash.rest(rest.get(run)?.body ?? '') !== graph) {
      findings.add(
        'table-differs',
        `The stored plan of run ${run} is not the one it started with`,
        run,
      )
    }
  }
  for (const table of ['run_definitions', 'planned', 'run_records', 'plans']) {
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
  const all = statement<HeadRow & { body: string; uses: number }>(
    db,
    `select d.hash, d.body, d.hash in (select hash from run_definitions) as uses,
       h.content_hash, h.basis
     from definitions d left join definition_heads h on h.hash = d.hash`,
  )
  for (const { hash, body, uses, ...head } of all.iterate()) {
    if (sha256(body) !== hash) {
      findings.add('table-differs', `Definition ${hash} was changed`)
    } else if (uses === 0) {
      findings.add('table-differs', `Definition ${hash} belongs to no run`)
    } else if (!isHeadOf(head, headOf(body))) {
      findings.add('table-differs', `Table definition_heads differs from definition ${hash}`)
    }
  }
  const stray = statement<{ hash: string }>(
    db,
    'select hash from definition_heads where hash not in (select hash from definitions)',
  )
  for (const { hash } of stray.all()) {
    findings.add('table-differs', `Table definition_heads: definition ${hash} is missing`)
  }
  const missing = statement<{ run: number; key: string; hash: string }>(
    db,
    'select run, key, hash from run_definitions where hash not in (select hash from definitions)',
  )
  for (const { run, key, hash } of missing.all()) {
    findings.add('table-differs', `Definition ${hash} of ${key} is missing`, run)
  }
}

interface HeadRow {
  readonly hash: string
  readonly content_hash: string | null
  readonly basis: string | null
}

const isHeadOf = (row: Omit<HeadRow, 'hash'>, head: DefinitionHead): boolean =>
  row.content_hash === head.contentHash && row.basis === head.basis

/** Which record belongs to which run is in the hash of each plan; this is about the records themselves. */
const checkRecords = (db: DatabaseSync, findings: Findings): void => {
  const all = statement<{ hash: string; digest: string; body: string; uses: number }>(
    db,
    'select hash, digest, body, hash in (select hash from run_records) as uses from records',
  )
  for (const { hash, digest, body, uses } of all.iterate()) {
    if (sha256(body) !== digest) findings.add('table-differs', `Record ${hash} was changed`)
    else if (uses === 0) findings.add('table-differs', `Record ${hash} belongs to no run`)
  }
}

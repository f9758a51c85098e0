import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import { migrate, readMigrations } from '#ledger/sqlite/migrate.ts'
import { projectedTables } from '#ledger/sqlite/project-event.ts'
import { statement } from '#ledger/sqlite/statement.ts'
import type { Findings } from './findings.ts'

type Row = { readonly [column: string]: SQLOutputValue }

/** Puts empty copies of the read tables before the real ones, for this connection only. */
export const shadowTables = (db: DatabaseSync): void => {
  const ddl = statement<{ sql: string }>(
    db,
    "select sql from main.sqlite_schema where type = 'table' and name = ?",
  )
  for (const table of Object.keys(projectedTables)) {
    const sql = ddl.get(table)?.sql
    if (sql === undefined) throw new Error(`Table ${table} is missing`)
    db.exec(sql.replace(/^create table/i, 'create temp table'))
  }
}

/** Removes the copies. */
export const unshadowTables = (db: DatabaseSync): void => {
  for (const table of Object.keys(projectedTables)) db.exec(`drop table if exists temp.${table}`)
}

/** Holds the read tables against the copies, which were made again from the events. */
export const checkTables = (db: DatabaseSync, findings: Findings): void => {
  for (const [table, keys] of Object.entries(projectedTables)) {
    const columns = keys.split(', ')
    const where = columns.map((column) => `${column} = ?`).join(' and ')
    const rebuilt = statement<Row>(db, `select * from temp.${table} where ${where}`)
    const real = statement<Row>(db, `select 1 from main.${table} where ${where}`)
    const keyOf = (row: Row) => columns.map((column) => row[column] ?? null)
    const name = (row: Row) =>
      `Table ${table}, ${columns.map((column) => `${column} ${row[column]}`).join(', ')}`
    for (const row of difference(db, `main.${table}`, `temp.${table}`)) {
      const right = rebuilt.get(...keyOf(row))
      const how = right === undefined ? 'no event gives this row' : differing(row, right)
      findings.add('table-differs', `${name(row)}: ${how}`, runOf(row))
    }
    for (const row of difference(db, `temp.${table}`, `main.${table}`)) {
      if (real.get(...keyOf(row)) !== undefined) continue
      findings.add('table-differs', `${name(row)}: missing`, runOf(row))
    }
  }
}

const difference = (db: DatabaseSync, left: string, right: string): IterableIterator<Row> =>
  statement<Row>(db, `select * from ${left} except select * from ${right}`).iterate()

const differing = (row: Row, right: Row): string =>
  Object.keys(row)
    .filter((column) => row[column] !== right[column])
    .map((column) => `${column} is ${row[column]}, the events give ${right[column]}`)
    .join('; ')

const runOf = (row: Row): number | undefined => (typeof row.run === 'number' ? row.run : undefined)

/** Holds the schema (tables, indexes, triggers) against the migrations, and lets SQLite check the file. */
export const checkSchema = (db: DatabaseSync, findings: Findings): void => {
  for (const { integrity_check: result } of statement<{ integrity_check: string }>(
    db,
    'pragma main.integrity_check(20)',
  ).all()) {
    if (result !== 'ok') findings.add('table-differs', `The file of the ledger: ${result}`)
  }
  const known = readMigrations()
  const newer = statement<{ number: number }>(
    db,
    'select number from migrations where number > ?',
  ).get(known.at(-1)?.number ?? 0)
  // What a newer migration adds is not known here.
  if (newer !== undefined) return
  const fresh = new DatabaseSync(':memory:')
  try {
    migrate(fresh, ':memory:', known)
    const have = schemaOf(db)
    const want = schemaOf(fresh)
    for (const item of want)
      if (!have.has(item)) findings.add('table-differs', `Schema lacks ${item}`)
    for (const item of have)
      if (!want.has(item)) findings.add('table-differs', `Schema has ${item}`)
  } finally {
    fresh.close()
  }
}

const schemaOf = (db: DatabaseSync): ReadonlySet<string> =>
  new Set([
    ...statement<{ sql: string }>(db, 'select sql from main.sqlite_schema where sql is not null')
      .all()
      .map((row) => row.sql),
    ...statement<{ number: number; name: string; older_runner: string }>(
      db,
      'select number, name, older_runner from migrations',
    )
      .all()
      .map((row) => `migration ${row.number} ${row.name} ${row.older_runner}`),
  ])

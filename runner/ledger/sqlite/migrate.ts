import { readdirSync, readFileSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { HarnessError } from '#domain/harness-error.ts'
import { fillOutcomes } from './fill-outcomes.ts'
import { isEnvironmental } from './sqlite-errors.ts'
import { statement } from './statement.ts'

/** One numbered file of `migrations/`. Applied ones are never edited. */
export interface Migration {
  readonly number: number
  readonly name: string
  /** `may-work`: a runner that does not know this migration may still use the ledger. */
  readonly olderRunner: 'may-work' | 'must-not'
  readonly sql: string
  /** Fills new tables from what the ledger holds already, in the same transaction. */
  readonly fill?: (db: DatabaseSync) => void
}

/** What SQL alone cannot do, by the number of the migration. */
const fills: ReadonlyMap<number, (db: DatabaseSync) => void> = new Map([[2, fillOutcomes]])

const folder = new URL('../migrations/', import.meta.url)

/** Reads the migrations that this version of lvv brings, in order. */
export const readMigrations = (from: URL = folder): readonly Migration[] =>
  readdirSync(from)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => parseMigration(name, readFileSync(new URL(name, from), 'utf8')))

const parseMigration = (name: string, sql: string): Migration => {
  const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
  const older = /^-- older-runner: (may-work|must-not)\n/.exec(sql)?.[1]
  if (number === undefined || (older !== 'may-work' && older !== 'must-not')) {
    throw new HarnessError(
      'internal',
      `Migration ${name} needs a number and a first line "-- older-runner: may-work" or "must-not"`,
    )
  }
  const fill = fills.get(Number(number))
  return { number: Number(number), name, olderRunner: older, sql, ...(fill && { fill }) }
}

/** Brings the schema up to date. Throws HarnessError `ledger-version` when it is newer than this lvv can work on. */
export const migrate = (
  db: DatabaseSync,
  path: string,
  migrations: readonly Migration[] = readMigrations(),
): void => {
  if (isUpToDate(db, path, migrations)) return
  db.exec('begin immediate')
  try {
    db.exec(
      `create table if not exists migrations (
         number integer primary key, name text not null, older_runner text not null
       ) strict`,
    )
    // Another process may have been quicker.
    const applied = new Set(appliedMigrations(db).map((row) => row.number))
    const insert = statement(db, 'insert into migrations values (?, ?, ?)')
    for (const migration of migrations) {
      if (applied.has(migration.number)) continue
      apply(db, path, migration)
      insert.run(migration.number, migration.name, migration.olderRunner)
    }
    db.exec('commit')
  } catch (error) {
    if (db.isTransaction) db.exec('rollback')
    throw error
  }
}

const apply = (db: DatabaseSync, path: string, { name, sql, fill }: Migration): void => {
  try {
    db.exec(sql)
    fill?.(db)
  } catch (error) {
    if (isEnvironmental(error)) throw error
    throw new HarnessError('ledger-damaged', `Migration ${name} does not fit the ledger ${path}`, {
      hint: 'Restore the ledger from a copy.',
      cause: error,
    })
  }
}

const isUpToDate = (db: DatabaseSync, path: string, migrations: readonly Migration[]): boolean => {
  const tables = statement<{ name: string }>(
    db,
    "select name from sqlite_schema where type = 'table'",
  ).all()
  if (tables.length === 0) return false
  if (!tables.some((table) => table.name === 'migrations')) {
    throw new HarnessError('bad-input', `${path} is a database, but no ledger of lvv`, {
      hint: 'Name another file with --ledger.',
    })
  }
  const known = new Set(migrations.map((migration) => migration.number))
  const applied = appliedMigrations(db)
  const unknown = applied.find((row) => !known.has(row.number) && row.older_runner !== 'may-work')
  if (unknown !== undefined) {
    throw new HarnessError(
      'ledger-version',
      `The ledger ${path} has schema ${unknown.number} (${unknown.name}); this lvv knows up to ${Math.max(0, ...known)}`,
      { hint: 'Use the version of lvv that wrote it, or a newer one.' },
    )
  }
  const have = new Set(applied.map((row) => row.number))
  return migrations.every((migration) => have.has(migration.number))
}

const appliedMigrations = (
  db: DatabaseSync,
): { number: number; name: string; older_runner: string }[] =>
  statement<{ number: number; name: string; older_runner: string }>(
    db,
    'select number, name, older_runner from migrations order by number',
  ).all()

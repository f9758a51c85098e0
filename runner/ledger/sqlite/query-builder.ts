import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import type { Kysely } from 'kysely'
import type { LedgerTables } from './tables.ts'

/**
 * Typed queries for people who look at the ledger. Loaded at the first such query: it takes longer to load than a
 * trivial run takes, and a run itself needs only the prepared statements.
 */
export const createQueryBuilder = (db: DatabaseSync): (() => Promise<Kysely<LedgerTables>>) => {
  let loading: Promise<Kysely<LedgerTables>> | undefined
  const load = async (): Promise<Kysely<LedgerTables>> => {
    const { Kysely, SqliteDialect } = await import('kysely')
    return new Kysely<LedgerTables>({ dialect: new SqliteDialect({ database: adapt(db) }) })
  }
  return () => {
    loading ??= load()
    return loading
  }
}

/** node:sqlite as Kysely's SQLite dialect wants it. Closing stays with who opened the database. */
const adapt = (db: DatabaseSync) => ({
  close: () => {},
  prepare: (sql: string) => {
    const prepared = db.prepare(sql)
    return {
      reader: prepared.columns().length > 0,
      all: (parameters: readonly unknown[]) => prepared.all(...asInput(parameters)),
      run: (parameters: readonly unknown[]) => prepared.run(...asInput(parameters)),
      iterate: (parameters: readonly unknown[]) => prepared.iterate(...asInput(parameters)),
    }
  },
})

/** The types of `LedgerTables` let nothing else through. */
const asInput = (parameters: readonly unknown[]): SQLInputValue[] => parameters as SQLInputValue[]

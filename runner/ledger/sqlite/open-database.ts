import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { migrate } from './migrate.ts'
import { isBusy, toLedgerError } from './sqlite-errors.ts'

/**
 * A statement blocks the event loop no longer than this while another process writes; the write queue then waits
 * without blocking.
 */
const busyTimeout = 250
const openAttempts = 120

/**
 * Opens a ledger file, makes it when it does not exist, and brings its schema up to date.
 * Throws HarnessError: `ledger-version`, `ledger-damaged`, `ledger-busy`, `disk-full`, `bad-input`.
 */
export const openDatabase = async (path: string): Promise<DatabaseSync> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return open(path)
    } catch (error) {
      // Several processes that make the same new ledger meet at the switch to WAL and at the migration.
      if (!isBusy(error) || attempt >= openAttempts) throw toLedgerError(error, path)
      await delay(Math.random() * 50)
    }
  }
}

const open = (path: string): DatabaseSync => {
  if (path !== ':memory:') makeFolder(path)
  const db = new DatabaseSync(path, { timeout: busyTimeout })
  try {
    db.exec('pragma journal_mode = wal')
    // FULL: a commit that was answered survives a loss of power.
    db.exec('pragma synchronous = full')
    db.exec('pragma foreign_keys = on')
    db.exec('pragma wal_autocheckpoint = 4000')
    db.exec('pragma journal_size_limit = 67108864')
    db.exec('pragma temp_store = memory')
    // KiB: the tables of a large run are read and written all over.
    db.exec('pragma cache_size = -32768')
    migrate(db, path)
    return db
  } catch (error) {
    db.close()
    throw error
  }
}

const makeFolder = (path: string): void => {
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch {
    // SQLite then says in its own words that the file cannot be opened.
  }
}

import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { HarnessError } from '#domain/harness-error.ts'
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
      return isReadOnly(path) ? openReadOnly(path) : open(path)
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

/** A ledger on a disk or in a folder that may only be read: a copy that a panel was given, a backup. */
const isReadOnly = (path: string): boolean => {
  if (path === ':memory:' || !existsSync(path)) return false
  try {
    accessSync(path, constants.W_OK)
    accessSync(dirname(path), constants.W_OK)
    return false
  } catch {
    return true
  }
}

const asItLies = (path: string): URL => {
  const url = pathToFileURL(path)
  url.searchParams.set('immutable', '1')
  return url
}

/** A second connection to a ledger that is open, which sees one moment of it. */
export const openForReading = (path: string): DatabaseSync =>
  new DatabaseSync(isReadOnly(path) ? asItLies(path) : path, { readOnly: true, timeout: 5000 })

/**
 * Reads a ledger that cannot be written, and so cannot be locked: as it lies there. What a writer had not yet moved from
 * its log into the file would be missing, so such a ledger is refused.
 */
const openReadOnly = (path: string): DatabaseSync => {
  if ((statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0) {
    throw new HarnessError(
      'bad-input',
      `The ledger ${path} cannot be written, and its log holds what is not in it yet`,
      { hint: 'Copy the ledger with its -wal file to a folder that can be written.' },
    )
  }
  const db = new DatabaseSync(asItLies(path), { readOnly: true })
  try {
    db.exec('pragma temp_store = memory')
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

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type Migration, migrate, readMigrations } from './migrate.ts'

let folder: string
let db: DatabaseSync

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvv-migrate-'))
  db = new DatabaseSync(':memory:')
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const first: Migration = {
  number: 1,
  name: '0001-first.sql',
  olderRunner: 'must-not',
  sql: 'create table a (x integer) strict',
}
const second = (olderRunner: Migration['olderRunner']): Migration => ({
  number: 2,
  name: '0002-second.sql',
  olderRunner,
  sql: 'alter table a add column y integer',
})
const columns = (): readonly unknown[] =>
  db
    .prepare('pragma table_info(a)')
    .all()
    .map((row) => row.name)

it('applies each migration once, in order', () => {
  migrate(db, 'ledger', [first])
  expect(columns()).toEqual(['x'])
  migrate(db, 'ledger', [first, second('must-not')])
  migrate(db, 'ledger', [first, second('must-not')])
  expect(columns()).toEqual(['x', 'y'])
})

it('lets an older runner work on a newer schema only when the migration says so', () => {
  migrate(db, 'ledger', [first, second('may-work')])
  expect(() => migrate(db, 'ledger', [first])).not.toThrow()
  db.exec("update migrations set older_runner = 'must-not'")
  expect(() => migrate(db, 'ledger', [first])).toThrow(
    expect.objectContaining({
      code: 'ledger-version',
      message: 'The ledger ledger has schema 2 (0002-second.sql); this lvv knows up to 1',
    }),
  )
})

it('leaves the schema as it was when a migration fails', () => {
  migrate(db, 'ledger', [first])
  const broken = { ...second('must-not'), sql: 'alter table a add column y integer; drop table b' }
  expect(() => migrate(db, 'ledger', [first, broken])).toThrow(
    expect.objectContaining({ code: 'ledger-damaged' }),
  )
  expect(columns()).toEqual(['x'])
})

it('refuses a database that is no ledger', () => {
  db.exec('create table guests (name text)')
  expect(() => migrate(db, 'guests.db', [first])).toThrow(
    expect.objectContaining({ code: 'bad-input' }),
  )
})

it('wants every migration to have a number and to say whether an older runner may work', () => {
  const from = pathToFileURL(`${folder}/`)
  writeFileSync(join(folder, '0002-b.sql'), '-- older-runner: may-work\nselect 2')
  writeFileSync(join(folder, '0001-a.sql'), '-- older-runner: must-not\nselect 1')
  expect(readMigrations(from).map(({ number, olderRunner }) => [number, olderRunner])).toEqual([
    [1, 'must-not'],
    [2, 'may-work'],
  ])
  for (const [name, sql] of [
    ['0003-c.sql', 'select 3'],
    ['third.sql', '-- older-runner: may-work\n'],
  ] as const) {
    writeFileSync(join(folder, name), sql)
    expect(() => readMigrations(from)).toThrow(name)
    rmSync(join(folder, name))
  }
})

import { chmodSync, copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HarnessError } from '#domain/harness-error.ts'
import type { VerificationFinding } from '#ledger/ledger.ts'
import { openLedger } from '#ledger/open-ledger.ts'
import { openSample, type SampleLedger } from '#ledger/sample-ledger.ts'
import { writeEverything } from '#ledger/write-everything.ts'

/** What processes hold at a moment is no part of the record. */
const live = ['owners', 'claims', 'leases', 'lease_locks']

type Row = { readonly [column: string]: SQLOutputValue }

describe('the verification of a ledger that somebody changed', () => {
  let sample: SampleLedger
  let original: string
  let changed: string

  beforeAll(async () => {
    sample = await openSample()
    await writeEverything(sample)
    original = join(sample.folder, 'ledger.db')
    changed = join(sample.folder, 'changed.db')
    // The copies below are of the file alone.
    withDatabase(original, (db) => db.exec('pragma wal_checkpoint(truncate)'))
  })
  afterAll(() => sample.end())

  /** What a reader is told: findings, or why the ledger is not even opened. */
  const verify = async (): Promise<readonly (VerificationFinding | HarnessError)[]> => {
    try {
      const ledger = await openLedger({ url: changed, evidenceDir: sample.evidenceDir })
      try {
        return (await ledger.verify()).findings
      } finally {
        await ledger.close()
      }
    } catch (error) {
      if (error instanceof HarnessError && error.code !== 'internal') return [error]
      throw error
    }
  }
  const copy = (): void => {
    for (const suffix of ['-wal', '-shm']) rmSync(changed + suffix, { force: true })
    copyFileSync(original, changed)
  }
  const tables = (): readonly string[] =>
    withDatabase(original, (db) =>
      db
        .prepare("select name from sqlite_schema where type = 'table'")
        .all()
        .map((row) => String(row.name))
        .filter((name) => !live.includes(name)),
    )
  /** Does what the triggers forbid, and leaves no trace of that. */
  const tamper = (sql: string, ...parameters: SQLOutputValue[]): boolean => {
    copy()
    return withDatabase(changed, (db) => {
      db.exec('pragma foreign_keys = off')
      const triggers = db
        .prepare("select name, sql from sqlite_schema where type = 'trigger'")
        .all()
      for (const { name } of triggers) db.exec(`drop trigger ${name}`)
      try {
        return Number(db.prepare(sql).run(...parameters).changes) > 0
      } catch {
        // The table's own constraints refuse this change.
        return false
      } finally {
        for (const trigger of triggers) db.exec(String(trigger.sql))
      }
    })
  }
  const rowsOf = (table: string): readonly Row[] =>
    withDatabase(original, (db) => db.prepare(`select * from ${table}`).all())
  const match = (row: Row): { readonly where: string; readonly values: SQLOutputValue[] } => ({
    where: Object.keys(row)
      .map((column) => `${column} is ?`)
      .join(' and '),
    values: Object.values(row),
  })

  it('finds nothing in an untouched copy', async () => {
    copy()
    expect(await verify()).toEqual([])
  })

  it('finds a change of any column of any table', async () => {
    let tried = 0
    for (const table of tables()) {
      for (const row of spread(rowsOf(table), 3)) {
        const { where, values } = match(row)
        for (const [column, value] of Object.entries(row)) {
          const done = tamper(
            `update ${table} set ${column} = ? where ${where}`,
            another(table, column, value),
            ...values,
          )
          if (!done) continue
          tried += 1
          expect(await verify(), `${table}.${column} = ${value}`).not.toEqual([])
        }
      }
    }
    expect(tried).toBeGreaterThan(120)
  }, 120_000)

  it('finds every row that is gone', async () => {
    for (const table of tables()) {
      const rows = rowsOf(table)
      expect(rows, table).not.toEqual([])
      for (const row of rows) {
        const { where, values } = match(row)
        expect(tamper(`delete from ${table} where ${where}`, ...values)).toBe(true)
        expect(await verify(), `${table} ${JSON.stringify(row)}`).not.toEqual([])
      }
    }
  }, 60_000)

  it('finds every row too many', async () => {
    for (const table of tables()) {
      for (const row of rowsOf(table)) {
        const first = Object.keys(row)[0] ?? ''
        const value = row[first]
        const more = { ...row, [first]: typeof value === 'number' ? value + 1000 : `${value}0` }
        const marks = Object.keys(row).map(() => '?')
        if (!tamper(`insert into ${table} values (${marks.join(', ')})`, ...Object.values(more))) {
          continue
        }
        expect(await verify(), `${table} ${JSON.stringify(more)}`).not.toEqual([])
      }
    }
  }, 60_000)

  it('finds a trigger, an index or a table that is gone or new', async () => {
    for (const sql of [
      'drop trigger events_are_never_changed',
      'drop index executions_fresh',
      'drop table pruned',
      'create table more (x text)',
    ]) {
      copy()
      withDatabase(changed, (db) => db.exec(sql))
      expect(await verify(), sql).not.toEqual([])
    }
  })

  it('finds any byte of the file whose change alters what the tables hold', async () => {
    const content = dump(original)
    const bytes = readFileSync(original)
    let found = 0
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (offset, mask) => {
          copy()
          const copied = Buffer.from(bytes)
          copied[offset] = (copied[offset] ?? 0) ^ mask
          writeFileSync(changed, copied)
          const findings = await verify()
          if (findings.length > 0) found += 1
          else expect(dump(changed)).toBe(content)
        },
      ),
      { numRuns: 250 },
    )
    expect(found).toBeGreaterThan(50)
  }, 60_000)

  it('names the event, the row or the file that was changed', async () => {
    tamper(`update events set body = replace(body, '"verdict":"fail"', '"verdict":"pass"')
      where kind = 'execution-finished' and body like '%"verdict":"fail"%'`)
    expect(await verify()).toMatchObject([
      { kind: 'event-changed', message: expect.stringMatching(/^Event \d+ \(execution-finished/) },
      {
        kind: 'table-differs',
        message: expect.stringContaining('verdict is fail, the events give pass'),
      },
    ])
    tamper(`update executions set verdict = 'pass' where verdict = 'fail'`)
    expect(await verify()).toEqual([
      {
        kind: 'table-differs',
        message:
          'Table executions, run 1, execution LVV-T1, attempt 1: verdict is pass, the events give fail',
      },
    ])
  })

  it('finds every evidence file that was changed, shortened, renamed or removed, and strangers', async () => {
    copy()
    const shelves = readdirSync(sample.evidenceDir).filter((name) => name !== '.tmp')
    const files = shelves.flatMap((shelf) =>
      readdirSync(join(sample.evidenceDir, shelf)).map((name) =>
        join(sample.evidenceDir, shelf, name),
      ),
    )
    expect(files.length).toBeGreaterThan(1)
    for (const file of files) {
      const bytes = readFileSync(file)
      chmodSync(file, 0o644)
      const kinds = async () => (await verify()).map((finding) => 'kind' in finding && finding.kind)
      for (let offset = 0; offset < bytes.length; offset += Math.ceil(bytes.length / 7)) {
        const copied = Buffer.from(bytes)
        copied[offset] = (copied[offset] ?? 0) ^ 1
        writeFileSync(file, copied)
        expect(await kinds()).toEqual(['evidence-changed'])
      }
      writeFileSync(file, bytes.subarray(0, -1))
      expect(await kinds()).toEqual(['evidence-changed'])
      rmSync(file)
      expect(await kinds()).toEqual(['evidence-missing'])
      writeFileSync(`${file}.txt`, bytes)
      expect((await kinds()).sort()).toEqual(['evidence-extra', 'evidence-missing'])
      rmSync(`${file}.txt`)
      writeFileSync(file, bytes)
      expect(await kinds()).toEqual([])
    }
  })
})

/** At most so many of the items, from all over. */
const spread = <T>(items: readonly T[], most: number): readonly T[] => {
  const step = Math.ceil(items.length / most)
  return items.filter((_, index) => index % step === 0)
}

const withDatabase = <T>(path: string, work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(path)
  try {
    db.exec('pragma synchronous = off')
    return work(db)
  } finally {
    db.close()
  }
}

/** Another value of the same type; null becomes something. */
const another = (table: string, column: string, value: SQLOutputValue): SQLOutputValue => {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'string') return `${value.slice(0, -1)}${value.endsWith('0') ? '1' : '0'}`
  return /(_seq|_run|_attempt|exit_code)$/.test(`${table}.${column}`) ? 1 : 'x'
}

/** Every row of every table, as text, without use of indexes. */
const dump = (path: string): string =>
  withDatabase(path, (db) =>
    db
      .prepare("select name from sqlite_schema where type = 'table' order by name")
      .all()
      .filter(({ name }) => !live.includes(String(name)))
      .map(
        ({ name }) =>
          `${name}\n${JSON.stringify(db.prepare(`select * from ${name} not indexed`).all())}`,
      )
      .join('\n'),
  )

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { WriteQueue } from './write-queue.ts'

let folder: string
let path: string
let db: DatabaseSync
let queue: WriteQueue

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvv-queue-'))
  path = join(folder, 'queue.db')
  db = new DatabaseSync(path, { timeout: 1 })
  db.exec('pragma journal_mode = wal; create table t (x integer unique) strict')
  queue = new WriteQueue(db, path, 50)
})
afterEach(() => {
  db.close()
  rmSync(folder, { recursive: true })
})

const insert = (x: number) => () => db.prepare('insert into t values (?)').run(x).changes
const stored = (): readonly unknown[] =>
  db
    .prepare('select x from t order by rowid')
    .all()
    .map((row) => row.x)

it('puts jobs of one turn into one transaction, in order, and settles them after the commit', async () => {
  const inside: boolean[] = []
  const jobs = [3, 1, 2].map((x) =>
    queue.transact(() => {
      inside.push(db.isTransaction && stored().length < 3)
      return insert(x)()
    }),
  )
  expect(stored()).toEqual([])
  expect(await jobs[0]).toBe(1)
  // All were committed together.
  expect(stored()).toEqual([3, 1, 2])
  await Promise.all(jobs)
  expect(inside).toEqual([true, true, true])
})

it('lets a job that fails take no other with it', async () => {
  const results = await Promise.allSettled([1, 1, 2].map((x) => queue.transact(insert(x))))
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(stored()).toEqual([1, 2])
})

it('waits for another process, and says "ledger-busy" when that takes too long', async () => {
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  await expect(queue.transact(insert(1))).rejects.toMatchObject({
    code: 'ledger-busy',
    retryable: true,
  })
  const waiting = queue.transact(insert(2))
  const joining = queue.transact(insert(3))
  setImmediate(() => other.exec('rollback'))
  await Promise.all([waiting, joining])
  other.close()
  expect(stored()).toEqual([2, 3])
})

it('flush waits for jobs that other jobs hand in', async () => {
  void queue.transact(insert(1)).then(() => queue.transact(insert(2)))
  await queue.flush()
  expect(stored()).toEqual([1, 2])
})

it('forces what is part of the record to disk, also when it comes together with what is not', async () => {
  const mode = () => Number(db.prepare('pragma synchronous').get()?.synchronous)
  const [full, normal] = [2, 1]
  expect(await queue.transactLive(mode)).toBe(normal)
  expect(await queue.transact(mode)).toBe(full)
  expect(await Promise.all([queue.transactLive(mode), queue.transact(mode)])).toEqual([full, full])
  const other = new DatabaseSync(path)
  other.exec('begin immediate')
  const live = queue.transactLive(mode)
  // Comes when the transaction for the other one is already waited for.
  const record = new Promise<number>((resolve) => {
    setImmediate(() =>
      setImmediate(() => {
        resolve(queue.transact(mode))
        other.exec('rollback')
      }),
    )
  })
  expect(await Promise.all([live, record])).toEqual([normal, full])
  other.close()
})

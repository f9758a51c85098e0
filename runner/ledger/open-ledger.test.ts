import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openLedger } from './open-ledger.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lvv-open-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const open = (url: string) => openLedger({ url, evidenceDir: join(folder, 'evidence') })

it.each([
  ['postgres://host/db', 'A ledger on PostgreSQL is not supported yet'],
  ['postgresql://host/db', 'A ledger on PostgreSQL is not supported yet'],
  ['mysql://host/db', 'The ledger "mysql:…" is of a kind that lvv does not know'],
  ['sqlite:', 'The ledger URL names no file'],
  ['', 'The ledger URL names no file'],
])('refuses %j', async (url, message) => {
  await expect(open(url)).rejects.toMatchObject({ code: 'usage', message })
})

it('takes a path, a URL with a path, and makes the folders above', async () => {
  for (const url of [
    join(folder, 'a/b/ledger.db'),
    `sqlite:${join(folder, 'c/ledger.db')}`,
    `sqlite://${join(folder, 'd/ledger.db')}`,
    ':memory:',
  ]) {
    const ledger = await open(url)
    expect(await ledger.lastRun()).toBeUndefined()
    await ledger.close()
  }
})

it('says what is wrong with a file it cannot use', async () => {
  writeFileSync(
    join(folder, 'text.db'),
    'no database at all, but long enough to be looked at\n'.repeat(99),
  )
  await expect(open(join(folder, 'text.db'))).rejects.toMatchObject({ code: 'ledger-damaged' })
  await expect(open(folder)).rejects.toMatchObject({ code: 'bad-input' })
  writeFileSync(join(folder, 'plain'), '')
  await expect(open(join(folder, 'plain/ledger.db'))).rejects.toMatchObject({ code: 'bad-input' })
})

import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { openLedger } from '#ledger/open-ledger.ts'

let made: TemporaryRoot
let mounted: string | undefined
afterEach(() => {
  if (mounted !== undefined) spawnSync('umount', [mounted])
  mounted = undefined
  made.remove()
})
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })
const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0

/** Makes a folder one that may only be read, for root too; false where that is not allowed. */
const lock = (folder: string): boolean => {
  if (!mount('--bind', folder, folder)) return false
  mounted = folder
  return mount('-o', 'remount,ro,bind', folder)
}

const root = (): TemporaryRoot =>
  temporaryRoot({
    'cases/SELF-T001.yaml': `key: SELF-T001
title: Runs
objective: Runs.
method: Test
status: Approved
script:
  - id: look
    do: core.echo
    with: { value: 7 }
    expect: [{ that: result.value == 7 }]
`,
  })

it('answers from a root that may only be read, and refuses to write with a sentence', async (test) => {
  made = root()
  expect(await inRoot('run')).toMatchObject({ code: 0 })
  if (!lock(made.root)) test.skip('only root may mount a folder')
  for (const args of [['trace'], ['show', '1'], ['list', 'runs'], ['verify-evidence']]) {
    expect(await inRoot(...args)).toMatchObject({ code: 0, stderr: '' })
  }
  const site = await inRoot('report', 'html', '--out', made.beside('site'))
  expect(site).toMatchObject({ code: 0, stderr: '' })
  for (const args of [['run'], ['trace', '--snapshot', 'x']]) {
    const { code, stderr } = await inRoot(...args)
    expect([2, 3]).toContain(code)
    expect(stderr).toMatch(/^lvv: .*could not be (used|stored)/)
  }
})

it('refuses a ledger that may only be read where its log holds more than itself', async (test) => {
  made = root()
  expect(await inRoot('run')).toMatchObject({ code: 0 })
  const path = join(made.root, '.lvv/ledger.sqlite')
  const url = join(made.root, 'copy.sqlite')
  copyFileSync(path, url)
  const ledger = await openLedger({ url: path, evidenceDir: made.beside('evidence') })
  try {
    // What another process has open and wrote last lies in its log.
    expect(await inRoot('run')).toMatchObject({ code: 0 })
    copyFileSync(`${path}-wal`, `${url}-wal`)
  } finally {
    await ledger.close()
  }
  const folder = made.beside('given')
  mkdirSync(folder)
  for (const name of ['copy.sqlite', 'copy.sqlite-wal']) {
    renameSync(join(made.root, name), join(folder, name))
  }
  if (!lock(folder)) test.skip('only root may mount a folder')
  const { code, stderr } = await inRoot('trace', '--ledger', join(folder, 'copy.sqlite'))
  expect(code).toBe(2)
  expect(stderr).toMatch(/its log holds what is not in it yet\n.*Copy the ledger with its -wal/)
})

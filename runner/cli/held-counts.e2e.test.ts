import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const repository = join(import.meta.dirname, '../..')

let made: TemporaryRoot
beforeAll(() => {
  made = temporaryRoot({})
  for (const part of ['requirements', 'cases']) {
    cpSync(join(repository, part), join(made.root, part), { recursive: true })
  }
})
afterAll(() => made.remove())

/** What `lvv trace` counts of the DMSR. */
const counted = async () => {
  const { code, stdout } = await lvv(['trace', '--json'], { cwd: made.root })
  expect(code).toBe(0)
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const dmsr = lines.find((one) => one.kind === 'document' && one.document === 'LSE-61')
  const { requirements, live, descoped, priorities, withoutParent, withoutCase, elements } = dmsr
  return { requirements, live, descoped, priorities, withoutParent, withoutCase, elements }
}

const edit = (path: string, change: (text: string) => string): void => {
  const file = join(made.root, path)
  const before = readFileSync(file, 'utf8')
  const after = change(before)
  expect(after).not.toBe(before)
  writeFileSync(file, after)
}

describe('the counts of the DMSR', () => {
  it('are those of LSE-61 10.2.1', async () => {
    expect(await counted()).toEqual({
      requirements: 239,
      live: 234,
      descoped: 5,
      priorities: { '1a': 57, '1b': 120, 2: 56, 3: 6 },
      withoutParent: 11,
      withoutCase: 16,
      elements: 310,
    })
    const { stdout } = await lvv(['trace'], { cwd: made.root })
    expect(stdout).toContain(
      '239 requirements, 234 live, 5 descoped; priority 1a 57, 1b 120, 2 56, 3 6',
    )
    expect(stdout).toMatch(/of the live requirements 11 have no parent, 16\s+have no case/)
  })

  it('are computed: another copy of the data has others', async () => {
    edit('requirements/lse-61.yaml', (text) =>
      text
        .replace(/(id: DMS-REQ-0360\n(?: {4}.*\n)*? {4}priority: )1a/, '$12')
        .replace(/(id: DMS-REQ-0002\n(?: {4}.*\n)*?) {4}parents: .*\n/, '$1')
        .replace(/(id: DMS-REQ-0003\n(?: {4}.*\n)*? {4}status: )live/, '$1descoped'),
    )
    // The only case of DMS-REQ-0009.
    rmSync(join(made.root, 'cases/middleware/LVV-T125.yaml'), { force: true })
    const now = await counted()
    expect(now).toMatchObject({
      requirements: 239,
      live: 233,
      descoped: 6,
      priorities: { '1a': 56, '1b': 120, 2: 57, 3: 6 },
      withoutParent: 12,
    })
    expect(now.withoutCase).toBeGreaterThan(16)
  })
})

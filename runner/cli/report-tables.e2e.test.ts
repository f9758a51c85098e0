import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Ended, lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'

const repository = join(import.meta.dirname, '../..')
const hostile = [
  '<script>alert(1)</script>',
  "=cmd|' /C calc'!A0",
  '@SUM(1+1)',
  '\\write18{touch x} & % $ # _',
  'a \u202e b',
]

let made: TemporaryRoot
const inRoot = (...args: string[]): Promise<Ended> => lvv(args, { cwd: made.root })
const read = (name: string): string => readFileSync(join(made.root, name), 'utf8')

beforeAll(async () => {
  made = temporaryRoot({})
  cpSync(join(repository, 'requirements'), join(made.root, 'requirements'), { recursive: true })
  writeFileSync(
    join(made.root, 'requirements/hostile.yaml'),
    `document: LSE-999\ntitle: Hostile\nrequirements:\n${hostile
      .map((title, index) => `  - { id: EVIL-REQ-000${index}, title: ${JSON.stringify(title)} }\n`)
      .join('')}`,
  )
  mkdirSync(join(made.root, 'cases/area'), { recursive: true })
  writeFileSync(
    join(made.root, 'cases/area/LVV-T1.yaml'),
    'key: LVV-T1\ntitle: One\nmethod: Test\nstatus: Approved\nverifies: [LVV-3]\nscript:\n  - id: one\n    do: core.echo\n    with: { value: 1 }\n    expect: [{ that: result.value == 1 }]\n',
  )
  expect(await inRoot('run', 'LVV-T1')).toMatchObject({ code: 0 })
})
afterAll(() => made.remove())

describe('reports as tables', () => {
  it.each([
    ['csv', 'tables', ['documents', 'requirements', 'parameters', 'elements']],
    ['xlsx', 'book.xlsx', []],
    ['reqif', 'set.reqif', []],
  ])(
    'write %s that comes back in without losing or changing anything',
    async (format, out, parts) => {
      expect(await inRoot('report', format, '--out', out)).toMatchObject({ code: 0, stderr: '' })
      const files = parts.length === 0 ? [out] : parts.map((part) => `${out}/${part}.csv`)
      const imported = await inRoot('import', 'requirements', ...files, '--dry-run')
      expect(imported).toMatchObject({ code: 0, stderr: '' })
      expect(imported.stdout).toMatch(/^Nothing changes; \d{3} unchanged\.$/m)
    },
  )

  it('carry the results, and say of a rehearsal that it earns nothing', async () => {
    await inRoot('report', 'csv', '--out', 'tables')
    const row = read('tables/lvv-matrix.csv')
      .split('\r\n')
      .find((line) => line.includes('LVV-T1,'))
    expect(row).toContain('not-verified')
    expect(row).toContain('"rehearsal, no credit"')
    expect(read('tables/elements.csv')).toMatch(/^LVV-3,.*not-verified,fully-verified,rehearsed/m)
    await inRoot('report', 'reqif', '--out', 'set.reqif')
    expect(read('set.reqif')).toContain('LVV Rehearsal (no credit)')
  })

  it('are the same bytes for the same state', async () => {
    for (const format of ['xlsx', 'reqif', 'trace']) {
      await inRoot('report', format, '--out', 'first')
      await inRoot('report', format, '--out', 'second')
      expect(read('first') === read('second')).toBe(true)
    }
  })

  it('hold nothing that a spreadsheet would run', async () => {
    await inRoot('report', 'csv', '--out', 'tables')
    for (const name of readdirSync(join(made.root, 'tables'))) {
      for (const line of read(`tables/${name}`).split('\r\n')) {
        expect(line).not.toMatch(/(^|,)"?[=@+](?!\d)/)
      }
    }
  })

  it('replace a folder of theirs as a whole and leave any other alone', async () => {
    expect(await inRoot('report', 'csv', '--out', 'tables')).toMatchObject({ code: 0 })
    mkdirSync(join(made.root, 'mine'))
    writeFileSync(join(made.root, 'mine/precious.txt'), 'x')
    const refused = await inRoot('report', 'csv', '--out', 'mine')
    expect(refused.code).toBe(2)
    expect(refused.stderr).toMatch(/holds something else/)
    expect(existsSync(join(made.root, 'mine/precious.txt'))).toBe(true)
    expect(readdirSync(made.root).filter((name) => name.startsWith('.mine'))).toEqual([])
  })

  it('are joined by a matrix as PDF, which no program of the machine writes', async () => {
    expect(await inRoot('report', 'pdf', '--out', 'matrix.pdf')).toMatchObject({
      stderr: '',
      code: 0,
    })
    expect(read('matrix.pdf')).toMatch(/^%PDF-1\./)
  })

  it('print what is text, and say of what is none where it goes', async () => {
    const printed = await inRoot('report', 'github', '--out', '-')
    expect(printed.stdout).toMatch(/^::notice title=lvv run 1%3A pass::/)
    const refused = await inRoot('report', 'xlsx', '--out', '-')
    expect(refused).toMatchObject({ code: 2, stdout: '' })
    expect(refused.stderr).toMatch(/--out report\.xlsx/)
  })
})

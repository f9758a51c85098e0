import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { lvv } from '#cli/testing/command-line.ts'
import { type TemporaryRoot, temporaryRoot } from '#cli/testing/temporary-root.ts'
import { writeReqifz } from '#interchange/reqif/write-reqif.ts'
import { emptySet } from '#interchange/requirement-set.ts'
import { writeXlsxTables } from '#interchange/xlsx/write-xlsx.ts'

const document = `document: LSE-61
title: Data Management System Requirements
release: "10.1"
requirements:
  # kept
  - id: DMS-REQ-0001
    title: One
    status: live
    parameters:
      latency: { value: 10, unit: s, role: threshold, sense: at-most, statistic: each }
`

const path = 'requirements/lse-61.yaml'

let opened: TemporaryRoot | undefined
const open = (files: { readonly [path: string]: string | Uint8Array }): TemporaryRoot => {
  const root = temporaryRoot({ [path]: document })
  opened = root
  for (const [name, content] of Object.entries(files)) writeFileSync(root.beside(name), content)
  return root
}
const text = ({ root }: TemporaryRoot, file = path): string =>
  readFileSync(join(root, file), 'utf8')
afterEach(() => opened?.remove())

describe('lvv import requirements', () => {
  it('shows the difference, writes it, keeps comments, and finds nothing to do the second time', async () => {
    const root = open({
      'r.csv': 'Requirement ID,Title,Parameter,Value,Unit\nDMS-REQ-0001,One,latency,12,second\n',
    })
    const command = ['import', 'requirements', root.beside('r.csv')]
    const dry = await lvv([...command, '--dry-run'], { cwd: root.root })
    expect([dry.code, text(root)]).toEqual([0, document])
    const first = await lvv(command, { cwd: root.root })
    expect(first.stdout).toBe(
      `LSE-61: 1 parameter changed\n  ~ parameter DMS-REQ-0001/latency\n      value: 10 → 12\n1 parameter changed; 2 unchanged.\nWritten: ${path}.\n`,
    )
    expect([first.code, first.stderr]).toEqual([0, ''])
    expect(text(root)).toBe(document.replace('value: 10', 'value: 12'))
    const second = await lvv(command, { cwd: root.root })
    expect(second.stdout).toBe('Nothing changes; 3 unchanged.\nNo file changes.\n')
    expect(readdirSync(join(root.root, 'requirements'))).toEqual(['lse-61.yaml'])
  })

  it('imports what it can, names the rest by file and row, and ends with 2', async () => {
    const root = open({ 'r.csv': 'Requirement ID,Title\nDMS-REQ-0002,=cmd|\nbad,x\n' })
    const run = await lvv(['import', 'requirements', root.beside('r.csv')], { cwd: root.root })
    expect(run.code).toBe(2)
    expect(run.stderr).toBe(
      `skipped: ${root.beside('r.csv')} row 3: "bad" is not the key of a requirement, which looks like DMS-REQ-0360\n`,
    )
    expect(text(root)).toContain('  - id: DMS-REQ-0002\n    title: "=cmd|"\n')
    expect(run.stdout).toContain('- requirement DMS-REQ-0001')
    expect(text(root)).toContain('DMS-REQ-0001')
  })

  it('writes nothing when the result would not pass lvv check', async () => {
    const root = open({
      'e.csv': 'Element,Requirement ID,Title,Parameters\nLVV-1,DMS-REQ-0001,Latency,latncy\n',
      'r.csv': 'Requirement ID,Title\nDMS-REQ-0002,Two\n',
    })
    const files = ['e.csv', 'r.csv'].map(root.beside)
    const run = await lvv(['import', 'requirements', ...files], { cwd: root.root })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('DMS-REQ-0001 has no parameter "latncy"')
    expect(run.stderr).toContain('nothing is written: the result would not pass `lvv check`')
    expect(text(root)).toBe(document)
    expect(existsSync(join(root.root, 'requirements/elements'))).toBe(false)
  })

  it('puts every file back when one cannot be written', async () => {
    const root = open({
      'r.csv': 'Requirement ID,Title\nDMS-REQ-0001,New\nOSS-REQ-0001,Archive\n',
    })
    mkdirSync(join(root.root, 'requirements/lse-30.yaml'))
    writeFileSync(join(root.root, 'requirements/lse-30.yaml/x'), '')
    const run = await lvv(['import', 'requirements', root.beside('r.csv')], { cwd: root.root })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('the files cannot be written; all are as they were')
    expect(run.stderr).not.toMatch(/^\s+at /m)
    expect(text(root)).toBe(document)
    expect(readdirSync(join(root.root, 'requirements'))).toEqual(['lse-30.yaml', 'lse-61.yaml'])
  })

  it('reads a workbook and a ReqIF archive together, the later completing the earlier', async () => {
    const record = { id: 'DMS-REQ-0003', document: 'LSE-61', title: 'Three', parameters: {} }
    const parameters = { n: { name: 'n', value: 3, unit: '1', role: 'condition' as const } }
    const root = open({
      'r.xlsx': await writeXlsxTables({ ...emptySet, requirements: [record] }),
      'r.reqifz': writeReqifz({ ...emptySet, requirements: [{ ...record, parameters }] }),
    })
    const files = ['r.xlsx', 'r.reqifz'].map(root.beside)
    const run = await lvv(['import', 'requirements', ...files, '--json'], { cwd: root.root })
    expect([run.code, run.stderr]).toEqual([0, ''])
    expect(
      run.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toContainEqual({
      kind: 'new',
      what: 'parameter',
      key: 'DMS-REQ-0003/n',
      document: 'LSE-61',
      fields: [
        { field: 'value', after: 3 },
        { field: 'unit', after: '1' },
        { field: 'role', after: 'condition' },
      ],
    })
    expect(text(root)).toContain('      n: { value: 3, unit: "1", role: condition }\n')
    expect((await lvv(['check'], { cwd: root.root })).code).toBe(0)
  })

  it.each([
    [['import', 'requirements'], 'lvv import requirements needs a file'],
    [['import', 'requirement', 'x.csv'], 'Did you mean `lvv import requirements`?'],
    [['import', 'requirements', 'none.csv'], 'there is no file none.csv'],
    [['import', 'zephyr', 'x'], 'does not exist yet'],
  ])('refuses %j with what to do', async (args, message) => {
    const root = open({})
    const run = await lvv(args, { cwd: root.root })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain(message)
  })
})

const data = join(import.meta.dirname, '../../../../shared/data/requirements')
const lists = ['dmsr.json', 'parameter-roles.json', 'upstream.json', 'verification-elements.json']
const isThere = statSync(data, { throwIfNoEntry: false }) !== undefined

describe.skipIf(!isThere)(
  `the DMSR (${isThere ? 'read' : `SKIPPED: ${data} is not there`})`,
  () => {
    const files = lists.map((name) => join(data, name))

    it('is imported whole into an empty root, passes the check, and is found unchanged', async () => {
      const root = open({})
      mkdirSync(dirname(join(root.root, path)), { recursive: true })
      writeFileSync(join(root.root, path), 'document: LSE-61\ntitle: DMSR\nrequirements: []\n')
      const run = await lvv(['import', 'requirements', ...files], { cwd: root.root })
      expect(run.code).toBe(0)
      expect(run.stdout).toContain(
        '3 documents new, 377 requirements new, 131 parameters new, 310 elements new, 1 document changed; 0 unchanged.',
      )
      expect((await lvv(['check'], { cwd: root.root })).code).toBe(0)
      const again = await lvv(['import', 'requirements', ...files], { cwd: root.root })
      expect(again.stdout).toBe('Nothing changes; 822 unchanged.\nNo file changes.\n')
      expect(text(root)).not.toMatch(/shall/)
    })

    it('says what the repository holds: nothing new, nothing gone', async () => {
      const repository = join(import.meta.dirname, '../../..')
      const command = [
        'import',
        'requirements',
        ...files,
        '--dry-run',
        '--root',
        repository,
        '--json',
      ]
      const run = await lvv(command, { cwd: repository })
      const lines: readonly { readonly kind: string }[] = run.stdout
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line))
      expect(lines.filter(({ kind }) => kind !== 'note')).toEqual([])
    })
  },
)

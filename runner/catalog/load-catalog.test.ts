import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import { labFamilies } from './fixtures/lab-families.ts'
import { loadCatalog } from './load-catalog.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const rootWith = (files: { readonly [file: string]: string }): string => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-catalog-'))
  roots.push(root)
  for (const [file, text] of Object.entries(files)) put(root, file, text)
  return root
}

const put = (root: string, file: string, text: string): void => {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
  // As if written long ago: its time stamp then tells every later change.
  utimesSync(join(root, file), new Date('2026-01-01'), new Date('2026-01-01'))
}

const caseText = (key: string, extra = '') => `key: ${key}
title: A case
method: Test
status: Approved
${extra}script:
  - id: m
    do: lab.measure
    with: { subject: star }
    expect:
      - that: result.value > 0
`

const codesOf = async (root: string, cache?: string) => {
  const { problems } = await loadCatalog({ root, families: labFamilies, ...(cache && { cache }) })
  return problems.map(({ file, code }) => `${file} ${code}`)
}

test('a root without any file is empty and has no problems', async () => {
  const catalog = await loadCatalog({ root: rootWith({}), families: labFamilies })
  expect([catalog.cases.size, catalog.problems]).toEqual([0, []])
})

test('a case is resolved with its defaults, implied expectations and what it refers to', async () => {
  const root = rootWith({ 'cases/area/LAB-T1.yaml': caseText('LAB-T1', 'timeout: 2h\n') })
  const { cases } = await loadCatalog({ root, families: labFamilies })
  const [testCase] = cases.values()
  expect(testCase).toMatchObject({
    kind: 'case',
    area: 'area',
    file: 'cases/area/LAB-T1.yaml',
    timeout: 7_200_000,
    needs: { cpus: 1, memory: 0, locks: [] },
    uses: { env: [], secrets: [], families: ['lab'], params: {} },
  })
  const [row] = testCase?.script ?? []
  expect(row?.kind === 'do' && row.expect).toMatchObject([
    { judgement: { that: { source: 'result.value > 0', line: 11 } }, line: 11 },
    { judgement: { that: { source: 'result.ok' } }, implied: true },
  ])
})

test('the content hash ignores layout, comments and the order of fields, and nothing else', async () => {
  const hashOf = async (text: string) => {
    const root = rootWith({ 'cases/LAB-T1.yaml': text })
    const { cases } = await loadCatalog({ root, families: labFamilies })
    return [...cases.values()][0]?.contentHash
  }
  const plain = await hashOf(caseText('LAB-T1'))
  expect(plain).toMatch(/^[0-9a-f]{64}$/)
  const layout = caseText('LAB-T1').replace('title: A case\n', '').replaceAll('\n', '\r\n')
  expect(await hashOf(`# why\r\n${layout}title: "A case"\r\n`)).toBe(plain)
  expect(await hashOf(caseText('LAB-T1').replace('> 0', '> 1'))).not.toBe(plain)
})

test('large files, links out of the root, circles of links and wrong names are each said in one line', async () => {
  const outside = rootWith({ 'secret.yaml': caseText('LAB-T9') })
  const root = rootWith({
    'cases/big.yaml': `title: ${'x'.repeat(10 * 1024 * 1024)}\n`,
    'cases/short.yml': caseText('LAB-T2'),
    'cases/ok/LAB-T1.yaml': caseText('LAB-T1'),
    'cases/latin.yaml': 'x',
  })
  writeFileSync(join(root, 'cases/latin.yaml'), Uint8Array.from([0x74, 0xe9, 0x0a]))
  symlinkSync(join(outside, 'secret.yaml'), join(root, 'cases/out.yaml'))
  symlinkSync('loop.yaml', join(root, 'cases/loop.yaml'))
  symlinkSync('..', join(root, 'cases/up'))
  symlinkSync('.', join(root, 'cases/ok/self'))
  expect(await codesOf(root)).toEqual([
    'cases/big.yaml too-large',
    'cases/latin.yaml unreadable',
    'cases/loop.yaml broken-link',
    'cases/ok/self link-to-folder',
    'cases/out.yaml path-outside',
    'cases/short.yml file-name',
    'cases/up path-outside',
  ])
})

test('a kept catalog is the same as a new one, and does not load step families again', async () => {
  const root = rootWith({
    'cases/LAB-T1.yaml': caseText('LAB-T1'),
    'cases/LAB-T2.yaml': caseText('LAB-T2', 'titel: x\n'),
  })
  const cache = join(root, '.lvv', 'catalog.json')
  const first = await loadCatalog({ root, families: labFamilies, cache })
  const asked: string[] = []
  const families: FamilyLoader = {
    ...labFamilies,
    load: async (name) => {
      asked.push(name)
      return labFamilies.load(name)
    },
  }
  const second = await loadCatalog({ root, families, cache })
  expect(asked).toEqual([])
  expect([...second.cases]).toEqual([...first.cases])
  expect(second.problems).toEqual(first.problems)
  expect(second.heads()).toEqual(first.heads())
  expect({ ...second, cases: 0, heads: 0 }).toEqual({ ...first, cases: 0, heads: 0 })
})

test('a change of a file, of a precursor it calls, or of an environment is seen through the cache', async () => {
  const caller = `key: LAB-T1
title: Calls
method: Test
status: Approved
script:
  - id: store
    call: LAB-T2
    with: { path: "\${{ env.path }}" }
`
  const precursor = `key: LAB-T2
kind: precursor
title: Called
method: Test
status: Approved
inputs: { path: { type: string } }
script:
  - id: open
    do: lab.open
    with: { path: "\${{ inputs.path }}" }
`
  const root = rootWith({
    'cases/LAB-T1.yaml': caller,
    'cases/LAB-T2.yaml': precursor,
    'cases/environments/here.yaml': 'title: Here\nbindings: { path: /data }\n',
  })
  const cache = join(root, '.lvv', 'catalog.json')
  expect(await codesOf(root, cache)).toEqual([])
  put(
    root,
    'cases/LAB-T2.yaml',
    precursor.replaceAll('path', 'place').replace('{ place: "', '{ path: "'),
  )
  expect(await codesOf(root, cache)).toEqual([
    'cases/LAB-T1.yaml missing-input',
    'cases/LAB-T1.yaml unknown-input',
  ])
  put(root, 'cases/LAB-T2.yaml', precursor)
  expect(await codesOf(root, cache)).toEqual([])
  put(root, 'cases/environments/here.yaml', 'title: Here\nbindings: { path: 5 }\n')
  expect(await codesOf(root, cache)).toEqual(['cases/LAB-T1.yaml wrong-type'])
})

test.each([
  ['cut off', (text: string) => text.slice(0, text.length / 2)],
  ['of another form', () => '{"format":"other"}\n'],
  ['no text at all', () => '\u0000\u0001'],
  ['empty', () => ''],
])('a cache that is %s is ignored and made again', async (_title, damage) => {
  const root = rootWith({ 'cases/LAB-T1.yaml': caseText('LAB-T1') })
  const cache = join(root, '.lvv', 'catalog.json')
  await codesOf(root, cache)
  const good = readFileSync(cache, 'utf8')
  writeFileSync(cache, damage(good))
  const catalog = await loadCatalog({ root, families: labFamilies, cache })
  expect([...catalog.cases.values()].map(({ key }) => key)).toEqual(['LAB-T1'])
  expect(readFileSync(cache, 'utf8')).toBe(good)
})

test('heads of cases come from the cache without a case being parsed, the same as when they were made', async () => {
  const root = rootWith({
    'cases/area/LAB-T1.yaml': caseText('LAB-T1'),
    'cases/area/LAB-T2.yaml': 'key: LAB-T2\ntitle: Later\nmethod: Test\nstatus: Draft\n',
  })
  const cache = join(root, '.lvv/cache.json')
  const made = (await loadCatalog({ root, families: labFamilies, cache })).heads()
  const [head = '', common = '', heads = '', ...lines] = readFileSync(cache, 'utf8').split('\n')
  // Lines of cases that are no JSON: whoever parsed one would fail.
  const damaged = lines.map((line) => '{'.repeat(line.length))
  writeFileSync(cache, [head, common, heads, ...damaged].join('\n'))
  const cached = await loadCatalog({ root, families: labFamilies, cache })
  expect(cached.heads()).toEqual(made)
  expect(made.map(({ key, stub, automation }) => [key, stub, automation])).toEqual([
    ['LAB-T1', false, 'automated'],
    ['LAB-T2', true, 'none'],
  ])
  expect(() => cached.cases.get('LAB-T1' as never)).toThrow()
})

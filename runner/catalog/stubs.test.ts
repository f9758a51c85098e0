import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { isStub } from '#domain/automation.ts'
import { labFamilies } from './fixtures/lab-families.ts'
import { loadCatalog } from './load-catalog.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const load = (files: { readonly [file: string]: string }) => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-stubs-'))
  roots.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return loadCatalog({ root, families: labFamilies })
}

const head = (key: string, more = '') =>
  `key: ${key}\ntitle: ${key}\nmethod: Test\nstatus: Draft\n${more}`

const said = ({ problems }: Awaited<ReturnType<typeof load>>) =>
  problems.map(({ file, severity, code, message }) => `${file} ${severity} ${code} ${message}`)

test('a case or precursor without a script, or with an empty one, is a valid stub', async () => {
  const catalog = await load({
    'cases/a/LAB-T1.yaml': head('LAB-T1'),
    'cases/a/LAB-T2.yaml': head('LAB-T2', 'script: []\n'),
    'cases/a/LAB-T3.yaml': head('LAB-T3', 'kind: precursor\nalias: later\n'),
  })
  expect(said(catalog)).toEqual([])
  expect([...catalog.cases.values()].map(isStub)).toEqual([true, true, true])
})

test.each([
  'matrix: { band: [g] }',
  'aggregate: [{ id: x, manual: Do. }]',
  'teardown: [{ id: x, manual: Do. }]',
])('a stub with `%s` is an error', async (field) => {
  const { problems } = await load({ 'cases/a/LAB-T1.yaml': head('LAB-T1', `${field}\n`) })
  expect(problems.map(({ code }) => code)).toContain('stub-with-rows')
})

test('who calls a stub, itself or through others, is warned of, and what the stub will return is not checked', async () => {
  const catalog = await load({
    'cases/p/LAB-T1.yaml': head('LAB-T1', 'kind: precursor\nalias: later\n'),
    'cases/p/LAB-T2.yaml': head(
      'LAB-T2',
      'kind: precursor\nscript: [{ id: a, call: later, with: { x: 1 } }]\n',
    ),
    'cases/a/LAB-T3.yaml': head(
      'LAB-T3',
      'script:\n  - { id: a, call: LAB-T1 }\n  - { id: b, do: lab.measure, with: { subject: "${{ steps.a.star }}" }, expect: [{ that: result.value > 0 }] }\n',
    ),
    'cases/a/LAB-T4.yaml': head('LAB-T4', 'script: [{ id: a, call: LAB-T2 }]\n'),
  })
  expect(said(catalog)).toEqual([
    'cases/a/LAB-T3.yaml warning calls-stub LAB-T1 is a stub: what calls it cannot be executed yet.',
    'cases/a/LAB-T4.yaml warning calls-stub LAB-T2 calls the stub LAB-T1: what calls it cannot be executed yet.',
    'cases/p/LAB-T2.yaml warning calls-stub LAB-T1 is a stub: what calls it cannot be executed yet.',
  ])
})

test('a stub verifies elements without being told that nothing judges them', async () => {
  const catalog = await load({
    'requirements/lab.yaml':
      'document: LAB\ntitle: Lab\nrequirements: [{ id: LAB-REQ-1, title: One }]\n',
    'requirements/elements/lab.yaml':
      'document: LAB\nelements: [{ key: LAB-1, requirement: LAB-REQ-1, title: One }]\n',
    'cases/a/LAB-T1.yaml': head('LAB-T1', 'verifies: [LAB-1]\n'),
  })
  expect(said(catalog)).toEqual([])
})

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { labFamilies } from '#catalog/fixtures/lab-families.ts'
import { loadCatalog } from '#catalog/load-catalog.ts'
import { recordsOfBasis } from '#domain/requirement-records.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const requirements = (change: { readonly [find: string]: string } = {}) =>
  Object.entries(change).reduce(
    (text, [find, put]) => text.replace(find, put),
    `document: LAB
title: Laboratory
requirements:
  - id: LAB-REQ-1
    title: Fast
    priority: 1a
    parents: [LAB-REQ-3]
    parameters:
      T: { value: 10, unit: s, role: threshold, sense: at-most, given: [users], uses: [size] }
      other: { value: 1, unit: s, role: target, sense: at-most, note: as read }
  - id: LAB-REQ-2
    title: Loaded
    parameters:
      users: { value: 100, unit: "1", role: condition, given: [load] }
      size: { value: 5, unit: GB, role: configuration }
      load: { value: 0.5, unit: "1", role: condition }
  - { id: LAB-REQ-3, title: Whole, parameters: { all: { value: 1, unit: "1", role: condition } } }
`,
  )

const elements = `document: LAB
elements:
  - { key: LAB-1, requirement: LAB-REQ-1, title: It is fast, parameters: [other], jiraStatus: Covered }
`

const caseText = (verifies: string, expectation: string) => `key: LAB-T1
title: A case
method: Test
status: Approved
${verifies}script:
  - id: m
    do: lab.measure
    with: { subject: star }
    expect:
      - ${expectation}
`

const basisOf = async (texts: { readonly [file: string]: string }) => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-basis-'))
  roots.push(root)
  for (const [file, text] of Object.entries(texts)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const catalog = await loadCatalog({ root, families: labFamilies })
  const [testCase] = catalog.cases.values()
  if (testCase === undefined) throw new Error(JSON.stringify(catalog.problems))
  return { catalog, basis: testCase.basis }
}

const files = (verifies: string, expectation: string, change = {}) => ({
  'requirements/lab.yaml': requirements(change),
  'requirements/elements/lab.yaml': elements,
  'cases/a/LAB-T1.yaml': caseText(verifies, expectation),
})

const meets = '{ measure: T, value: result.seconds, unit: s, meets: LAB-REQ-1/T }'
const through = ['LAB-REQ-1/T', 'LAB-REQ-2/load', 'LAB-REQ-2/size', 'LAB-REQ-2/users']

test.each([
  ['names nothing', '', 'that: result.ok', []],
  [
    'verifies an element',
    'verifies: [LAB-1]\n',
    'that: result.ok',
    ['LAB-1', 'LAB-REQ-1', 'LAB-REQ-1/other'],
  ],
  [
    'verifies a requirement without element',
    'verifies: [LAB-REQ-3]\n',
    'that: result.ok',
    ['LAB-REQ-3', 'LAB-REQ-3/all'],
  ],
  ['meets a threshold under conditions', '', meets, ['LAB-REQ-1', ...through]],
  [
    'compares with a target',
    '',
    '{ measure: other, value: result.seconds, unit: s, compares: LAB-REQ-1/other }',
    ['LAB-REQ-1', 'LAB-REQ-1/other'],
  ],
  [
    'reads a parameter',
    '',
    `that: 'result.value < params["LAB-REQ-2/size"]'`,
    ['LAB-REQ-2', 'LAB-REQ-2/size'],
  ],
])('a case that %s rests on just that', async (_, verifies, expectation, keys) => {
  const { basis, catalog } = await basisOf(files(verifies, expectation))
  expect(Object.keys(basis)).toEqual(keys)
  const records = recordsOfBasis(catalog.requirements, keys)
  expect(Object.keys(records).sort()).toEqual(Object.values(basis).sort())
})

test.each([
  ['the limit', { 'value: 10,': 'value: 12,' }, ['LAB-REQ-1/T']],
  ['a condition behind it', { 'value: 0.5,': 'value: 0.6,' }, ['LAB-REQ-2/load']],
  ['the statement', { 'title: Fast': 'title: Fast enough' }, ['LAB-REQ-1']],
  ['a target of the same requirement', { 'value: 1, unit: s': 'value: 2, unit: s' }, []],
  ['priority and parents', { 'priority: 1a\n    parents: [LAB-REQ-3]': 'priority: 2' }, []],
  ['another requirement', { 'title: Whole': 'title: Nearly whole' }, []],
])('a change of %s changes only what rests on it', async (_, change, changed) => {
  const before = await basisOf(files('', meets))
  const after = await basisOf(files('', meets, change))
  const keys = Object.keys(before.basis)
  expect(keys.filter((key) => before.basis[key] !== after.basis[key])).toEqual(changed)
})

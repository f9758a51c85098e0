import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { labFamilies } from '#catalog/fixtures/lab-families.ts'
import { loadCatalog } from '#catalog/load-catalog.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const requirements = `document: LAB
title: Laboratory
requirements:
  - id: LAB-REQ-1
    title: Fast
    parameters:
      T: { value: 10, unit: s, role: threshold, sense: at-most, given: [users] }
      users: { value: 100, unit: "1", role: condition, sense: at-least, given: [load] }
      load: { value: 5, unit: s, role: condition }
      lost: { value: 0.01, unit: "1", role: threshold, sense: at-most, statistic: fraction, confidence: 0.95 }
      same: { value: 3, unit: s, role: threshold, sense: equals }
      free: { value: 9, unit: s, role: threshold, sense: at-most }
`

const checked = async (expectation: string) => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-conditions-'))
  roots.push(root)
  const files = {
    'requirements/lab.yaml': requirements,
    'cases/a/LAB-T1.yaml': `key: LAB-T1
title: A case
method: Test
status: Approved
script:
  - id: m
    do: lab.measure
    with: { subject: star }
    expect:
      - { measure: T, value: result.seconds, unit: s, ${expectation} }
`,
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return loadCatalog({ root, families: labFamilies })
}

const meets = (more: string) => `meets: LAB-REQ-1/T, ${more}`
const fraction = 'meets: LAB-REQ-1/lost, unit: "1"'

test.each([
  [meets('under: { users: result.n, load: 5 }'), []],
  [meets('under: { users: result.n, load: { value: 1, unit: min } }'), []],
  [meets('under: { users: result.n }'), ['warning condition-unstated']],
  ['meets: LAB-REQ-1/T', ['warning condition-unstated']],
  [
    meets('under: { user: result.n, load: 5 }'),
    ['error no-condition', 'warning condition-unstated'],
  ],
  [meets('under: { users: result.nn, load: 5 }'), ['error unknown-field']],
  [meets('under: { users: 1, load: { value: 1, unit: mas } }'), ['error wrong-dimension']],
  [meets('under: { users: 1, load: { value: 1, unit: fnord } }'), ['error unknown-unit']],
  ['meets: LAB-REQ-1/free', []],
  ['meets: LAB-REQ-1/free, under: { users: 1 }', ['error no-condition']],
  ['atMost: 5, under: { users: 1 }', ['error misplaced-field']],
  ['meets: LAB-REQ-1/same, uncertainty: 1, guard: 2', ['error misplaced-field']],
  ['near: 5, within: 3, uncertainty: 1, guard: 2', ['error misplaced-field']],
])('{ %s }: %j', async (expectation, expected) => {
  const { problems } = await checked(expectation)
  expect(problems.map(({ severity, code }) => `${severity} ${code}`).sort()).toEqual(expected)
})

test.each([
  [fraction, ['warning confidence-without-n']],
  [`${fraction}, n: result.n`, []],
  [`${fraction}, n: result.n, uncertainty: 1, guard: 2`, ['error misplaced-field']],
])('a confidence, { %s }: %j', async (expectation, expected) => {
  const text = expectation.replace(', unit: "1"', '')
  const root = await checked(text)
  const found = root.problems.filter(({ code }) => code !== 'wrong-dimension')
  expect(found.map(({ severity, code }) => `${severity} ${code}`)).toEqual(expected)
})

test('conditions through others are asked for, each with what is stated of it', async () => {
  const { cases } = await checked(
    meets('under: { users: result.n, load: { value: 1, unit: min } }'),
  )
  const [row] = [...cases.values()][0]?.script ?? []
  const judgement = row?.kind === 'do' ? row.expect[0]?.judgement : undefined
  expect(judgement).toMatchObject({
    criterion: {
      conditions: [
        {
          name: 'users',
          value: 100,
          unit: '1',
          sense: 'at-least',
          strict: false,
          stated: { value: { source: 'result.n' } },
        },
        {
          name: 'load',
          value: 5,
          unit: 's',
          strict: false,
          stated: { value: { source: '1' }, unit: 'min' },
        },
      ],
    },
  })
})

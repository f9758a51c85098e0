import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { labFamilies } from './fixtures/lab-families.ts'
import { loadCatalog } from './load-catalog.ts'

const base = { method: 'Test', status: 'Approved' }
const measured = { do: 'lab.measure', with: { subject: 'star', count: 2 } }
const valid: readonly object[] = [
  {
    key: 'LAB-T11',
    title: 'Values',
    ...base,
    tags: ['a'],
    timeout: '2h',
    script: [
      {
        id: 'm',
        ...measured,
        timeout: '5s',
        retry: { attempts: 2, delay: '1s' },
        expect: [{ value: 'result.value', atLeast: 1 }],
      },
      {
        id: 'n',
        do: 'lab.measure',
        with: { subject: '${{ steps.m.unit }}' },
        expect: [{ that: 'result.ok', because: 'it must' }],
      },
    ],
  },
  {
    key: 'LAB-T12',
    title: 'Measures',
    ...base,
    verifies: ['LAB-11'],
    script: [
      {
        id: 'm',
        ...measured,
        given: [{ that: 'result.n > 3', because: 'few say nothing' }],
        expect: [
          {
            measure: 'answerTime',
            value: 'result.seconds',
            unit: 's',
            meets: 'LAB-REQ-0001/answerTime',
          },
        ],
      },
    ],
  },
  {
    key: 'LAB-T13',
    kind: 'precursor',
    alias: 'open_it',
    title: 'Opens',
    ...base,
    inputs: { path: { type: 'string', default: 'x' } },
    outputs: { store: '${{ steps.open.handle }}' },
    script: [{ id: 'open', do: 'lab.open', with: { path: '${{ inputs.path }}' } }],
    teardown: [{ id: 'shut', ...measured }],
  },
  {
    key: 'LAB-T14',
    title: 'Matrix',
    ...base,
    matrix: { band: ['g', 'r'] },
    needs: { cpus: 2, memory: '1GiB', locks: ['x'] },
    script: [{ id: 'm', do: 'lab.measure', with: { subject: '${{ matrix.band }}' } }],
    aggregate: [{ id: 'all', ...measured, expect: [{ that: 'cells.all(c, c.steps.m.ok)' }] }],
  },
  {
    key: 'LAB-T15',
    title: 'Calls and people',
    ...base,
    script: [
      { id: 'store', call: 'open_store', with: { path: '/data' } },
      {
        id: 'use',
        do: 'lab.measure',
        when: 'env.limit > 3',
        with: { subject: 'x', store: '${{ steps.store.store }}' },
      },
      {
        id: 'look',
        manual: 'Look.',
        when: 'env.limit > 3',
        asks: { note: { type: 'string' } },
        expect: [
          {
            each: 'steps.use.rows',
            label: 'item.name',
            allow: '15 %',
            that: 'item.seconds < 3.0',
          },
        ],
      },
    ],
  },
]

const requirement = `document: LAB-1
title: Requirements
requirements:
  - { id: LAB-REQ-0001, title: In time, parameters: { answerTime: { value: 10, unit: s, role: threshold, sense: at-most } } }
`
const precursor = `key: LAB-T1
kind: precursor
alias: open_store
title: Open
method: Test
status: Approved
inputs: { path: { type: string } }
outputs: { store: "\${{ steps.open.handle }}" }
script:
  - { id: open, do: lab.open, with: { path: "\${{ inputs.path }}" } }
`

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'lvv-mutations-'))
  for (const folder of ['cases/environments', 'requirements/elements']) {
    mkdirSync(join(root, folder), { recursive: true })
  }
  writeFileSync(join(root, 'cases/environments/here.yaml'), 'title: Here\nbindings: { limit: 5 }\n')
  writeFileSync(join(root, 'cases/LAB-T1.yaml'), precursor)
  writeFileSync(join(root, 'requirements/lab.yaml'), requirement)
  writeFileSync(
    join(root, 'requirements/elements/lab.yaml'),
    'document: LAB-1\nelements: [{ key: LAB-11, requirement: LAB-REQ-0001, title: T, parameters: [answerTime] }]\n',
  )
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const check = async (text: string) => {
  writeFileSync(join(root, 'cases/x.yaml'), text)
  const { cases, problems } = await loadCatalog({ root, families: labFamilies })
  const found = [...cases.values()].find(({ file }) => file === 'cases/x.yaml')
  return { problems, hash: found?.contentHash }
}

type Path = readonly (string | number)[]

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, item]) => {
        const here = [...path, Array.isArray(value) ? Number(key) : key]
        return [here, ...pathsOf(item, here)]
      })

const everyField = valid.flatMap((whole, index) => pathsOf(whole).map((path) => ({ index, path })))

const mutations = ['delete', 'rename', 'retype', 'garble', 'null'] as const

const mutate = (whole: object, path: Path, kind: (typeof mutations)[number], noise: string) => {
  const copy = structuredClone(whole) as Record<string | number, unknown>
  let parent = copy
  for (const step of path.slice(0, -1)) parent = parent[step] as typeof parent
  const last = path.at(-1) ?? ''
  const value = parent[last]
  if (kind === 'delete' && Array.isArray(parent)) parent.splice(Number(last), 1)
  else if (kind === 'delete') delete parent[last]
  else if (kind === 'rename' && !Array.isArray(parent)) {
    delete parent[last]
    parent[`${last}x`] = value
  } else if (kind === 'null') parent[last] = null
  else if (kind === 'garble' && typeof value === 'string') {
    parent[last] = value.slice(0, noise.length % (value.length + 1)) + noise
  } else parent[last] = typeof value === 'object' ? 7 : { odd: [value] }
  return copy
}

test('the five cases are valid as they stand', async () => {
  for (const whole of valid) {
    const { problems } = await check(stringify(whole))
    expect(problems).toEqual([])
  }
})

test('a mutation of any field never crashes and is never passed over in silence', async () => {
  const before = new Map<number, string | undefined>()
  for (const [index, whole] of valid.entries()) {
    before.set(index, (await check(stringify(whole))).hash)
  }
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...everyField),
      fc.constantFrom(...mutations),
      fc.string({ unit: 'binary-ascii', maxLength: 12 }),
      async ({ index, path }, kind, noise) => {
        const text = stringify(mutate(valid[index] ?? {}, path, kind, noise))
        const { problems, hash } = await check(text)
        const same = JSON.stringify(parse(text)) === JSON.stringify(valid[index])
        if (!same) expect(problems.length > 0 || hash !== before.get(index)).toBe(true)
        if (problems.length === 0) expect(hash).toBeDefined()
      },
    ),
    { numRuns: 400 },
  )
}, 60_000)

test('random damage of the text itself never crashes the reading', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(valid.length - 1),
      fc.nat(),
      fc.nat(9),
      fc.string({ unit: 'binary', maxLength: 6 }),
      async (index, at, length, noise) => {
        const text = stringify(valid[index])
        const start = at % text.length
        const { problems, hash } = await check(
          text.slice(0, start) + noise + text.slice(start + length),
        )
        expect(problems.length > 0 || hash !== undefined).toBe(true)
      },
    ),
    { numRuns: 300 },
  )
}, 60_000)

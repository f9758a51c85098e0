import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { labFamilies } from '#catalog/fixtures/lab-families.ts'
import { loadCatalog } from '#catalog/load-catalog.ts'
import { parseElementKey, parseRequirementKey } from '#domain/keys.ts'

const roots: string[] = []
afterEach(() => {
  for (const root of roots.splice(0)) rmSync(root, { recursive: true, force: true })
})

const load = async (files: { readonly [file: string]: string }) => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-requirements-'))
  roots.push(root)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return loadCatalog({ root, families: labFamilies, today: '2026-06-01' })
}

const said = ({ problems }: Awaited<ReturnType<typeof load>>) =>
  problems.map(
    ({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code} ${message}`,
  )

const document = (requirements: string, head = '') =>
  `document: LAB\ntitle: Laboratory\n${head}requirements:\n${requirements}`

const requirement = (number: number, more = '') =>
  `  - { id: LAB-REQ-${number}, title: Statement ${number}${more && `, ${more}`} }\n`

const parameter = (fields: string) => requirement(1, `parameters: { P: { ${fields} } }`)

const threshold = 'value: 10, unit: mas, role: threshold, sense: at-most'

test('every field of requirements, parameters, elements and waivers is read', async () => {
  const catalog = await load({
    'requirements/lab.yaml': document(
      parameter(
        `${threshold}, levels: { minimum: 20, design: 10, stretch: 5 }, estimate: 7, boundary: 9, limit: 12, note: as read`,
      ) +
        requirement(2, 'changed: "1.1"') +
        requirement(
          3,
          'parameters: { F: { value: 0.1, unit: "1", role: threshold, sense: at-most, statistic: fraction, confidence: 0.95, decidedBy: B } }',
        ),
      'decidedBy: A. Reader\n',
    ),
    'requirements/elements/lab.yaml':
      'document: LAB\nelements:\n' +
      '  - { key: LAB-1, requirement: LAB-REQ-1, title: One, parameters: [P], covers: { band: [g, r] }, verifiedIn: [LAB-2], jiraStatus: Covered, written: "1.0" }\n' +
      '  - { key: LAB-2, requirement: LAB-REQ-2, title: Two }\n',
    'requirements/waivers/one.yaml':
      'element: LAB-2\nrelease: r1\nreason: Late\napprovedBy: Board\njira: LAB-9\nexpires: "2026-12-31"\n',
  })
  expect(said(catalog)).toEqual([])
  const { requirements, elements, waivers } = catalog.requirements
  const of = (id: string) => requirements.get(parseRequirementKey(id) ?? fail(id))
  expect(of('LAB-REQ-1')?.parameters.P).toMatchObject({
    levels: { minimum: 20, design: 10, stretch: 5 },
    estimate: 7,
    boundary: 9,
    limit: 12,
    note: 'as read',
    decidedBy: 'A. Reader',
    contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
  })
  expect(of('LAB-REQ-2')?.changed).toBe('1.1')
  expect(of('LAB-REQ-3')?.parameters.F).toMatchObject({ confidence: 0.95, decidedBy: 'B' })
  expect(elements.get(parseElementKey('LAB-1') ?? fail('LAB-1'))).toMatchObject({
    covers: { band: ['g', 'r'] },
    verifiedIn: ['LAB-2'],
    jiraStatus: 'Covered',
    written: '1.0',
  })
  expect(waivers).toEqual([
    {
      element: 'LAB-2',
      release: 'r1',
      reason: 'Late',
      approvedBy: 'Board',
      jira: 'LAB-9',
      expires: '2026-12-31',
    },
  ])
})

const fail = (what: string): never => {
  throw new Error(what)
}

test.each([
  ['minimum: 5, design: 10', 'error levels-order'],
  ['design: 10, stretch: 12', 'error levels-order'],
  ['minimum: 20, stretch: 5', undefined],
  ['minimum: 10, design: 10, stretch: 10', undefined],
])('levels of an at-most threshold { %s }: %s', async (levels, expected) => {
  const text = parameter(`${threshold}, levels: { ${levels} }`)
  const found = said(await load({ 'requirements/lab.yaml': document(text) }))
  expect(found.map((line) => /(error|warning) \S+/.exec(line)?.[0])).toEqual(
    expected === undefined ? [] : [expected],
  )
})

test.each([
  [`${threshold}, limit: 8`, 'key-numbers'],
  [`${threshold}, limit: 12, boundary: 13`, 'key-numbers'],
  [`${threshold}, limit: 12, boundary: 11, estimate: 20`, undefined],
  ['value: 10, unit: mas, role: threshold, sense: at-least, limit: 12', 'key-numbers'],
  ['value: 10, unit: mas, role: condition, estimate: 8', 'no-sense'],
  [`${threshold}, statistic: median, confidence: 0.9`, 'confidence-statistic'],
  [`${threshold}, confidence: 0.9`, 'confidence-statistic'],
  ['value: 1, unit: "1", role: condition, statistic: count, confidence: 0.9', 'confidence-role'],
  [`${threshold}, statistic: count, confidence: 0.9`, undefined],
])('a parameter { %s }: %s', async (fields, code) => {
  const { problems } = await load({ 'requirements/lab.yaml': document(parameter(fields)) })
  expect(problems.map((problem) => problem.code)).toEqual(code === undefined ? [] : [code])
})

test('circles of parents are named whole, also a requirement that is its own parent', async () => {
  const text =
    requirement(1, 'parents: [LAB-REQ-3]') +
    requirement(2, 'parents: [LAB-REQ-1]') +
    requirement(3, 'parents: [LAB-REQ-2]') +
    requirement(4, 'parents: [LAB-REQ-4]') +
    requirement(5, 'parents: [LAB-REQ-1]')
  expect(said(await load({ 'requirements/lab.yaml': document(text) }))).toEqual([
    'requirements/lab.yaml:4 error parent-cycle Parents go in a circle: LAB-REQ-1 → LAB-REQ-3 → LAB-REQ-2 → LAB-REQ-1.',
    'requirements/lab.yaml:7 error parent-cycle LAB-REQ-4 is its own parent.',
  ])
})

test('an unknown parent of a held document is told each time, one of a document not held once a file', async () => {
  const text =
    requirement(1, 'parents: [LAB-REQ-7, UP-REQ-1, UP-REQ-2, TOP-REQ-1]') +
    requirement(2, 'parents: [UP-REQ-1, LAB-REQ-8]')
  expect(said(await load({ 'requirements/lab.yaml': document(text) }))).toEqual([
    'requirements/lab.yaml:4 warning unknown-parent No document that is held has LAB-REQ-7, a parent of LAB-REQ-1.',
    'requirements/lab.yaml:4 warning not-held UP-REQ is not held here: what this file says of it is not checked.',
    'requirements/lab.yaml:4 warning not-held TOP-REQ is not held here: what this file says of it is not checked.',
    'requirements/lab.yaml:5 warning unknown-parent No document that is held has LAB-REQ-8, a parent of LAB-REQ-2.',
  ])
})

test('one name has one value: another value or dimension names both places, another unit is fine', async () => {
  const with_ = (number: number, value: string) =>
    requirement(number, `parameters: { P: { ${value}, role: condition } }`)
  const text =
    with_(1, 'value: 60, unit: s') +
    with_(2, 'value: 1, unit: min') +
    with_(3, 'value: 2, unit: min') +
    with_(4, 'value: 60, unit: mas')
  expect(said(await load({ 'requirements/lab.yaml': document(text) }))).toEqual([
    'requirements/lab.yaml:6 error other-value Parameter P is 2 min here and 60 s in LAB-REQ-1 (requirements/lab.yaml:4).',
    'requirements/lab.yaml:7 error other-value Parameter P is 60 mas here and 60 s in LAB-REQ-1 (requirements/lab.yaml:4).',
  ])
})

test('double-encoded and hidden characters are told with the mend', async () => {
  const { problems } = await load({
    'requirements/lab.yaml': document(
      '  - { id: LAB-REQ-1, title: "The userâ€™s \\u202Equery" }\n',
    ),
  })
  expect(problems.map(({ code, hint, column }) => [code, hint, column])).toEqual([
    ['double-encoded', 'Write "’".', 38],
    ['hidden-character', 'Remove it.', 43],
  ])
})

test('exceptions that have ended are told on the day after, also from the cache', async () => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-requirements-'))
  roots.push(root)
  mkdirSync(join(root, 'requirements/waivers'), { recursive: true })
  mkdirSync(join(root, 'requirements/elements'))
  writeFileSync(join(root, 'requirements/lab.yaml'), document(requirement(1)))
  writeFileSync(
    join(root, 'requirements/elements/lab.yaml'),
    'document: LAB\nelements:\n  - { key: LAB-1, requirement: LAB-REQ-1, title: One }\n',
  )
  writeFileSync(
    join(root, 'requirements/waivers/one.yaml'),
    'element: LAB-1\nrelease: r1\nreason: Late\napprovedBy: Board\njira: LAB-9\nexpires: "2026-05-31"\n',
  )
  const on = async (today: string) => {
    const cache = join(root, 'cache.json')
    const catalog = await loadCatalog({ root, families: labFamilies, cache, today })
    return [catalog.requirements.waivers.length, said(catalog)]
  }
  expect(await on('2026-05-31')).toEqual([1, []])
  const ended = [
    1,
    [
      'requirements/waivers/one.yaml:6 warning expired This waiver ended on 2026-05-31: it has no effect any more.',
    ],
  ]
  expect(await on('2026-06-01')).toEqual(ended)
  expect(await on('2026-05-31')).toEqual([1, []])
})

test('a waiver of an element that does not exist is an error', async () => {
  const waiver =
    'element: LAB-7\nrelease: r1\nreason: Late\napprovedBy: Board\njira: LAB-9\nexpires: "2026-12-31"\n'
  const catalog = await load({
    'requirements/lab.yaml': document(requirement(1)),
    'requirements/elements/lab.yaml':
      'document: LAB\nelements:\n  - { key: LAB-1, requirement: LAB-REQ-1, title: One, verifiedIn: [LAB-1, LAB-3] }\n',
    'requirements/waivers/one.yaml': waiver,
  })
  expect(catalog.problems.map(({ file, severity, code }) => `${file} ${severity} ${code}`)).toEqual(
    [
      'requirements/elements/lab.yaml error verified-in-itself',
      'requirements/elements/lab.yaml warning unknown-element',
      'requirements/waivers/one.yaml error unknown-element',
    ],
  )
})

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labFamilies } from './fixtures/lab-families.ts'
import { loadCatalog } from './load-catalog.ts'
import { renderProblems } from './render-problems.ts'

const root = join(import.meta.dirname, 'fixtures', 'broken')
const planted = readFileSync(join(import.meta.dirname, 'golden', 'broken-expected.txt'), 'utf8')
  .trim()
  .split('\n')

test('every planted defect of the broken files is found at its line, and nothing else', async () => {
  const { problems } = await loadCatalog({ root, families: labFamilies })
  const found = problems.map(({ file, line, code }) => `${file}:${line} ${code}`)
  expect([...found].sort()).toEqual([...planted].sort())
  expect(new Set(planted.map((line) => line.split(':')[0])).size).toBeGreaterThanOrEqual(40)
})

test('every problem says what is wrong in a sentence and points at something', async () => {
  const { problems } = await loadCatalog({ root, families: labFamilies })
  for (const problem of problems) {
    expect(problem.message).toMatch(/^[A-Z"$`.0-9].*[.]$/)
    expect(problem.line).toBeGreaterThan(0)
    expect(problem.column).toBeGreaterThan(0)
    expect(`${problem.message}${problem.hint ?? ''}`).not.toMatch(/undefined|\[object|NaN/)
  }
})

test('cases with errors, and those that call them, are not in the catalog', async () => {
  const { cases, problems } = await loadCatalog({ root, families: labFamilies })
  const broken = new Set(
    problems.filter(({ severity }) => severity === 'error').map(({ file }) => file),
  )
  for (const { file } of cases.values()) expect(broken).not.toContain(file)
  expect([...cases.keys()]).toEqual(['LAB-T1'])
})

test('problems are shown with file, line, column, code, line of the file, mark and mend', async () => {
  const { problems } = await loadCatalog({ root, families: labFamilies })
  const shown = problems.filter(({ file }) =>
    [
      'cases/broken/LAB-T101.yaml',
      'cases/broken/LAB-T114.yaml',
      'cases/broken/LAB-T139.yaml',
    ].includes(file),
  )
  const text = renderProblems(shown, { root, colour: false, columns: 80 })
  await expect(text).toMatchFileSnapshot('golden/problems-80.txt')
})

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

const caseFile = `key: LAB-T1
title: A case
method: Test
status: Approved
script: [{ id: m, do: lab.measure, with: { subject: star } }]
`

const planWith = async (sections: string) => {
  const root = mkdtempSync(join(tmpdir(), 'lvv-plan-'))
  roots.push(root)
  const plan = `key: LAB-P1\ntitle: A campaign\ncases: [LAB-T1]\n${sections}`
  for (const [file, text] of [
    ['cases/area/LAB-T1.yaml', caseFile],
    ['cases/plans/LAB-P1.yaml', plan],
  ] as const) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  const { plans, problems } = await loadCatalog({ root, families: labFamilies })
  return { plan: [...plans.values()][0], problems: problems.map(({ code, line }) => [code, line]) }
}

test('what people write in a plan is read as paragraphs', async () => {
  const { plan, problems } = await planWith(`sections:
  owner: A. Person
  milestone: { name: Fall campaign }
  exitCriteria: [No open failure, Every result reviewed]
  personnel: [{ name: B. Person, role: operator }]
  overallAssessment: |
    First paragraph,
    two lines.

    Second paragraph.
`)
  expect(problems.filter(([code]) => code !== 'verifies-nothing')).toEqual([])
  expect(plan?.sections).toEqual({
    owner: 'A. Person',
    milestone: { name: 'Fall campaign' },
    objective: [],
    overview: [],
    observing: false,
    verificationEnvironment: [],
    configuration: [],
    entryCriteria: [],
    exitCriteria: ['No open failure', 'Every result reviewed'],
    documentation: [],
    personnel: [{ name: 'B. Person', role: 'operator', cases: [] }],
    overallAssessment: ['First paragraph,\ntwo lines.', 'Second paragraph.'],
    recommendedImprovements: [],
  })
})

test('a section that no report has is found at its line', async () => {
  const { plan, problems } = await planWith('sections:\n  overalAssessment: Fine.\n')
  expect(problems).toContainEqual(['unknown-field', 5])
  expect(plan?.sections).toBeUndefined()
})

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ElementKey, RequirementKey } from '#domain/keys.ts'
import type { Parameter, Requirements } from '#domain/requirement.ts'
import type { CaseStatus, Row, TestCase, Verified } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'
import { manualRow, parameter, requirementsOf } from './rows-for-test.ts'

const data = join(import.meta.dirname, '../../../../shared/data')

/** True where the documents as data lie beside the repository. */
export const hasDocuments = existsSync(join(data, 'ldm639/cases.json'))

const cases = z.object({
  cases: z.array(
    z.object({
      key: z.string(),
      title: z.string(),
      section: z.string(),
      status: z.string(),
      test_items: z.string(),
      requirements: z.array(z.string()),
      ves: z.array(z.object({ key: z.string(), summary: z.string() })),
      steps: z.array(
        z.object({
          step: z.number(),
          substep: z.number().nullable(),
          from: z.string().nullable(),
          description: z.string(),
          expected_result: z.string().nullish(),
          test_data: z.string().nullish(),
        }),
      ),
    }),
  ),
})
const roles = z.object({
  rows: z.array(
    z.object({
      requirement: z.string(),
      name: z.string(),
      value: z.number(),
      unit: z.string(),
      role: z.enum([
        'threshold',
        'target',
        'inner-limit',
        'condition',
        'configuration',
        'selection',
      ]),
      sense: z.string().nullish(),
    }),
  ),
})
const elements = z.object({
  elements: z.array(
    z.object({ key: z.string(), requirement: z.string(), cases: z.array(z.string()) }),
  ),
})

const read = <T>(schema: z.ZodType<T>, file: string): T =>
  schema.parse(JSON.parse(readFileSync(join(data, file), 'utf8')))

const senses: readonly string[] = ['at-most', 'at-least', 'equals'] satisfies Parameter['sense'][]
const isSense = (text: unknown): text is NonNullable<Parameter['sense']> =>
  typeof text === 'string' && senses.includes(text)

/** The parameters of LSE-61 as requirements. */
export const documentRequirements = (): Requirements => {
  const all: { [id: string]: Parameter[] } = {}
  for (const { requirement, name, value, unit, role, sense } of read(
    roles,
    'requirements/parameter-roles.json',
  ).rows) {
    const list = all[requirement] ?? []
    all[requirement] = list
    const { sense: _, ...plain } = parameter(name, value, unit, { role })
    list.push(isSense(sense) ? { ...plain, sense } : plain)
  }
  return requirementsOf(all)
}

/** The cases of LDM-639, their rows as rows that a person acts on. */
export const documentCases = (): readonly TestCase[] => {
  const links = read(elements, 'requirements/verification-elements.json').elements
  return read(cases, 'ldm639/cases.json').cases.map((item) => {
    const linked = links.filter((element) => element.cases.includes(item.key))
    const verifies: Verified[] = linked.map(({ key, requirement }) => ({
      element: key as ElementKey,
      requirement: requirement as RequirementKey,
      implicit: false,
    }))
    return sampleCase(item.key, {
      kind: item.section === 'reusable' ? 'precursor' : 'case',
      title: item.title,
      objective: item.test_items,
      status: item.status as CaseStatus,
      verifies,
      script: item.steps.filter(({ from }) => from === null).map(rowOf),
    })
  })
}

const rowOf = ({
  step,
  description,
  expected_result,
}: z.infer<typeof cases>['cases'][number]['steps'][number]): Row =>
  manualRow(`row${step}`, description, expected_result ? { expected: expected_result } : {})

import type { Expectation } from '#domain/expectation.ts'
import type { ElementKey, RequirementKey, TestCaseKey } from '#domain/keys.ts'
import type { Parameter, Requirement, Requirements } from '#domain/requirement.ts'
import type { CallRow, PersonRow, StepRow, TestCase, Verified } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'

const rowBase = {
  continue: false,
  always: false,
  reads: [],
  elements: [],
  named: false,
  line: 1,
} as const

/** A row on which a person acts. */
export const manualRow = (
  id: string,
  text: string,
  parts: Partial<Omit<PersonRow, 'id' | 'text'>> = {},
): PersonRow => ({
  ...rowBase,
  kind: 'manual',
  id,
  text,
  asks: [],
  given: [],
  expect: [],
  ...parts,
})

/** A row that runs a step on a named input. */
export const stepRow = (id: string, parts: Partial<Omit<StepRow, 'id'>> = {}): StepRow => ({
  ...rowBase,
  kind: 'do',
  id,
  do: 'metrics.read',
  with: { metric: { kind: 'literal', value: 'AM1' } },
  onTimeout: 'block',
  given: [],
  expect: [],
  ...parts,
})

/** A row that calls a precursor. */
export const callRow = (id: string, key: string): CallRow => ({
  ...rowBase,
  kind: 'call',
  id,
  call: key as TestCaseKey,
  with: {},
})

/** An expectation that a measure meets a threshold, for the element of its requirement. */
export const meets = (id: string, name: string, value: number, unit: string): Expectation => {
  const limit = { requirement: id as RequirementKey, parameter: name, value, unit, strict: false }
  return {
    judgement: {
      kind: 'measure',
      measure: name,
      value: { source: 'result.value', line: 1 },
      unit,
      criterion: { kind: 'meets', limit },
    },
    elements: [elementOf(id)],
    named: true,
    line: 1,
  }
}

/** An expectation that a measure keeps a limit of the case's own. */
export const ownLimit = (
  measure: string,
  sense: 'at-most' | 'at-least',
  limit: number,
  unit: string,
): Expectation => ({
  judgement: {
    kind: 'measure',
    measure,
    value: { source: 'result.value', line: 1 },
    unit,
    criterion: {
      kind: 'limit',
      own: { sense, limit: { kind: 'literal', value: limit }, strict: false },
    },
  },
  elements: [],
  named: false,
  line: 1,
})

/** A parameter of a requirement, `AM1: 10 mas`. */
export const parameter = (
  name: string,
  value: number,
  unit: string,
  parts: Partial<Parameter> = {},
): Parameter => ({
  name,
  value,
  unit,
  role: 'threshold',
  sense: 'at-most',
  strict: false,
  uses: [],
  given: [],
  ...parts,
})

/** Requirements with these parameters, by id; each has one element that owns all of them. */
export const requirementsOf = (all: {
  readonly [id: string]: readonly Parameter[]
}): Requirements => {
  const requirements = Object.entries(all).map(
    ([id, parameters]): Requirement => ({
      id: id as RequirementKey,
      document: 'LSE-61',
      title: `Title of ${id}`,
      parents: [],
      status: 'live',
      parameters: Object.fromEntries(parameters.map((each) => [each.name, each])),
      contentHash: id,
    }),
  )
  return {
    documents: [{ document: 'LSE-61', title: 'Requirements' }],
    requirements: new Map(requirements.map((each) => [each.id, each])),
    elements: new Map(
      requirements.map(({ id, parameters }) => {
        const key = elementOf(id)
        const element = { key, document: 'LSE-61', requirement: id, title: id, covers: {} }
        const own = { parameters: Object.keys(parameters), verifiedIn: [], contentHash: key }
        return [key, { ...element, ...own }]
      }),
    ),
    deviations: [],
    waivers: [],
    knownIssues: [],
  }
}

/** Key of the one element of a requirement of `requirementsOf`. */
export const elementOf = (id: string): ElementKey =>
  `LVV-${Number(/\d+$/.exec(id)?.[0] ?? 0)}` as ElementKey

/** A case that verifies requirements of `requirementsOf`. */
export const caseOf = (
  key: string,
  verifies: readonly string[],
  parts: Partial<Omit<TestCase, 'key' | 'verifies'>> = {},
): TestCase =>
  sampleCase(key, {
    objective: 'Shows that it works.',
    verifies: verifies.map(
      (id): Verified => ({
        element: elementOf(id),
        requirement: id as RequirementKey,
        implicit: false,
      }),
    ),
    ...parts,
  })

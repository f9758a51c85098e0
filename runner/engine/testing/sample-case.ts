import type { Expectation } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import { parseElementKey, parseTestCaseKey, type TestCaseKey } from '#domain/keys.ts'
import type { Expression, Template } from '#domain/template.ts'
import type { CallRow, PersonRow, RowBase, StepRow, TestCase } from '#domain/test-case.ts'
import { sampleCase as plainCase } from '#domain/testing/sample-case.ts'
import { referencesOf, templateReferences } from '#language/expressions/references.ts'
import { parseTemplate } from '#language/templates/parse-template.ts'

/** Plain data of a `with`, in which `${{ }}` may stand. */
export type With = { readonly [input: string]: Json }

/** Makes a case of the family `test` from the parts that a test is about. */
export const sampleCase = (key: string, parts: Partial<TestCase> = {}): TestCase =>
  plainCase(key, { uses: { env: [], secrets: [], families: ['test'], params: {} }, ...parts })

/** Makes a precursor; its inputs are of any type. */
export const samplePrecursor = (
  key: string,
  parts: Omit<Partial<TestCase>, 'inputs' | 'outputs'> & {
    readonly inputs?: readonly string[]
    readonly outputs?: With
  },
): TestCase =>
  sampleCase(key, {
    kind: 'precursor',
    ...parts,
    inputs: (parts.inputs ?? []).map((name) => ({ name, type: { kind: 'any' } })),
    outputs: templates(parts.outputs ?? {}),
  })

/** A row that runs `test.<name>`. */
export const doRow = (
  id: string,
  name: string,
  given: With = {},
  more: Partial<StepRow> = {},
): StepRow => ({
  ...rowBase(id, readsOf(given, more.when, more.expect)),
  kind: 'do',
  do: `test.${name}`,
  with: templates(given),
  onTimeout: 'block',
  given: [],
  expect: [],
  ...more,
})

/** A row that calls a precursor. */
export const callRow = (
  id: string,
  key: string,
  given: With = {},
  more: Partial<CallRow> = {},
): CallRow => ({
  ...rowBase(id, readsOf(given, more.when)),
  kind: 'call',
  call: caseKey(key),
  with: templates(given),
  ...more,
})

/** A row on which a person acts. */
export const manualRow = (id: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...rowBase(id, []),
  kind: 'manual',
  text: 'Look.',
  asks: [],
  given: [],
  expect: [],
  ...more,
})

/** An expectation that an expression holds. */
export const that = (source: string, elements: readonly string[] = []): Expectation => ({
  judgement: { kind: 'that', that: expression(source) },
  elements: elements.map((each) => elementKey(each)),
  named: elements.length > 0,
  line: 1,
})

/** An expression of line 1. */
export const expression = (source: string): Expression => ({ source, line: 1 })

/** An element that a case verifies. */
export const verified = (key: string): TestCase['verifies'][number] => ({
  element: elementKey(key),
  implicit: false,
})

/** Parses the key of an element. */
export const elementKey = (text: string): NonNullable<ReturnType<typeof parseElementKey>> => {
  const key = parseElementKey(text)
  if (key === undefined) throw new Error(`${text} is no key of an element`)
  return key
}

const caseKey = (text: string): TestCaseKey => {
  const key = parseTestCaseKey(text)
  if (key === undefined) throw new Error(`${text} is no key of a case`)
  return key
}

const rowBase = (id: string, reads: readonly string[]): RowBase => ({
  id,
  continue: false,
  always: false,
  reads,
  elements: [],
  named: false,
  line: 1,
})

const templates = (given: With): { readonly [name: string]: Template } =>
  Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, parseTemplate(value).template]),
  )

const readsOf = (
  given: With,
  when: Expression | undefined,
  expect: readonly Expectation[] = [],
): readonly string[] => {
  const read = Object.values(templates(given)).flatMap((each) => templateReferences(each).steps)
  const sources = [
    ...(when ? [when.source] : []),
    ...expect.flatMap(({ judgement }) =>
      judgement.kind === 'that' ? [judgement.that.source] : [],
    ),
  ]
  const steps = [...read, ...sources.flatMap((source) => referencesOf(source).steps)]
  return [...new Set(steps.map(({ row }) => row))]
}

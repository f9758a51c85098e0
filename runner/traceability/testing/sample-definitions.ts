import {
  type ElementKey,
  type ExecutionId,
  executionId,
  parseElementKey,
  parseRequirementKey,
  parseTestCaseKey,
  type RequirementKey,
  type TestCaseKey,
} from '#domain/keys.ts'
import type { CallRow, PersonRow, Row, RowBase, StepRow, TestCase } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'

const must = <T>(parsed: T | undefined, text: string): T => {
  if (parsed === undefined) throw new Error(`not a key: ${text}`)
  return parsed
}

/** Key of a case in a sample. */
export const caseKey = (text: string): TestCaseKey => must(parseTestCaseKey(text), text)
/** Key of an element in a sample. */
export const elementKey = (text: string): ElementKey => must(parseElementKey(text), text)
/** Key of a requirement in a sample. */
export const requirementKey = (text: string): RequirementKey =>
  must(parseRequirementKey(text), text)
/** Identity of an execution in a sample. */
export const id = (text: string): ExecutionId => executionId(text)

const base = (row: string, line: number): RowBase => ({
  id: row,
  continue: false,
  always: false,
  reads: [],
  elements: [],
  named: false,
  line,
})

/** A row that runs a step. */
export const stepRow = (row: string, step: string, more: Partial<StepRow> = {}): StepRow => ({
  ...base(row, 20),
  kind: 'do',
  do: step,
  with: {},
  onTimeout: 'block',
  given: [],
  expect: [],
  ...more,
})

/** A row that calls a precursor. */
export const callRow = (row: string, call: string, more: Partial<CallRow> = {}): CallRow => ({
  ...base(row, 14),
  kind: 'call',
  call: caseKey(call),
  with: {},
  ...more,
})

/** A row on which a person acts. */
export const manualRow = (row: string, text: string, more: Partial<PersonRow> = {}): PersonRow => ({
  ...base(row, 44),
  kind: 'manual',
  text,
  asks: [{ name: 'largest', type: { kind: 'number' } }],
  given: [],
  expect: [],
  ...more,
})

/** A case around a script. */
export const testCase = (
  key: string,
  title: string,
  script: readonly Row[],
  more: Partial<TestCase> = {},
): TestCase =>
  sampleCase(key, {
    title,
    script,
    needs: { cpus: 1, memory: 0, locks: [] },
    area: 'metrics',
    contentHash: 'c0ffee',
    ...more,
  })

/** An element of a requirement, as a case verifies it. */
export const verified = (element: string, requirement: string): TestCase['verifies'][number] => ({
  element: elementKey(element),
  requirement: requirementKey(requirement),
  implicit: false,
})

import type { ExecutionGraph, PlannedExecution, RunRequest } from '#domain/execution-graph.ts'
import type { Json } from '#domain/json.ts'
import { executionId, parseTestCaseKey, type TestCaseKey } from '#domain/keys.ts'
import type { LedgerEvent, RowPlace, RowResult } from '#domain/ledger-event.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { TestCase } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'
import type { ImportedResult } from '#domain/tracing/imported-result.ts'

/** A small run for the tests of the ledger: two cases that call one precursor. */
export const sampleGraph = (): ExecutionGraph => ({
  executions: [
    planned('LVV-T3', 'precursor', { callers: [id('LVV-T1'), id('LVV-T2[band=g]')] }),
    planned('LVV-T1', 'case', { calls: { open: id('LVV-T3') } }),
    {
      ...planned('LVV-T2', 'case', { calls: { open: id('LVV-T3') }, late: true }),
      id: id('LVV-T2[band=g]'),
      matrix: { band: 'g', big: 2n ** 60n },
    },
  ],
  notApplicable: [{ case: key('LVV-T9'), title: 'Needs a portal', missing: ['portal'] }],
  definitions: Object.fromEntries(
    ['LVV-T3', 'LVV-T2', 'LVV-T1'].map((name) => [name, definition(name)]),
  ),
  families: { core: 'c0ffee' },
  records: {
    ['cd'.repeat(32)]: { id: 'DMS-REQ-0360', title: 'Astrometry' },
    ['ef'.repeat(32)]: { name: 'AM1', value: 10, unit: 'mas' },
  },
})

/** A plan of so many cases without calls. */
export const plainGraph = (cases: number): ExecutionGraph => ({
  executions: Array.from({ length: cases }, (_, index) => planned(`LVV-T${index + 1}`, 'case', {})),
  notApplicable: [],
  definitions: {},
  families: {},
})

/** A request that earns credit. */
export const sampleRequest: RunRequest = {
  environment: 'local',
  stage: 'rehearsal',
  selection: ['LVV-T1', 'LVV-T2'],
  inputs: {},
  noCredit: [],
  bindings: { repository: 'repo', count: 2n ** 60n },
  command: ['lvv', 'run'],
}

/** Identity of an execution, taken as given. */
export const id = executionId

/** A row of the script of the first attempt. */
export const place = (execution: string, row: string, attempt = 1): RowPlace => ({
  execution: id(execution),
  attempt,
  section: 'script',
  row,
})

/** Result of a row that passed. */
export const passed = (outputs: Json, more: Partial<RowResult> = {}): RowResult => ({
  verdict: 'pass',
  tries: 1,
  earlier: [],
  skipped: false,
  outputs,
  expectations: [],
  evidence: [],
  duration: 3,
  ...more,
})

type Finished = Extract<LedgerEvent, { kind: 'execution-finished' }>

/** The end of an execution that passed. */
export const finished = (execution: string, more: Partial<Finished> = {}): Finished => ({
  kind: 'execution-finished',
  execution: id(execution),
  attempt: 1,
  verdict: 'pass',
  elements: {},
  creditable: false,
  fingerprint: `print of ${execution}`,
  ...more,
})

/** All events of an execution with one row. */
export const wholeExecution = (
  execution: string,
  outputs: Json,
  more: Partial<Finished> = {},
  result: Partial<RowResult> = {},
): readonly LedgerEvent[] => {
  const attempt = more.attempt ?? 1
  const row = place(execution, 'first', attempt)
  return [
    { kind: 'execution-started', execution: id(execution), attempt },
    { kind: 'row-started', place: row, try: 1, effect: 'read' },
    { kind: 'row-finished', place: row, result: passed(outputs, result) },
    finished(execution, more),
  ]
}

/** A judged measurement, 5 mas inside its limit unless said otherwise. */
export const measured = (
  measure: string,
  value: number,
  more: Partial<ExpectationResult> = {},
): ExpectationResult => ({
  kind: 'measure',
  verdict: 'pass',
  message: `${measure} is ${value} mas`,
  measurement: { measure, value, unit: 'mas', uncertainty: { low: 1, high: 2 }, n: 120 },
  limit: { sense: 'at-most', limit: value + 5, strict: false },
  margin: 5,
  elements: [],
  line: 12,
  ...more,
})

/** A line of a file of results. */
export const importedResult = (
  line: number,
  more: Partial<ImportedResult> = {},
): ImportedResult => ({
  line,
  case: key('LVV-T8'),
  matrix: {},
  verdict: 'pass',
  elements: { 'LVV-8': 'pass' },
  creditable: true,
  environment: 'usdf',
  stage: 'precursor',
  release: 'w_2026_40',
  at: '2026-10-01T00:00:00.000Z',
  ...more,
})

/** The end of a run that passed. */
export const runEnded: LedgerEvent = {
  kind: 'run-ended',
  verdict: 'pass',
  exitCode: 0,
  interrupted: false,
}

const key = (text: string): TestCaseKey => {
  const parsed = parseTestCaseKey(text)
  if (parsed === undefined) throw new Error(`${text} is no key of a test case`)
  return parsed
}

const planned = (
  name: string,
  role: PlannedExecution['role'],
  more: Partial<PlannedExecution>,
): PlannedExecution => ({
  id: id(name),
  role,
  case: key(name),
  matrix: {},
  fingerprint: `print of ${name}`,
  late: false,
  calls: {},
  callers: [],
  cells: [],
  ...more,
})

const definition = (name: string): TestCase =>
  sampleCase(name, {
    kind: name === 'LVV-T3' ? 'precursor' : 'case',
    needs: { cpus: 1, memory: 0, locks: [] },
    uses: { env: [], secrets: [], families: ['core'], params: { limit: Number.NaN } },
    area: 'metrics',
    contentHash: 'ab'.repeat(32),
    basis: { 'DMS-REQ-0360': 'cd'.repeat(32), 'DMS-REQ-0360/AM1': 'ef'.repeat(32) },
  })

import { contentHash } from '#domain/content-hash.ts'
import type {
  Parameter,
  Requirement,
  Requirements,
  VerificationElement,
} from '#domain/requirement.ts'
import { elementRecord, parameterRecord, statementRecord } from '#domain/requirement-records.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { AttemptOutcome, RunOutcome } from '#domain/tracing/outcome.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { caseKey, elementKey, id, requirementKey } from './sample-definitions.ts'

/** A requirement of a test, with its real hash. */
export const requirement = (
  key: string,
  more: Partial<Omit<Requirement, 'id'>> = {},
): Requirement => {
  const bare = {
    id: requirementKey(key),
    document: 'LSE-61',
    title: `Title of ${key}`,
    parents: [],
    status: 'live' as const,
    parameters: {},
    ...more,
  }
  return { contentHash: contentHash(statementRecord(bare)), ...bare }
}

/** A parameter of a test: a threshold unless said otherwise, with its real hash. */
export const parameter = (name: string, more: Partial<Parameter> = {}): Parameter => {
  const bare: Parameter = {
    name,
    value: 10,
    unit: 's',
    role: 'threshold',
    sense: 'at-most',
    strict: false,
    uses: [],
    given: [],
    ...more,
  }
  return { ...bare, contentHash: contentHash(parameterRecord(bare)) }
}

/** An element of a test, with its real hash. */
export const element = (
  key: string,
  of = 'DMS-REQ-0001',
  more: Partial<Omit<VerificationElement, 'key' | 'requirement'>> = {},
): VerificationElement => {
  const bare = {
    key: elementKey(key),
    document: 'LSE-61',
    requirement: requirementKey(of),
    title: `Title of ${key}`,
    parameters: [],
    covers: {},
    verifiedIn: [],
    ...more,
  }
  return { contentHash: contentHash(elementRecord(bare)), ...bare }
}

/** A case of a test that verifies elements of DMS-REQ-0001. */
export const head = (
  key: string,
  elements: readonly string[] = ['LVV-1'],
  more: Partial<Omit<CaseHead, 'key'>> = {},
): CaseHead => ({
  key: caseKey(key),
  kind: 'case',
  title: `Title of ${key}`,
  method: 'Test',
  status: 'Approved',
  priority: 'Normal',
  area: 'metrics',
  file: `cases/metrics/${key}.yaml`,
  tags: [],
  verifies: elements.map((one) => ({
    element: elementKey(one),
    requirement: requirementKey('DMS-REQ-0001'),
    implicit: false,
  })),
  stub: false,
  automation: 'automated',
  calls: [],
  families: [],
  meets: [],
  compares: [],
  judges: [],
  contentHash: 'case of today',
  basis: {},
  ...more,
})

/** What is said of an attempt of a test; everything else is as usual. */
export interface Attempt extends Partial<AttemptOutcome> {
  /** Run, which is also the day it happened on. */
  readonly run?: number
  readonly try?: number
  readonly of?: string
}

/** An attempt of LVV-T1 that earns credit and says of LVV-1 what it says of the case. */
export const outcome = (verdict: Verdict, attempt: Attempt = {}): AttemptOutcome => {
  const { run = 1, try: number = 1, of = 'LVV-T1', ...more } = attempt
  const cell = Object.entries(more.matrix ?? {}).map(([name, value]) => `${name}=${value}`)
  const execution = id(cell.length === 0 ? of : `${of}[${cell.join(',')}]`)
  return {
    origin: { kind: 'execution', run, execution, attempt: number },
    case: caseKey(of),
    matrix: {},
    verdict,
    elements: { 'LVV-1': verdict },
    creditable: true,
    stage: 'operations',
    environment: 'usdf',
    release: 'R1',
    at: `2026-01-${String(run).padStart(2, '0')}T00:00:0${number}.000Z`,
    fingerprint: `question of run ${run}`,
    caseHash: 'case of today',
    basis: {},
    ...more,
  }
}

/** A result that was recorded elsewhere on the day of its run. */
export const imported = (verdict: Verdict, run: number, more: Partial<AttemptOutcome> = {}) => {
  const { caseHash: _, ...rest } = outcome(verdict, { run })
  return {
    ...rest,
    origin: { kind: 'import', run, line: 2, source: 'results.csv' },
    fingerprint: '',
    ...more,
  } satisfies AttemptOutcome
}

/** A finished run at a real site. */
export const runOf = (run: number, more: Partial<RunOutcome> = {}): RunOutcome => ({
  run,
  environment: 'usdf',
  stage: 'operations',
  release: 'R1',
  startedAt: `2026-01-${String(run).padStart(2, '0')}T00:00:00.000Z`,
  verdict: 'pass',
  interrupted: false,
  executor: 'A. Operator',
  software: [],
  noCredit: [],
  notApplicable: [],
  reviews: [],
  ...more,
})

/** Requirements as a root holds them. */
export const held = (
  requirements: readonly Requirement[] = [requirement('DMS-REQ-0001')],
  elements: readonly VerificationElement[] = [element('LVV-1')],
  more: Partial<Requirements> = {},
): Requirements => ({
  documents: [{ document: 'LSE-61', title: 'Data Management System Requirements' }],
  requirements: new Map(requirements.map((one) => [one.id, one])),
  elements: new Map(elements.map((one) => [one.key, one])),
  deviations: [],
  waivers: [],
  knownIssues: [],
  ...more,
})

/** One requirement with one element and one case, and what is said otherwise. */
export const traceInput = (more: Partial<TraceInput> = {}): TraceInput => ({
  requirements: held(),
  cases: [head('LVV-T1')],
  outcomes: [],
  measures: [],
  runs: [],
  today: '2026-02-01',
  ...more,
})

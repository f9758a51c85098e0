import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionState, RowResult, RowState } from '#domain/ledger-event.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import { caseKey, id } from './sample-definitions.ts'

/** Planned execution of a sample; its case is the part of the identity before `[`, `~` or `#`. */
export const planned = (
  execution: string,
  more: Partial<PlannedExecution> = {},
): PlannedExecution => ({
  id: id(execution),
  role: 'case',
  case: caseKey(execution.split(/[[~#]/)[0] ?? ''),
  matrix: {},
  fingerprint: `fingerprint of ${execution}`,
  late: false,
  calls: {},
  callers: [],
  cells: [],
  ...more,
})

/** State of a finished execution. */
export const state = (execution: string, more: Partial<ExecutionState> = {}): ExecutionState => ({
  execution: id(execution),
  case: caseKey(execution.split(/[[~#]/)[0] ?? ''),
  attempt: 1,
  state: 'finished',
  verdict: 'pass',
  elements: {},
  creditable: false,
  fingerprint: `fingerprint of ${execution}`,
  startedAt: '2026-11-23T08:00:01.000Z',
  finishedAt: '2026-11-23T08:00:03.500Z',
  rows: [],
  ...more,
})

/** A finished row. */
export const row = (name: string, more: Partial<RowResult> = {}, place: Partial<RowState> = {}) =>
  ({
    section: 'script',
    row: name,
    state: 'finished',
    try: 1,
    startedAt: '2026-11-23T08:00:01.000Z',
    finishedAt: '2026-11-23T08:00:02.000Z',
    result: {
      verdict: 'pass',
      tries: 1,
      earlier: [],
      skipped: false,
      expectations: [],
      evidence: [],
      duration: 1000,
      ...more,
    },
    ...place,
  }) satisfies RowState

/** Outcome of an expectation. */
export const expectation = (more: Partial<ExpectationResult>): ExpectationResult => ({
  kind: 'that',
  verdict: 'pass',
  message: 'result.ok holds',
  elements: [],
  line: 30,
  ...more,
})

/** A measured AM2 that must agree with the truth of the sky. */
export const am2 = (value: number, verdict: 'pass' | 'fail'): ExpectationResult => {
  const pull = (value - 5.1) / Math.hypot(0.1, 0.04)
  return expectation({
    kind: 'measure',
    verdict,
    message:
      verdict === 'pass'
        ? `AM2 is ${value} mas, in agreement with 5.1 mas`
        : `AM2 is ${value} mas and should agree with 5.1 mas within 3 combined standard uncertainties`,
    source: 'result.value',
    measurement: { measure: 'AM2', value, unit: 'mas', uncertainty: 0.1, n: 2210 },
    limit: { sense: 'near', limit: 5.1, strict: false, within: 3, limitUncertainty: 0.04 },
    margin: 3 * Math.hypot(0.1, 0.04) - Math.abs(value - 5.1),
    pull,
    line: 31,
  })
}

/** The tabled number beside it, which decides nothing. */
export const am2Target = (value: number): ExpectationResult =>
  expectation({
    kind: 'measure',
    message: `AM2 is ${value} mas; the target is 10 mas`,
    measurement: { measure: 'AM2', value, unit: 'mas', uncertainty: 0.1 },
    limit: { sense: 'at-most', limit: 10, strict: false },
    margin: 10 - value,
    compares: 'DMS-REQ-0360/AM2',
    line: 37,
  })

/** A file of evidence, by the first letter of its hash. */
export const evidence = (name: string, letter: string) => ({
  sha256: letter.repeat(64),
  name,
  mediaType: 'application/json',
  size: 512,
})

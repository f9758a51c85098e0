import type { RowResult } from '#domain/ledger-event.ts'
import type { CallRow } from '#domain/test-case.ts'
import type { Outcome } from '#engine/executions/outcome.ts'
import { resultOf } from './row-result.ts'

/** How the precursor's end reads in its caller. The caller's outputs are the precursor's, and not stored again. */
export const resultOfCall = (row: CallRow, outcome: Outcome, duration: number): RowResult => {
  const base = { tries: 1, duration }
  switch (outcome.verdict) {
    case 'pass':
      return { ...resultOf('pass'), ...base }
    case 'pass-with-deviation':
      return {
        ...resultOf('pass-with-deviation', `${outcome.execution} passed with a deviation`),
        ...base,
      }
    case 'in-progress':
      return { ...resultOf('in-progress', `waits for ${outcome.execution}`), ...base }
    case 'fail':
    case 'blocked':
    case 'not-executed':
      return {
        ...resultOf('blocked', blockedBy(row, outcome)),
        ...base,
        code: outcome.code === 'interrupted' ? 'interrupted' : 'precursor-not-passed',
        ...(outcome.knownIssue !== undefined && { knownIssue: outcome.knownIssue }),
      }
    default:
      return outcome.verdict satisfies never
  }
}

const verbs = {
  fail: 'failed',
  blocked: 'was blocked',
  'not-executed': 'was not executed',
} as const

const blockedBy = (row: CallRow, { execution, verdict, message }: Outcome): string => {
  const verb = verdict in verbs ? verbs[verdict as keyof typeof verbs] : verdict
  const cause = message === undefined ? '' : `: ${message}`
  return `${execution.startsWith(row.call) ? execution : `${row.call} (${execution})`} ${verb}${cause}`
}

import type { ErrorCode } from '#domain/error-codes.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { StepFailure } from '#step-kit/step-failure.ts'
import type { WorkerError } from './worker-protocol.ts'

/** What a kind of failure means for a row: the system answered wrongly, or the means to test were missing. */
export type Meaning =
  | { readonly row: 'fails' }
  | { readonly row: 'is blocked'; readonly code: ErrorCode; readonly retryable?: boolean }

/** Every kind of failure that the worker names. The README of the family shows this table. */
export const meanings = {
  'dataset-missing': { row: 'fails' },
  'dataset-type-missing': { row: 'fails' },
  'column-missing': { row: 'fails' },
  'artifact-missing': { row: 'fails' },
  unreadable: { row: 'fails' },
  'repository-missing': { row: 'is blocked', code: 'not-found' },
  'repository-unreachable': { row: 'is blocked', code: 'service-unavailable', retryable: true },
  'collection-missing': { row: 'is blocked', code: 'not-found' },
  'pipeline-missing': { row: 'is blocked', code: 'not-found' },
  'software-missing': { row: 'is blocked', code: 'not-found' },
  ambiguous: { row: 'is blocked', code: 'bad-input' },
  'query-wrong': { row: 'is blocked', code: 'bad-input' },
  conflict: { row: 'is blocked', code: 'bad-input' },
  permission: { row: 'is blocked', code: 'resource-unavailable' },
  'disk-full': { row: 'is blocked', code: 'disk-full' },
  'too-large': { row: 'is blocked', code: 'too-large' },
  'bad-request': { row: 'is blocked', code: 'internal' },
  unexpected: { row: 'is blocked', code: 'service-unavailable' },
} as const satisfies { readonly [kind: string]: Meaning }

const isKind = (kind: string): kind is keyof typeof meanings => kind in meanings

/** What to throw for a failure that the worker reported; `op` names the request in messages. */
export const failureOf = (error: WorkerError, op: string): HarnessError | StepFailure => {
  const kind = isKind(error.kind) ? error.kind : 'unexpected'
  const meaning: Meaning = meanings[kind]
  const hint = error.hint === '' ? {} : { hint: error.hint }
  if (meaning.row === 'fails') return new StepFailure(`${op}: ${error.message}`, hint)
  const text =
    kind === 'unexpected'
      ? `${op}: the middleware raised ${shortType(error.type)}: ${error.message}`
      : `${op}: ${error.message}`
  return new HarnessError(meaning.code, text, { ...hint, retryable: meaning.retryable ?? false })
}

const shortType = (type: string): string => type.split('.').at(-1) ?? type

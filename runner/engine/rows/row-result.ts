import type { Json } from '#domain/json.ts'
import type { RowResult } from '#domain/ledger-event.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { SecretMasker } from '#step-kit/secrets/secret-masker.ts'
import type { RowError } from './row-error.ts'

/** The result of a row that did nothing, but for its verdict and message. */
export const resultOf = (verdict: Verdict, message?: string): RowResult => ({
  verdict,
  tries: 0,
  earlier: [],
  ...(message !== undefined && { message }),
  skipped: false,
  expectations: [],
  evidence: [],
  duration: 0,
})

/** The result of a row that an error ended before it began. */
export const resultOfError = ({ verdict, code, message, hint }: RowError): RowResult => ({
  ...resultOf(verdict, message),
  code,
  ...(hint !== undefined && { hint }),
})

/** The result of a row whose `when` was false, or that had nothing to undo. */
export const skippedResult = (message?: string): RowResult => ({
  ...resultOf('pass', message),
  skipped: true,
})

/** The result as it may be stored and shown. */
export const maskResult = (result: RowResult, masker: SecretMasker): RowResult =>
  masker.isEmpty ? result : (masker.maskJson(result as unknown as Json) as unknown as RowResult)

import type { ErrorCode } from './error-codes.ts'

/** What a HarnessError may carry beside its message. */
export interface HarnessErrorOptions {
  /** The next action, as one sentence. */
  readonly hint?: string
  /** True when trying again may help (a service that was down). */
  readonly retryable?: boolean
  readonly cause?: unknown
}

/** Thrown when lvv *cannot judge*: never for a failed verification, which is a result. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError'
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly retryable: boolean

  constructor(code: ErrorCode, message: string, options: HarnessErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.hint = options.hint
    this.retryable = options.retryable ?? false
  }
}

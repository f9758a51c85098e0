/** Thrown by a step when the system under test answered wrongly: the row fails with this message. */
export class StepFailure extends Error {
  override readonly name = 'StepFailure'
  readonly hint: string | undefined
  /** What was learned before the failure, if anything: shown, and seen by the row's expectations. */
  readonly output: unknown

  constructor(message: string, options: { hint?: string; output?: unknown; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.hint = options.hint
    this.output = options.output
  }
}

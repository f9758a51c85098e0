import { HarnessError } from '#domain/harness-error.ts'

/**
 * The error of work that a signal ended: the signal's reason (a time limit, an interrupt) with what the work was about,
 * as a sentence: `The row timed out. http://host/ had not answered.` Its cause is the reason.
 */
export const endedBy = ({ reason }: AbortSignal, what: string): HarnessError => {
  if (!(reason instanceof HarnessError)) {
    return new HarnessError('interrupted', `The run was interrupted. ${what}`)
  }
  const { code, message, hint, retryable } = reason
  return new HarnessError(code, `${message.replace(/[.!]?$/, '.')} ${what}`, {
    ...(hint !== undefined && { hint }),
    retryable,
    cause: reason,
  })
}

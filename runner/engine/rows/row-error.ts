import { HarnessError } from '#domain/harness-error.ts'
import type { Verdict } from '#domain/verdict.ts'
import { StepFailure } from '#step-kit/step-failure.ts'

/** Code of a row whose step found that the system answered wrongly. */
export const stepFailed = 'step-failed'

/** What an error makes of a row. */
export interface RowError {
  readonly verdict: Verdict
  readonly code: string
  /** One line. */
  readonly message: string
  readonly hint?: string
  /** Kept as evidence for an error nobody foresaw. */
  readonly stack?: string
}

/** Reads what was thrown: a wrong answer of the system fails, everything else blocks. */
export const readError = (error: unknown, onTimeout: 'block' | 'fail' = 'block'): RowError => {
  if (error instanceof StepFailure) {
    return {
      verdict: 'fail',
      code: stepFailed,
      message: oneLine(error.message),
      ...(error.hint !== undefined && { hint: error.hint }),
    }
  }
  if (error instanceof HarnessError) {
    return {
      verdict: error.code === 'timeout' && onTimeout === 'fail' ? 'fail' : 'blocked',
      code: error.code,
      message: oneLine(error.message),
      ...(error.hint !== undefined && { hint: error.hint }),
      ...(error.code === 'internal' && error.stack !== undefined && { stack: error.stack }),
    }
  }
  if (isDiskFull(error)) {
    return { verdict: 'blocked', code: 'disk-full', message: 'no space is left on the disk' }
  }
  return {
    verdict: 'blocked',
    code: 'internal',
    message: oneLine(error instanceof Error ? `${error.name}: ${error.message}` : String(error)),
    stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }
}

/** Longest message; what is more belongs into evidence. */
const longest = 500

const oneLine = (text: string): string => {
  const line = text.replaceAll(/\s*\n\s*/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')

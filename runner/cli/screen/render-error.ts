import { HarnessError } from '#domain/harness-error.ts'
import type { Io } from './io.ts'

/** Bad input and usage exit 2; anything that could not be done or judged exits 3. */
export const exitCodeOf = (error: unknown): number => {
  if (!(error instanceof HarnessError)) return 3
  switch (error.code) {
    case 'usage':
    case 'bad-input':
    case 'not-found':
    case 'environment-variable':
    case 'step-unavailable':
    case 'path-outside':
    case 'changed':
      return 2
    case 'interrupted':
      return 130
    default:
      return 3
  }
}

/** One clear message and the next action; never a stack, unless LVV_DEBUG asks for it. */
export const renderError = (error: unknown, io: Pick<Io, 'env'>): string => {
  const debug = io.env.LVV_DEBUG ? `${stackOf(error)}\n` : ''
  if (error instanceof HarnessError) {
    return `lvv: ${error.message}\n${error.hint ? `     ${error.hint}\n` : ''}${debug}`
  }
  const text = error instanceof Error ? error.message : String(error)
  return `lvv: internal error: ${text}\n     This is a mistake in lvv itself; LVV_DEBUG=1 shows where.\n${debug}`
}

const stackOf = (error: unknown): string =>
  error instanceof Error
    ? `${error.stack ?? error.message}${error.cause === undefined ? '' : `\ncaused by ${stackOf(error.cause)}`}`
    : String(error)

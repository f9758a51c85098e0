import type { ErrorCode } from '#domain/error-codes.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { StepFailure } from '#step-kit/step-failure.ts'

/** Exceptions of `pipetask` before any quantum ran that mean that the means to test are missing or were named wrongly. */
const blocking: { readonly [exception: string]: ErrorCode } = {
  MissingCollectionError: 'not-found',
  MissingDatasetTypeError: 'not-found',
  FileNotFoundError: 'not-found',
  ModuleNotFoundError: 'not-found',
  ImportError: 'not-found',
  UserExpressionError: 'bad-input',
  UserExpressionSyntaxError: 'bad-input',
  InvalidQueryError: 'bad-input',
  DataIdValueError: 'bad-input',
  DimensionNameError: 'bad-input',
  FieldValidationError: 'bad-input',
  ConfigurationError: 'bad-input',
  MissingTaskError: 'bad-input',
  OperationalError: 'service-unavailable',
  PermissionError: 'resource-unavailable',
}

/** True when `pipetask` says that the graph has no quanta: it then ends with code 1. */
export const isEmptyGraph = (log: string): boolean =>
  /QuantumGraph (contains no quanta|was empty)/.test(log)

/** Why a graph is empty, as far as the log tells. */
export const emptyReason = (log: string): string =>
  /Initial data ID query returned no rows/.test(log)
    ? 'no data ids match the input collections and `where`'
    : 'no task has the inputs that it needs'

/** What to throw when `pipetask` ended before it ran any quantum; `pipeline` as the case names it. */
export const graphProblem = (
  log: string,
  exitCode: number | null,
  pipeline: string,
): HarnessError | StepFailure => {
  if (/No space left on device|database or disk is full/.test(log)) {
    return new HarnessError('disk-full', 'pipetask found no space left on the disk')
  }
  const raised = lastException(log)
  if (raised !== undefined) {
    const code = blocking[raised.type]
    const text = `pipetask ended before it ran any quantum: ${raised.type}: ${raised.message}`
    return code === undefined
      ? new StepFailure(text)
      : new HarnessError(code, text, {
          retryable: code === 'service-unavailable',
          ...(raised.type === 'FileNotFoundError' && hintOf(pipeline)),
        })
  }
  const said = /^(?:Error|Usage): .*$/m.exec(log)?.[0] ?? log.trim().split('\n').at(-1) ?? ''
  const text = `pipetask ended with code ${exitCode} before it ran any quantum: ${said}`
  return exitCode === 2 ? new HarnessError('bad-input', text) : new StepFailure(text)
}

/** The exception that ended the program: the last line that stands below a traceback without being indented. */
const lastException = (
  log: string,
): { readonly type: string; readonly message: string } | undefined => {
  const found = [
    ...log.matchAll(/^((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception|Found)): (.*)$/gm),
  ]
  const last = found.at(-1)
  if (last?.[1] === undefined) return undefined
  return { type: last[1].split('.').at(-1) ?? last[1], message: last[2] ?? '' }
}

const hintOf = (pipeline: string): { readonly hint?: string } => {
  const variable = /^\$\{?(\w+)/.exec(pipeline)?.[1]
  return variable === undefined
    ? {}
    : { hint: `Check the path, and that the stack sets ${variable}.` }
}

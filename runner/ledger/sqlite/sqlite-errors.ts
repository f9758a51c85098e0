import type { ErrorCode } from '#domain/error-codes.ts'
import { HarnessError } from '#domain/harness-error.ts'

const primaryCodes: {
  readonly [code: number]: { readonly code: ErrorCode; readonly hint: string }
} = {
  5: { code: 'ledger-busy', hint: 'Wait for the other process, or stop it.' },
  6: { code: 'ledger-busy', hint: 'Wait for the other process, or stop it.' },
  8: { code: 'bad-input', hint: 'Make the ledger file and its folder writable.' },
  10: { code: 'disk-full', hint: 'Look at the disk and the file system of the ledger.' },
  11: { code: 'ledger-damaged', hint: 'Restore the ledger from a copy.' },
  13: {
    code: 'disk-full',
    hint: 'Free some space on the disk of the ledger, then --resume the run.',
  },
  14: { code: 'bad-input', hint: 'Check that the folder of the ledger exists and is writable.' },
  26: { code: 'ledger-damaged', hint: 'Name a ledger made by lvv, or a file that does not exist.' },
}

/** SQLite's primary result code; undefined for an error that is not SQLite's. */
const primaryCodeOf = (error: unknown): number | undefined =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
    ? error.errcode & 0xff
    : undefined

/** True when another connection held the lock for longer than the busy timeout. */
export const isBusy = (error: unknown): boolean => {
  const code = primaryCodeOf(error)
  return code === 5 || code === 6
}

/** True when the file or the disk is at fault, so that doing the same statements one by one cannot help. */
export const isEnvironmental = (error: unknown): boolean => {
  const code = primaryCodeOf(error)
  return code !== undefined && primaryCodes[code] !== undefined
}

/** Says in the ledger's words what SQLite reported; other errors pass unchanged. */
export const toLedgerError = (error: unknown, path: string): unknown => {
  const number = primaryCodeOf(error)
  if (number === undefined || !(error instanceof Error)) return error
  const known = primaryCodes[number]
  if (known === undefined) {
    return new HarnessError(
      'internal',
      `The ledger ${path} refused a statement: ${error.message}`,
      {
        cause: error,
      },
    )
  }
  return new HarnessError(known.code, `The ledger ${path} could not be used: ${error.message}`, {
    hint: known.hint,
    retryable: known.code === 'ledger-busy' || known.code === 'disk-full',
    cause: error,
  })
}

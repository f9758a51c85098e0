import type { ErrorCode } from '#domain/error-codes.ts'
import { HarnessError } from '#domain/harness-error.ts'

const codes: { readonly [system: string]: { readonly code: ErrorCode; readonly hint: string } } = {
  ENOSPC: { code: 'disk-full', hint: 'Free some space on the disk of the evidence folder.' },
  EDQUOT: { code: 'disk-full', hint: 'Free some of your quota, or move the evidence folder.' },
  EFBIG: { code: 'disk-full', hint: 'Raise the file size limit of the process (ulimit -f).' },
  EIO: { code: 'disk-full', hint: 'Look at the disk of the evidence folder.' },
  EROFS: { code: 'disk-full', hint: 'Make the evidence folder writable.' },
  EACCES: { code: 'disk-full', hint: 'Make the evidence folder writable, and the file readable.' },
  ENOENT: { code: 'not-found', hint: 'Check that the step wrote the file before attaching it.' },
  EISDIR: { code: 'bad-input', hint: 'Attach files, not folders.' },
}

/** Says what hindered the storing of evidence; errors of the caller's own stream pass unchanged. */
export const toEvidenceError = (error: unknown, name: string): unknown => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string')
    return error
  const known = codes[error.code]
  if (error instanceof HarnessError || known === undefined) return error
  return new HarnessError(known.code, `Evidence "${name}" could not be stored: ${error.message}`, {
    hint: known.hint,
    retryable: known.code === 'disk-full',
    cause: error,
  })
}

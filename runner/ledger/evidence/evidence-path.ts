import { join } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'

/** Path of evidence below the folder. Throws HarnessError `path-outside` for anything but a SHA-256. */
export const evidencePath = (folder: string, sha256: string): string => {
  if (!isContentHash(sha256)) {
    throw new HarnessError('path-outside', `"${sha256.slice(0, 80)}" is not a SHA-256 of evidence`)
  }
  return join(folder, sha256.slice(0, 2), sha256)
}

/** True for 64 lower-case hexadecimal digits. */
export const isContentHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** Where files lie while they are written or pruned: on the same file system, so that a rename is atomic. */
export const temporaryFolder = (folder: string): string => join(folder, temporaryName)

/** Name of that folder below the evidence folder. */
export const temporaryName = '.tmp'

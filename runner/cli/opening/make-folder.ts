import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

/** Makes a folder and those above it; one that is there stays. Throws HarnessError `disk-full` where that cannot be. */
export const makeFolder = async (path: string): Promise<void> => {
  try {
    await makeWithParents(path)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new HarnessError('disk-full', `the folder ${path} cannot be made: ${why}`, {
      hint: 'Name one on a disk that can be written to.',
      cause,
    })
  }
}

/**
 * Not by mkdir's `recursive`: Node.js tries that without end where a file system says ENOENT although the folder above
 * exists, as /proc does.
 */
const makeWithParents = async (path: string): Promise<void> => {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    if (codeOf(error) !== 'ENOENT' || dirname(path) === path) throw error
    await makeWithParents(dirname(path))
    await mkdir(path).catch((again: unknown) => {
      // Another run was quicker.
      if (codeOf(again) !== 'EEXIST') throw again
    })
  }
}

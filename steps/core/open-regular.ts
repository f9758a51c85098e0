import { type FileHandle, open } from 'node:fs/promises'
import { HarnessError } from '#domain/harness-error.ts'
import { StepFailure } from '#step-kit/step-failure.ts'

/**
 * Opens a regular file for reading. A missing one is a wrong answer of the system (StepFailure); one that may not be read,
 * or is a folder or a device, cannot be judged (HarnessError).
 */
export const openRegular = async (file: string): Promise<FileHandle> => {
  const handle = await open(file, 'r').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') {
      throw new StepFailure(`The file ${file} does not exist.`, { cause })
    }
    throw new HarnessError('not-found', `The file ${file} cannot be read: ${cause.message}.`, {
      cause,
    })
  })
  if ((await handle.stat()).isFile()) return handle
  await handle.close()
  throw new HarnessError('not-found', `${file} is not a regular file.`)
}

import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { sha256 } from '#domain/content-hash.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** Most files that code without a version may have. */
const mostFiles = 5_000

/** Hash of the Python sources and YAML files of a folder that is on PYTHONPATH: such code has no other version. */
export const hashFolder = async (folder: string): Promise<string> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(
    (cause: unknown) => {
      throw new HarnessError('not-found', `the folder ${folder} of pythonPath cannot be read`, {
        hint: 'Check `stack.pythonPath` of the environment.',
        cause,
      })
    },
  )
  const files = entries
    .filter((entry) => entry.isFile() && /\.(py|ya?ml)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
  if (files.length > mostFiles) {
    throw new HarnessError(
      'too-large',
      `the folder ${folder} of pythonPath has ${files.length} sources, more than ${mostFiles}`,
      { hint: 'Name the folder that holds only the packages wanted.' },
    )
  }
  const hashes: string[] = []
  for (const file of files) {
    hashes.push(`${path.relative(folder, file)} ${sha256(await readFile(file))}`)
  }
  return sha256(hashes.join('\n'))
}

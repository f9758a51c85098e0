import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'

/** Name of the file that says which report a folder holds; only such a folder is replaced. */
const mark = '.lvv-report'

/**
 * Writes the files of a report as a folder, whole or not at all: a new folder beside, then a rename. A folder that holds
 * anything else than the same kind of report is refused.
 */
export const writeFolder = async (
  folder: string,
  format: string,
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<void> => {
  await refuseOther(folder, format)
  await mkdir(dirname(folder), { recursive: true })
  const beside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`))
  try {
    for (const [name, content] of files) {
      await mkdir(dirname(join(beside, name)), { recursive: true })
      await writeFile(join(beside, name), content)
    }
    await writeFile(join(beside, mark), `${format}\n`)
    await replace(folder, beside)
  } finally {
    await rm(beside, { recursive: true, force: true })
  }
}

const replace = async (folder: string, beside: string): Promise<void> => {
  const old = `${beside}-old`
  await rename(folder, old).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  await rename(beside, folder)
  await rm(old, { recursive: true, force: true })
}

const refuseOther = async (folder: string, format: string): Promise<void> => {
  const held = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  if (held.length === 0) return
  const found = await readFile(join(folder, mark), 'utf8').catch(() => '')
  if (found.trim() === format) return
  throw new HarnessError('usage', `${folder} holds something else than a ${format} report of lvv`, {
    hint: 'Name an empty or new folder: it is replaced as a whole.',
  })
}

import { readFileSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import { contentHash, sha256 } from '#domain/content-hash.ts'
import { HarnessError } from '#domain/harness-error.ts'

/** Where a family lies. */
export interface FamilyPlace {
  /** Absolute path of its folder, `…/steps/butler`. */
  readonly folder: string
  /** Absolute path of the folder that holds `steps/`: `locks` start here. */
  readonly base: string
}

/** Hash of all sources of a family's folder and of its locks: results rest on them. Tests and documents do not count. */
export const hashFamily = async (place: FamilyPlace, locks: readonly string[]): Promise<string> => {
  const hashes: { [file: string]: string } = {}
  for (const file of await sourcesBelow(place.folder)) {
    hashes[path.relative(place.base, file)] = sha256(readFileSync(file))
  }
  for (const lock of locks) Object.assign(hashes, await hashLock(place.base, lock))
  return contentHash(hashes)
}

const hashLock = async (base: string, lock: string): Promise<{ [file: string]: string }> => {
  const files = await filesOf(path.resolve(base, lock)).catch((cause: unknown) => {
    throw new HarnessError(
      'step-unavailable',
      `The lock ${lock} of a step family cannot be read.`,
      { hint: `Restore ${lock}, or take it out of the family's locks.`, cause },
    )
  })
  const hashes: { [file: string]: string } = {}
  for (const file of files) hashes[path.relative(base, file)] = sha256(readFileSync(file))
  return hashes
}

const filesOf = async (fileOrFolder: string): Promise<readonly string[]> =>
  (await stat(fileOrFolder)).isDirectory() ? sourcesBelow(fileOrFolder) : [fileOrFolder]

const sourcesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => isSource(path.relative(folder, file)))
    .sort()
}

const isSource = (file: string): boolean =>
  !/(^|\/)(node_modules|__pycache__|\.[^/]*|golden|fixtures)(\/|$)|\.test\.ts$|\.md$|\.pyc$/.test(
    file,
  )

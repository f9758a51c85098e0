import { mkdir, readdir, rename, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { evidencePath, isContentHash, temporaryFolder } from '#ledger/evidence/evidence-path.ts'
import type { PruneReport } from '#ledger/ledger.ts'

/** What a prune of the folder needs to know. */
export interface PruneFiles {
  readonly folder: string
  /** Milliseconds since the epoch: files used later stay. */
  readonly before: number
  readonly dryRun: boolean
  /** Says which of these nothing needs and, unless it is a dry run, puts their removal on record. */
  readonly choose: (sha256s: readonly string[]) => Promise<ReadonlySet<string>>
}

/** Removes the files that nothing needs and that were not used since `before`. */
export const pruneFiles = async (options: PruneFiles): Promise<PruneReport> => {
  const { folder, before, dryRun, choose } = options
  const old = new Map<string, number>()
  const all = await listContent(folder)
  for (const sha256 of all) {
    const found = await ifPresent(stat(evidencePath(folder, sha256)))
    if (found !== undefined && found.mtimeMs < before) old.set(sha256, found.size)
  }
  let files = 0
  let bytes = 0
  for (const sha256 of await choose([...old.keys()])) {
    if (!dryRun && !(await remove(folder, sha256, before))) continue
    files += 1
    bytes += old.get(sha256) ?? 0
  }
  if (!dryRun) await removeLeftovers(folder, before)
  return { files, bytes, kept: all.length - files }
}

/**
 * Takes the file away, then looks whether somebody used it meanwhile and puts it back: who stores the same content
 * renews its time first and looks afterwards whether it is there, so that one of the two sees the other.
 */
const remove = async (folder: string, sha256: string, before: number): Promise<boolean> => {
  const path = evidencePath(folder, sha256)
  const aside = join(temporaryFolder(folder), `pruned-${process.pid}-${sha256}`)
  await mkdir(temporaryFolder(folder), { recursive: true })
  await ifPresent(rename(path, aside))
  const found = await ifPresent(stat(aside))
  // Another prune was quicker.
  if (found === undefined) return false
  if (found.mtimeMs >= before) {
    await ifPresent(rename(aside, path))
    return false
  }
  await ifPresent(unlink(aside))
  return true
}

/** Milliseconds without a write after which nobody writes a file any more. */
const abandoned = 86_400_000

/** What a killed process left half written. */
const removeLeftovers = async (folder: string, before: number): Promise<void> => {
  const temporary = temporaryFolder(folder)
  for (const name of await names(temporary)) {
    const path = join(temporary, name)
    const found = await ifPresent(stat(path))
    if (found !== undefined && found.mtimeMs < before - abandoned) await ifPresent(unlink(path))
  }
}

const listContent = async (folder: string): Promise<readonly string[]> => {
  const shelves = await names(folder)
  const files = await Promise.all(
    shelves.filter((name) => /^[0-9a-f]{2}$/.test(name)).map((name) => names(join(folder, name))),
  )
  return files.flat().filter(isContentHash)
}

const names = async (folder: string): Promise<readonly string[]> =>
  (await ifPresent(readdir(folder))) ?? []

/** Other processes store and prune meanwhile: what is gone is left out. */
const ifPresent = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

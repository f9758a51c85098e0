import { randomUUID } from 'node:crypto'
import { constants, type Stats } from 'node:fs'
import { type FileHandle, mkdir, open, rename, stat, unlink, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sha256 } from '#domain/content-hash.ts'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { EvidenceContent, EvidenceStore } from '#ledger/ledger.ts'
import { toEvidenceError } from './evidence-error.ts'
import { evidencePath, temporaryFolder } from './evidence-path.ts'
import { writeContent } from './write-content.ts'

/** Where and how evidence is kept. */
export interface EvidenceOptions {
  /** Absolute path of the folder. */
  readonly folder: string
  /** Most bytes of one file. */
  readonly limit: number
  readonly now: () => Date
}

/**
 * Keeps files by their content in `<folder>/<first two digits>/<sha256>`, read-only. A file is written beside, forced
 * to disk and then renamed: whoever sees it sees all of it.
 */
export const createEvidenceStore = (options: EvidenceOptions): EvidenceStore => ({
  put: async (content, about) => {
    try {
      const stored = (await alreadyStored(content, options)) ?? (await store(content, options))
      return { ...stored, name: fileName(about.name), mediaType: about.mediaType }
    } catch (error) {
      throw toEvidenceError(error, about.name)
    }
  },
  path: async (ref) => {
    const path = evidencePath(options.folder, ref.sha256)
    if ((await statOf(path)) === undefined) {
      throw new HarnessError('evidence-missing', `Evidence ${ref.sha256} is not in the store`, {
        hint: 'Restore the evidence folder, or run the case again.',
      })
    }
    return path
  },
})

type Stored = Pick<EvidenceRef, 'sha256' | 'size'>

/** For content in memory: nothing is written when it is there already. */
const alreadyStored = async (
  content: EvidenceContent,
  options: EvidenceOptions,
): Promise<Stored | undefined> => {
  const bytes = 'text' in content ? content.text : 'bytes' in content ? content.bytes : undefined
  if (bytes === undefined) return undefined
  const stored = { sha256: sha256(bytes), size: Buffer.byteLength(bytes) }
  return (await keep(stored, options)) ? stored : undefined
}

const store = async (content: EvidenceContent, options: EvidenceOptions): Promise<Stored> => {
  const folder = temporaryFolder(options.folder)
  await mkdir(folder, { recursive: true })
  const temporary = join(folder, `${process.pid}-${randomUUID()}`)
  const file = await open(temporary, 'wx', 0o444)
  try {
    const stored = await write(file, content, options)
    if (await keep(stored, options)) {
      await unlink(temporary)
      return stored
    }
    const path = evidencePath(options.folder, stored.sha256)
    await mkdir(join(path, '..'), { recursive: true })
    await rename(temporary, path)
    await syncFolders(options.folder, path)
    return stored
  } catch (error) {
    await unlink(temporary).catch(() => {
      // Already renamed, or the disk is gone: the first error tells more.
    })
    throw error
  }
}

const write = async (
  file: FileHandle,
  content: EvidenceContent,
  { limit, now }: EvidenceOptions,
): Promise<Stored> => {
  try {
    const stored = await writeContent(file, content, limit)
    await file.utimes(now(), now())
    await file.sync()
    return stored
  } finally {
    await file.close()
  }
}

/**
 * True when the content is stored whole. Its time is renewed first, so that a prune in another process, which looks at
 * the time after it took the file away, puts it back; what it took before is missing here and written anew.
 */
const keep = async (
  { sha256: hash, size }: Stored,
  { folder, now }: EvidenceOptions,
): Promise<boolean> => {
  const path = evidencePath(folder, hash)
  try {
    await utimes(path, now(), now())
  } catch {
    // Not there, or not ours to touch: written anew, which is always right.
    return false
  }
  // A file of another size was damaged: the new one replaces it.
  if ((await statOf(path))?.size !== size) return false
  await syncFolders(folder, path)
  return true
}

const statOf = async (path: string): Promise<Stats | undefined> => {
  try {
    return await stat(path)
  } catch {
    // Absent is an answer here.
    return undefined
  }
}

/** A rename is on disk when its folders are. */
const syncFolders = async (root: string, path: string): Promise<void> => {
  for (const folder of [join(path, '..'), root]) {
    const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

/** The last part of a name, without what could mislead a terminal. */
const fileName = (name: string): string => {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '_')
  return last === '' || last === '.' || last === '..' ? 'evidence' : last.slice(0, 255)
}

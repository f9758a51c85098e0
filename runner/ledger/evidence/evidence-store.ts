import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { type FileHandle, open, rename, stat, unlink, utimes } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { sha256 } from '#domain/content-hash.ts'
import type { EvidenceRef } from '#domain/evidence.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { EvidenceContent, EvidenceStore } from '#ledger/ledger.ts'
import { toEvidenceError } from './evidence-error.ts'
import { createFolders, type EvidenceFolders } from './evidence-folders.ts'
import { evidencePath } from './evidence-path.ts'
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
export const createEvidenceStore = (options: EvidenceOptions): EvidenceStore => {
  const store = { ...options, folders: createFolders(options.folder) }
  return {
    put: async (content, about) => {
      try {
        const stored = (await alreadyStored(content, store)) ?? (await write(content, store))
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
  }
}

type Stored = Pick<EvidenceRef, 'sha256' | 'size'>

interface Store extends EvidenceOptions {
  readonly folders: EvidenceFolders
}

/** For content in memory: nothing is written when it is there already. */
const alreadyStored = async (
  content: EvidenceContent,
  store: Store,
): Promise<Stored | undefined> => {
  const bytes = 'text' in content ? content.text : 'bytes' in content ? content.bytes : undefined
  if (bytes === undefined) return undefined
  const stored = { sha256: sha256(bytes), size: Buffer.byteLength(bytes) }
  return (await keep(stored, store)) ? stored : undefined
}

const write = async (content: EvidenceContent, store: Store): Promise<Stored> => {
  const { folders } = store
  const temporary = join(await folders.temporary(), `${process.pid}-${randomUUID()}`)
  const file = await open(temporary, 'wx', 0o444)
  try {
    const stored = await fill(file, content, store)
    const path = evidencePath(store.folder, stored.sha256)
    await folders.shelf(path)
    // Over the same content, if another process was quicker.
    await rename(temporary, path)
    await folders.sync(path)
    return stored
  } catch (error) {
    await unlink(temporary).catch(() => {
      // Already renamed, or the disk is gone: the first error tells more.
    })
    throw error
  }
}

const fill = async (
  file: FileHandle,
  content: EvidenceContent,
  { limit, now }: Store,
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
  { folder, folders, now }: Store,
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
  await folders.syncOnce(path)
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

/** The last part of a name, without what could mislead a terminal. */
const fileName = (name: string): string => {
  const last = basename(name.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '_')
  return last === '' || last === '.' || last === '..' ? 'evidence' : last.slice(0, 255)
}

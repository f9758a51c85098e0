import { constants } from 'node:fs'
import { mkdir, open } from 'node:fs/promises'
import { dirname } from 'node:path'
import { temporaryFolder } from './evidence-path.ts'

/** The folders of a store, made when they are first needed. */
export interface EvidenceFolders {
  /** Where files are written; made. */
  temporary(): Promise<string>
  /** Makes the folder that a file will be renamed into. */
  shelf(path: string): Promise<void>
  /** Forces the name of a file to disk that was just renamed into its folder. */
  sync(path: string): Promise<void>
  /** As `sync`, for a name that may be there for long. */
  syncOnce(path: string): Promise<void>
}

/** Names known to be on disk that are remembered at most. */
const remembered = 10_000

/** Remembers what it made and forced to disk, since most files come to folders that others came to before. */
export const createFolders = (folder: string): EvidenceFolders => {
  const made = new Map<string, Promise<void>>()
  const onDisk = new Set<string>()

  const make = (path: string, parents: readonly string[]): Promise<void> => {
    const known = made.get(path) ?? create(path, parents)
    made.set(path, known)
    // Tried again by the next one, for which there may be space.
    known.catch(() => made.delete(path))
    return known
  }
  const sync = async (path: string): Promise<void> => {
    await syncFolder(dirname(path))
    if (onDisk.size >= remembered) onDisk.clear()
    onDisk.add(path)
  }
  return {
    temporary: async () => {
      const path = temporaryFolder(folder)
      await make(path, [folder, dirname(folder)])
      return path
    },
    shelf: (path) => make(dirname(path), [folder]),
    sync,
    syncOnce: async (path) => {
      if (!onDisk.has(path)) await sync(path)
    },
  }
}

const create = async (path: string, parents: readonly string[]): Promise<void> => {
  await mkdir(path, { recursive: true })
  for (const parent of parents) await syncFolder(parent)
}

/** A new name is on disk when its folder is. */
const syncFolder = async (path: string): Promise<void> => {
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

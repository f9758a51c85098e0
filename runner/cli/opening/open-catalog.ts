import { join } from 'node:path'
import type { Catalog } from '#catalog/catalog.ts'
import { loadCatalog } from '#catalog/load-catalog.ts'
import type { Arguments } from '#cli/arguments/command.ts'
import type { Io } from '#cli/screen/io.ts'
import { createFamilyLoader, type FamilyLoader } from '#step-kit/family-loader.ts'
import { findRoot } from './find-root.ts'
import { installation } from './installation.ts'

/** A root, read. */
export interface OpenRoot {
  /** Absolute path. */
  readonly root: string
  readonly families: FamilyLoader
  readonly catalog: Catalog
}

/** Reads the root that the arguments name. Problems are in the catalog, not thrown. */
export const openCatalog = async (args: Arguments, io: Io): Promise<OpenRoot> => {
  const root = findRoot(args.value('root'), io)
  const families = createFamilyLoader({ install: installation.folder, root })
  const catalog = await loadCatalog({
    root,
    families,
    install: installation.folder,
    facility: installation.facility,
    cache: join(root, '.lvv', 'cache', 'catalog.json'),
  })
  return { root, families, catalog }
}

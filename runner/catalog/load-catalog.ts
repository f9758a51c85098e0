import { dirname } from 'node:path'
import { bundlePlace } from '#step-kit/bundle-place.ts'
import type { FamilyLoader } from '#step-kit/family-loader.ts'
import {
  type CatalogCache,
  cachedRecords,
  confirmCache,
  type DatedCatalog,
  readCache,
  restoreCatalog,
  writeCache,
} from './cache/catalog-cache.ts'
import { identityOf } from './cache/identity.ts'
import type { Catalog } from './catalog.ts'
import { type FoundFile, findFiles } from './compiling/find-files.ts'
import { hashedFile, type InputFile, knownFile } from './compiling/input-file.ts'
import { sortProblems } from './sort-problems.ts'

/** What is read, and how. All paths are absolute. */
export interface CatalogOptions {
  /** Folder with `cases/`, `requirements/`, optionally `lvv.yaml` and `steps/`. */
  readonly root: string
  readonly families: FamilyLoader
  /** Folder of lvv itself; absent: the one that holds this file. */
  readonly install?: string
  /** Folder of the embedded facility; its `bindings.yaml` shows what the facility adds to `env`. */
  readonly facility?: string
  /** File that keeps what was compiled, so that unchanged files are neither parsed nor checked again. */
  readonly cache?: string
  /** Day on which expired exceptions are told, YYYY-MM-DD, UTC; absent: today. */
  readonly today?: string
}

/**
 * Reads, checks and resolves everything a root holds. Never throws for what files contain: all that is wrong is in
 * `problems`. Libraries are loaded only when something must be parsed.
 */
export const loadCatalog = async (options: CatalogOptions): Promise<Catalog> => {
  const { root, families, facility, cache: cacheFile } = options
  const today = options.today ?? new Date().toISOString().slice(0, 10)
  const install = options.install ?? dirname(dirname(import.meta.dirname))
  const found = findFiles(root)
  // Only a cache asks whether the code is still the same.
  const identity =
    cacheFile === undefined ? '' : identityOf({ install, root, facility, bundle: bundlePlace })
  const earlier = cacheFile === undefined ? undefined : readCache(cacheFile)
  const cache = earlier?.identity === identity ? earlier : undefined
  const files = found.files.map((file) => inputFile(file, cache))
  const unchanged = cache && isUnchanged(files, cache) ? restoreCatalog(cache, root) : undefined
  if (unchanged !== undefined && cacheFile !== undefined) {
    if (files.some((file) => !isTrusted(file, cache))) confirmCache(cacheFile, new Date())
    return withProblems(unchanged, found.problems, today)
  }
  const { compileRoot } = await import('./compiling/compile-root.ts')
  const records = cache ? cachedRecords(cache) : new Map()
  const compiled = await compileRoot({ root, files, families, facility, identity, records })
  const { expiring } = compiled
  const catalog = { ...compiled.catalog, problems: sortProblems(compiled.catalog.problems) }
  // Code that cannot be loaded may load the next time without any file having changed.
  const isKept = catalog.problems.every(({ code }) => code !== 'step-unavailable')
  if (cacheFile !== undefined && isKept) {
    writeCache(cacheFile, { identity, files, catalog, expiring, kept: compiled.kept })
  }
  return withProblems({ catalog, expiring }, found.problems, today)
}

/** Adds what depends on the disk and on the day, and is therefore never kept. */
const withProblems = (
  { catalog, expiring }: DatedCatalog,
  more: Catalog['problems'],
  today: string,
): Catalog => {
  const expired = expiring.filter(({ lastDay }) => lastDay < today).map(({ problem }) => problem)
  return { ...catalog, problems: sortProblems([...catalog.problems, ...more, ...expired]) }
}

/** Coarsest time stamp of a file system, milliseconds: a younger file may have changed without showing it. */
const coarsestTime = 2_000

const isTrusted = (file: FoundFile, cache: CatalogCache | undefined): boolean =>
  cache?.files.get(file.file)?.stamp === file.stamp &&
  file.changedAt + coarsestTime < cache.writtenAt

const inputFile = (file: FoundFile, cache: CatalogCache | undefined): InputFile => {
  const known = cache?.files.get(file.file)
  return known && isTrusted(file, cache) ? knownFile(file, known.sha256) : hashedFile(file)
}

const isUnchanged = (files: readonly InputFile[], cache: CatalogCache): boolean =>
  files.length === cache.files.size &&
  files.every(({ file, sha256 }) => cache.files.get(file)?.sha256 === sha256)

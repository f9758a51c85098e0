import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Paths of all files of a folder, sorted, with `/`. */
export const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .sort()

/** Everything a site consists of, by path. */
export const contentOf = (folder: string): ReadonlyMap<string, string> =>
  new Map(filesOf(folder).map((path) => [path, readFileSync(join(folder, path), 'latin1')]))

// Keeps a bundle of the sources that is as new as they are. Plain JavaScript: it runs before anything is stripped.
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

const folders = ['runner', 'steps', 'reports']
const isSource = (name) =>
  /\.(ts|mjs|js|json|sql)$/.test(name) && !/\.(test|contract\.test|e2e\.test)\.ts$/.test(name)

/**
 * Folder of the bundle of the installation's sources, made when it is missing; undefined when it cannot be made (a
 * read-only installation): the sources then run as they are.
 */
export const currentBundle = async (installation, cache) => {
  const bundle = join(cache, `bundle-${keyOf(installation)}`)
  if (existsSync(join(bundle, 'main.mjs'))) return bundle
  try {
    const { makeBundle } = await import('./make-bundle.mjs')
    await makeBundle(installation, bundle)
    return bundle
  } catch (error) {
    if (process.env.LVV_DEBUG) process.stderr.write(`lvv: no bundle: ${error.stack ?? error}\n`)
    return undefined
  }
}

/** Changes with every edit: places, sizes and times of the sources, and the locked packages. */
const keyOf = (installation) => {
  const hash = createHash('sha256').update(process.version)
  const add = (path) => {
    const { size, mtimeMs } = statSync(path)
    hash.update(`${path}\n${size} ${mtimeMs}\n`)
  }
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = folder + sep + entry.name
      if (entry.isDirectory()) walk(path)
      else if (isSource(entry.name)) add(path)
    }
  }
  add(join(installation, 'package-lock.json'))
  for (const folder of folders) walk(join(installation, folder))
  return hash.digest('hex').slice(0, 16)
}

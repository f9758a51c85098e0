import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { sha256 } from '#domain/content-hash.ts'

/** Where the code that compiles a root lies. All paths absolute. */
export interface CodePlaces {
  readonly install: string
  readonly root: string
  readonly facility: string | undefined
  /** Bundle that runs, whose name changes with every source of `install`; undefined: the sources run. */
  readonly bundle: string | undefined
}

/**
 * Hash that changes whenever the code does that reads and checks a root: lvv itself, its libraries, the step
 * families of both places, the facility's bindings. Looks at sizes and times only, and loads nothing.
 */
export const identityOf = ({ install, root, facility, bundle }: CodePlaces): string => {
  const stamps: string[] = [`node ${process.versions.node}`]
  if (bundle === undefined) stampSources(stamps, install)
  else stamps.push(bundle)
  if (root !== install) stampFolder(stamps, join(root, 'steps'))
  if (facility !== undefined) stampFile(stamps, join(facility, 'bindings.yaml'))
  return sha256(stamps.join('\n'))
}

const stampSources = (stamps: string[], install: string): void => {
  for (const file of ['package.json', 'package-lock.json']) stampFile(stamps, join(install, file))
  for (const module of ['catalog', 'language', 'domain', 'step-kit']) {
    stampFolder(stamps, join(install, 'runner', module))
  }
  stampFolder(stamps, join(install, 'steps'))
}

const stampFile = (stamps: string[], path: string): void => {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (stat) stamps.push(`${path} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs} ${stat.ino}`)
}

const isSource = (name: string): boolean =>
  /\.(ts|mjs|js|json)$/.test(name) && !/\.test\.ts$/.test(name)

const stampFolder = (stamps: string[], folder: string): void => {
  let entries: ReturnType<typeof entriesOf>
  try {
    entries = entriesOf(folder)
  } catch {
    // A place without steps of its own has nothing to stamp.
    return
  }
  for (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory() && !skipped.has(entry.name)) stampFolder(stamps, path)
    else if (isSource(entry.name)) stampFile(stamps, path)
  }
}

const skipped = new Set(['node_modules', 'fixtures', 'golden'])

const entriesOf = (folder: string) => readdirSync(folder, { withFileTypes: true })

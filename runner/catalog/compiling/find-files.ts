import { type BigIntStats, type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'
import type { Problem } from '#domain/problem.ts'

/** An input file as it lies on the disk. */
export interface FoundFile {
  /** Path relative to the root, with `/`. */
  readonly file: string
  /** Absolute path. */
  readonly path: string
  readonly size: number
  /** Changes whenever the file does: size, times, inode. */
  readonly stamp: string
  /** Milliseconds since the epoch. */
  readonly changedAt: number
}

/** Largest input file, MiB: a document holds all its requirements in one. */
const maxSize = (file: string): number => (file.startsWith('requirements/') ? 64 : 2)
/** Room for the largest root of the benchmarks, 300,000 cases: beyond it a folder was taken by mistake. */
const maxFiles = 500_000
const maxDepth = 16

/** Input files of a root, and what cannot be one. */
export interface FoundFiles {
  readonly files: readonly FoundFile[]
  readonly problems: readonly Problem[]
}

/** Finds `lvv.yaml` and all YAML files below `cases/` and `requirements/`; follows no link out of the root. */
export const findFiles = (root: string): FoundFiles => {
  const walk: Walk = { root, real: realpathSync(root), files: [], problems: [] }
  visitFile(walk, 'lvv.yaml')
  for (const folder of ['cases', 'requirements']) visitFolder(walk, folder, 0)
  walk.files.sort((a, b) => (a.file < b.file ? -1 : 1))
  return walk
}

interface Walk {
  readonly root: string
  readonly real: string
  readonly files: FoundFile[]
  readonly problems: Problem[]
}

const refuse = ({ problems }: Walk, file: string, code: string, message: string): void => {
  problems.push({ severity: 'error', code, file, line: 0, column: 0, length: 0, message })
}

const visitFolder = (walk: Walk, folder: string, depth: number): void => {
  if (depth > maxDepth) {
    refuse(walk, folder, 'too-deep', 'The folders nest too deeply.')
    return
  }
  let entries: readonly Dirent[]
  try {
    entries = readdirSync(join(walk.root, folder), { withFileTypes: true })
  } catch (error) {
    if (!isMissing(error)) refuse(walk, folder, 'unreadable', 'The folder cannot be read.')
    return
  }
  for (const entry of entries) {
    const file = `${folder}/${entry.name}`
    if (entry.name.startsWith('.')) continue
    if (entry.isSymbolicLink()) visitLink(walk, file)
    else if (entry.isDirectory()) visitFolder(walk, file, depth + 1)
    else visitFile(walk, file)
  }
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** A link is followed to a file inside the root, never to a folder: folders could form circles. */
const visitLink = (walk: Walk, file: string): void => {
  let target: string
  try {
    target = realpathSync(join(walk.root, file))
  } catch {
    refuse(walk, file, 'broken-link', 'The link leads nowhere, or to itself.')
    return
  }
  if (!target.startsWith(walk.real + sep)) {
    refuse(walk, file, 'path-outside', 'The link leads out of the root.')
  } else if (statSync(target).isDirectory()) {
    refuse(
      walk,
      file,
      'link-to-folder',
      'A folder cannot be linked: its files would be read twice.',
    )
  } else {
    visitFile(walk, file)
  }
}

const visitFile = (walk: Walk, file: string): void => {
  if (file.endsWith('.yml')) {
    refuse(walk, file, 'file-name', 'The file is not read: its name must end with ".yaml".')
  }
  if (!file.endsWith('.yaml')) return
  const path = join(walk.root, file)
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false })
  if (stat === undefined) return
  if (!stat.isFile()) {
    refuse(walk, file, 'unreadable', 'This is not a plain file.')
  } else if (stat.size > maxSize(file) * 1024 * 1024) {
    const size = (Number(stat.size) / 1024 / 1024).toFixed(1)
    refuse(
      walk,
      file,
      'too-large',
      `The file has ${size} MiB; lvv reads at most ${maxSize(file)} MiB.`,
    )
  } else if (walk.files.length < maxFiles) {
    walk.files.push({
      file,
      path,
      size: Number(stat.size),
      stamp: stampOf(stat),
      changedAt: Math.max(Number(stat.ctimeMs), Number(stat.mtimeMs)),
    })
  } else if (walk.files.length === maxFiles) {
    refuse(walk, file, 'too-many', `There are more than ${maxFiles} input files.`)
  }
}

const stampOf = ({ size, mtimeNs, ctimeNs, ino }: BigIntStats): string =>
  `${size}:${mtimeNs}:${ctimeNs}:${ino}`

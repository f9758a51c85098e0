import { realpath } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Environment } from '#domain/environment.ts'

/**
 * Why the results of a run earn no credit, as sentences; empty when they may. Results count only from stage precursor
 * up, with no `--input`, from committed files, on software that is the product.
 */
export const reasonsForNoCredit = async (of: {
  readonly environment: Environment
  readonly inputs: { readonly [name: string]: string }
  readonly root: string
}): Promise<readonly string[]> => {
  const reasons: string[] = []
  const { environment, inputs, root } = of
  if (environment.facility === 'embedded') {
    reasons.push('the embedded facility simulates: its software and data are not the product')
  }
  if (environment.stage === 'rehearsal') reasons.push('the environment is at stage rehearsal')
  if (Object.keys(inputs).length > 0) {
    reasons.push(`inputs were overridden (${Object.keys(inputs).join(', ')})`)
  }
  // Asking git costs time, and a rehearsal earns nothing anyway.
  if (reasons.length === 0) {
    const uncommitted = await uncommittedFiles(root)
    if (uncommitted !== undefined) reasons.push(uncommitted)
  }
  return reasons
}

/** What of a root is read: case and requirement files, steps, settings. */
const places = ['cases', 'requirements', 'steps', 'lvv.yaml'] as const

const uncommittedFiles = async (root: string): Promise<string | undefined> => {
  try {
    const targets = await linkTargets(root)
    const known = targets.length === 0 ? [] : await listed(root, ['--', ...targets])
    const status = await git(root, [
      // Ignored files one by one: a folder of them may hold cases.
      ...[
        'status',
        '--porcelain',
        '-z',
        '--no-renames',
        '--untracked-files=all',
        '--ignored=traditional',
        '--',
      ],
      ...places,
      ...known,
    ])
    const changed = status.split('\0').filter((line) => line !== '' && isRead(line))
    const files = changed.length + targets.filter((path) => !known.includes(path)).length
    if (files === 0) return undefined
    return `${files} ${files === 1 ? 'file is' : 'files are'} not committed`
  } catch {
    return 'the files are not under version control'
  }
}

/**
 * Git may have been told to overlook a file that is read all the same: a case among the ignored ones is as little
 * committed as any other. What tools leave beside them (caches, installed packages) is not read.
 */
const isRead = (line: string): boolean =>
  !line.startsWith('!! ') ||
  (/\.(yaml|[cm]?[jt]s|py)$/.test(line) && !/\/node_modules\//.test(line))

/** Files inside the root that links among what is read lead to: git compares the links alone. */
const linkTargets = async (root: string): Promise<readonly string[]> => {
  const links = (await listed(root, ['--stage', '--', ...places]))
    .filter((entry) => entry.startsWith('120000 '))
    .map((entry) => entry.slice(entry.indexOf('\t') + 1))
  if (links.length === 0) return []
  const real = await realpath(root)
  const targets = await Promise.all(links.map((link) => realpath(join(real, link))))
  return targets.map((target) => relative(real, target))
}

const listed = async (root: string, args: readonly string[]): Promise<readonly string[]> =>
  (await git(root, ['ls-files', '-z', ...args])).split('\0').filter((entry) => entry !== '')

const git = async (root: string, args: readonly string[]): Promise<string> => {
  // Only now: loading it takes as long as planning a run.
  const { execFile } = await import('node:child_process')
  const { stdout } = await promisify(execFile)(
    'git',
    ['-C', root, '--literal-pathspecs', ...args],
    {
      timeout: 20_000,
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  return stdout
}

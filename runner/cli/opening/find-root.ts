import { existsSync, statSync } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Io } from '#cli/screen/io.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { installation } from './installation.ts'

const marks = ['lvv.yaml', 'cases']

/**
 * Absolute path of the root: what `--root` names, else the nearest folder at or above the current one that holds
 * `lvv.yaml` or `cases/`, else the installation itself.
 */
export const findRoot = (named: string | undefined, io: Pick<Io, 'cwd'>): string => {
  if (named !== undefined) return checked(isAbsolute(named) ? named : resolve(io.cwd, named))
  for (let folder = io.cwd; ; folder = dirname(folder)) {
    if (marks.some((mark) => existsSync(join(folder, mark)))) return folder
    if (dirname(folder) === folder) return installation.folder
  }
}

const checked = (folder: string): string => {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new HarnessError('not-found', `the root ${folder} is no folder`, {
      hint: '--root names a folder with cases/ and requirements/.',
    })
  }
  if (marks.some((mark) => existsSync(join(folder, mark)))) return folder
  throw new HarnessError('not-found', `${folder} holds neither lvv.yaml nor cases/`, {
    hint: '--root names a folder with cases/ and requirements/.',
  })
}

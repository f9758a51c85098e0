import { accessSync, constants, statSync } from 'node:fs'
import path from 'node:path'
import { HarnessError } from '#domain/harness-error.ts'

/** What was to be started. */
export interface Start {
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  readonly env: { readonly [name: string]: string }
  readonly label: string
}

/** Explains why a program could not be started: what, where, and what to do. */
export const startProblem = (start: Start, cause: unknown): HarnessError => {
  const [program] = start.argv
  const [reason, hint] = explain(start, cause)
  return new HarnessError('process-start', `${start.label}: cannot start "${program}": ${reason}`, {
    hint,
    cause,
  })
}

const explain = (start: Start, cause: unknown): readonly [string, string] => {
  const [program] = start.argv
  const code = codeOf(cause)
  if (!isFolder(start.cwd)) {
    return [`its folder ${start.cwd} does not exist.`, 'Create it, or mend `cwd`.']
  }
  if (code === 'E2BIG') {
    return ['its arguments and environment are too long.', 'Pass data by `stdin` or in a file.']
  }
  if (code === 'EAGAIN' || code === 'ENOMEM') {
    return ['the machine has no room for another process.', 'Run with fewer --workers.']
  }
  const file = path.resolve(start.cwd, program)
  if (!program.includes('/')) {
    return code === 'EACCES'
      ? ['the file of that name on PATH may not be executed.', `Run chmod +x on it.`]
      : [
          `no program of that name is on PATH (${start.env.PATH}).`,
          'Install it, name it by its path, or set PATH in `env`.',
        ]
  }
  if (isFolder(file)) return [`${file} is a folder.`, 'Name the program inside it.']
  if (!can(file, constants.F_OK)) return [`${file} does not exist.`, 'Mend the path.']
  if (!can(file, constants.X_OK)) return ['it may not be executed.', `Run chmod +x ${file}.`]
  if (code === 'ENOENT') {
    return ['the interpreter named in its first line does not exist.', 'Install it.']
  }
  return [`${code}.`, 'Check that the file is a program for this machine.']
}

/** Code of the system's error, also where a library wrapped it. */
const codeOf = (cause: unknown): string => {
  if (typeof cause !== 'object' || cause === null) return 'unknown error'
  if ('code' in cause && typeof cause.code === 'string') return cause.code
  return 'cause' in cause ? codeOf(cause.cause) : 'unknown error'
}

const isFolder = (file: string): boolean =>
  statSync(file, { throwIfNoEntry: false })?.isDirectory() ?? false

const can = (file: string, mode: number): boolean => {
  try {
    accessSync(file, mode)
    return true
  } catch {
    return false
  }
}

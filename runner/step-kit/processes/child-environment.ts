import { tmpdir } from 'node:os'
import { treeVariable } from './living-processes.ts'

type Variables = { readonly [name: string]: string | undefined }

/**
 * Environment of a program: PATH, HOME, LANG, TMPDIR and TZ only, so that a result does not rest on what happened to be set
 * where lvv was started; then what the request adds or, with null, removes.
 */
export const childEnvironment = (
  runner: Variables,
  added: { readonly [name: string]: string | null } | undefined,
  mark: string,
): { readonly [name: string]: string } => {
  const minimal: { [name: string]: string | null | undefined } = {
    PATH: runner.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    HOME: runner.HOME,
    LANG: runner.LANG ?? 'C.UTF-8',
    TMPDIR: runner.TMPDIR ?? tmpdir(),
    TZ: 'UTC',
    ...added,
    [treeVariable]: mark,
  }
  const set = Object.entries(minimal).filter((pair): pair is [string, string] => pair[1] != null)
  return Object.fromEntries(set)
}

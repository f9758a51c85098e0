import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import type { Io } from '#cli/screen/io.ts'
import { personText } from '#domain/same-person.ts'

/** Who runs this: the name that git knows in this root, and the login. */
export const executorOf = async (root: string, io: Pick<Io, 'env'>): Promise<string> =>
  personText(await gitName(root), login(io.env))

/** The login alone: what costs nothing to know. */
export const login = (env: Io['env']): string => {
  try {
    return userInfo().username
  } catch {
    // A container may run under a number that has no name.
    return env.LOGNAME || env.USER || `uid ${process.getuid?.() ?? 'unknown'}`
  }
}

const gitName = async (root: string): Promise<string | undefined> => {
  // Only now: loading it takes as long as planning a run.
  const { execFile } = await import('node:child_process')
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', root, 'config', 'user.name'], {
      timeout: 5000,
    })
    return stdout
  } catch {
    // No git, or no name in it: the login says who it was.
    return undefined
  }
}

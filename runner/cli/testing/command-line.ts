import { spawn } from 'node:child_process'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

const launcher = join(import.meta.dirname, '../../../lvv')

/** How a command line ended. */
export interface Ended {
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** A command line under way. */
export interface Started {
  readonly pid: number
  readonly kill: (signal: NodeJS.Signals) => void
  readonly ended: Promise<Ended>
}

/** Where a command line starts, and what it sees. */
export interface Surroundings {
  /** Folder it starts in: the root, unless said otherwise. */
  readonly cwd: string
  readonly env?: { readonly [name: string]: string }
}

/** Starts `./lvv ARGS…` as a user does: by the launcher, in a pipe, with a TMPDIR beside the folder. */
export const startLvv = (args: readonly string[], { cwd, env }: Surroundings): Started => {
  const { LVV_LEDGER: _, FORCE_COLOR: __, ...own } = process.env
  const child = spawn(launcher, args, {
    cwd,
    env: { ...own, NO_COLOR: '1', TMPDIR: dirname(cwd), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const code = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', resolve)
  })
  const ended = Promise.all([code, text(child.stdout), text(child.stderr)]).then(
    ([end, stdout, stderr]) => ({ code: end, stdout, stderr }),
  )
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), ended }
}

/** Runs `./lvv ARGS…` to its end. */
export const lvv = (args: readonly string[], surroundings: Surroundings): Promise<Ended> =>
  startLvv(args, surroundings).ended

import { readdirSync, readFileSync } from 'node:fs'

/** Name of the environment variable that all descendants of a program inherit. */
export const treeVariable = 'LVV_TREE'

/**
 * Living processes that carry a mark in their environment: `TOKEN.7` for one program and its descendants, `TOKEN.` for
 * all of a runner. Empty where there is no `/proc`. Zombies have no environment and do not count.
 */
export const livingProcesses = (mark: string): readonly number[] => {
  const wanted = `${treeVariable}=${mark}${mark.endsWith('.') ? '' : '\0'}`
  return processIds().filter((pid) => environmentOf(pid)?.includes(wanted))
}

const processIds = (): readonly number[] => {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    // No /proc: process groups are all there is.
    return []
  }
}

const environmentOf = (pid: number): Buffer | undefined => {
  try {
    return readFileSync(`/proc/${pid}/environ`)
  } catch {
    // It ended meanwhile, or belongs to somebody else: neither is ours to end.
    return undefined
  }
}

/** Sends a signal (0: only asks) to a process, or with a negative number to a process group. False when there is none. */
export const sendSignal = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, signal)
  } catch {
    // ESRCH: gone already. EPERM: only what is dead or not ours is left of the group.
    return false
  }
}

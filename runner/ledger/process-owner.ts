import { randomUUID } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Owner } from './ledger.ts'

/** Names this process as an owner; each call makes another owner, all of which end with the process. */
export const thisProcess = (): Owner => ({
  id: randomUUID(),
  host: thisHost(),
  pid: process.pid,
  startedAt: startOf(process.pid) ?? '',
})

/**
 * Says whether a process of this host still runs; undefined for other hosts, whose heartbeat must tell.
 * A pid that now belongs to another process counts as ended.
 */
export const isRunning = (owner: Omit<Owner, 'id'>): boolean | undefined => {
  if (owner.host !== thisHost()) return undefined
  if (owner.startedAt === '') return answersSignal(owner.pid)
  return startOf(owner.pid) === owner.startedAt
}

/** Inside a container the same host name may stand for other pids: the pid namespace is part of the name. */
const thisHost = (): string => {
  const namespace = tryRead(() => readlinkSync('/proc/self/ns/pid'))
  return namespace === undefined || namespace === initialNamespace
    ? hostname()
    : `${hostname()} ${namespace}`
}

/** The kernel gives this inode to the first pid namespace. */
const initialNamespace = 'pid:[4026531836]'

/** Boot and clock ticks since boot at which a process started; undefined without it or on a system without /proc. */
const startOf = (pid: number): string | undefined => {
  const stat = tryRead(() => readFileSync(`/proc/${pid}/stat`, 'utf8'))
  if (stat === undefined) return undefined
  // The second field is the program's name in brackets and may hold spaces and brackets.
  const [state, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie holds nothing any more: its parent has only not asked for its exit code yet.
  if (state === 'Z' || state === 'X') return undefined
  const boot = tryRead(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim())
  return `${boot ?? 'boot'} ${fields[18]}`
}

const answersSignal = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, for another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const tryRead = (read: () => string): string | undefined => {
  try {
    return read()
  } catch {
    // No such process, or no /proc: both are answers here.
    return undefined
  }
}

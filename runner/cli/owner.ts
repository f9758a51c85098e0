import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import type { Owner } from '#ledger/ledger.ts'

/** This process, as the ledger knows it. */
export const thisOwner = (): Owner => ({
  id: randomUUID(),
  host: hostname(),
  pid: process.pid,
  startedAt: kernelStart(process.pid),
})

/** Field 22 of /proc/PID/stat: ticks since boot at which the process started; empty where there is no /proc. */
const kernelStart = (pid: number): string => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

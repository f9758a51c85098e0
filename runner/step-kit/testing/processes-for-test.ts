import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect } from 'vitest'

/** A line of `/proc/PID/stat` behind the name: state, parent, …; undefined for a process that is gone. */
const statOf = (pid: number): readonly string[] | undefined => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')
  } catch {
    return undefined
  }
}
/** True for a process that is there and no zombie. */
export const alive = (pid: number): boolean => !['Z', 'X', undefined].includes(statOf(pid)?.[0])

/** Living children of a process, and theirs. */
export const descendantsOf = (pid: number): readonly number[] => {
  const all = readdirSync('/proc').map(Number).filter(Number.isInteger)
  const children = all.filter((each) => statOf(each)?.[1] === String(pid) && alive(each))
  return children.flatMap((child) => [child, ...descendantsOf(child)])
}

/** Living processes that name a folder in their arguments or environment, but for this one: what each runs, by its id. */
export const processesNaming = (folder: string): ReadonlyMap<number, string> =>
  new Map(
    readdirSync('/proc')
      .map(Number)
      .filter((pid) => Number.isInteger(pid) && pid !== process.pid && alive(pid))
      .filter((pid) => ['cmdline', 'environ'].some((file) => procText(pid, file).includes(folder)))
      .map((pid) => [pid, procText(pid, 'cmdline').replaceAll('\0', ' ')]),
  )

const procText = (pid: number, file: string): string => {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'latin1')
  } catch {
    // Gone meanwhile, or not ours.
    return ''
  }
}

/** Text of a file once it has so many whole lines. */
export const written = async (file: string, lines = 1): Promise<string> => {
  await expect
    .poll(() => readText(file).split('\n').length - 1, { timeout: 10_000, interval: 10 })
    .toBeGreaterThanOrEqual(lines)
  return readText(file)
}

/** Text of a file, empty while there is none. */
export const readText = (file: string): string =>
  existsSync(file) ? readFileSync(file, 'utf8') : ''

/** Settles when none of the processes lives; rejects when one still does after so many milliseconds. */
export const allGone = async (pids: readonly number[], within = 2000): Promise<void> => {
  await expect.poll(() => pids.filter(alive), { timeout: within, interval: 20 }).toEqual([])
}

/** Process ids in what a script printed. */
export const pidsIn = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).map(Number)

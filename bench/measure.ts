import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A command line in a folder. */
export interface Command {
  readonly name: string
  readonly argv: readonly string[]
  readonly cwd: string
  /** Done before each time, outside of what is measured. */
  readonly before?: () => void
  /** Code that it exits with when all went as it should; absent: 0. */
  readonly exit?: number
  /** Beside PATH, HOME and what the machine sets. */
  readonly env?: { readonly [name: string]: string }
}

/** What a command used. */
export interface Usage {
  /** Seconds of user and system time, of all its processes. */
  readonly cpu: number
  /** Seconds until it ended. */
  readonly wall: number
  /** Bytes: peak resident size of its largest process. */
  readonly memory: number
}

/** Runs a command once. Throws with the end of its output when it does not exit as it should. */
export const measure = ({ name, argv, cwd, env, exit, before }: Command, log: string): Usage => {
  before?.()
  const script = join(import.meta.dirname, 'measure.py')
  const { stdout, status, stderr } = spawnSync('python3', [script, log, ...argv], {
    cwd,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${name} could not be measured: ${stderr}`)
  const { code, ...usage }: Usage & { readonly code: number } = JSON.parse(stdout)
  if (code === (exit ?? 0)) return usage
  throw new Error(`${name} exited with ${code}:\n${readFileSync(log, 'utf8').slice(-2000)}`)
}

/** Runs each command once as a warm-up, then all in turn `runs` times; the medians, in the order of the commands. */
export const measureInTurn = (
  commands: readonly Command[],
  { runs, log }: { readonly runs: number; readonly log: string },
): readonly Usage[] => {
  for (const command of commands) measure(command, log)
  const rounds = Array.from({ length: runs }, () => commands.map((each) => measure(each, log)))
  return commands.map((_command, index) =>
    medianUsage(rounds.flatMap((round) => round[index] ?? [])),
  )
}

const medianUsage = (usages: readonly Usage[]): Usage => ({
  cpu: median(usages.map(({ cpu }) => cpu)),
  wall: median(usages.map(({ wall }) => wall)),
  memory: Math.max(...usages.map(({ memory }) => memory)),
})

const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = (sorted.length - 1) / 2
  return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2
}

import { existsSync } from 'node:fs'
import type { Readable, Writable } from 'node:stream'
import type { execa as execaFunction } from 'execa'
import { livingProcesses, sendSignal } from './living-processes.ts'
import { type Start, startProblem } from './start-problem.ts'

/** Options that matter for speed are switched off: output is read from the streams, and ending is our own business. */
const options = {
  stdout: 'pipe',
  stderr: 'pipe',
  buffer: false,
  reject: false,
  detached: true,
  cleanup: false,
  extendEnv: false,
  stripFinalNewline: false,
} as const

/** A started program that leads its own process group. */
export interface Program {
  readonly pid: number
  /** Value of `LVV_TREE` in it and all its descendants. */
  readonly mark: string
  readonly stdin: Writable | null
  readonly stdout: Readable
  readonly stderr: Readable
  /** Settles when the program itself has ended. */
  readonly exited: Promise<Exit>
  /** Settles when, beyond that, nobody holds its pipes. */
  readonly closed: Promise<void>
  /** True once it is being ended: its descendants then get time to follow, and are killed later. */
  ending: boolean
}

/** How a program ended. */
export interface Exit {
  readonly exitCode: number | null
  readonly signal: string | null
}

type Execa = typeof execaFunction

let execaLoaded: Promise<Execa> | undefined
const loadExeca = (): Promise<Execa> => {
  // Costs a tenth of a second; most runs need no subprocess.
  execaLoaded ??= import('execa').then(({ execa }) => execa)
  return execaLoaded
}

/** Milliseconds for which a descendant may hold the pipes of a program that has ended. */
const lingering = 200

/** Starts a program. Throws HarnessError `process-start` when that is not possible. */
export const startProgram = async (
  start: Start,
  stdin: 'pipe' | 'ignore',
  mark: string,
): Promise<Program> => {
  const execa = await loadExeca()
  const [program, ...args] = start.argv
  const subprocess = execa(program, args, { ...options, stdin, cwd: start.cwd, env: start.env })
  const child = subprocess.nodeChildProcess
  const { pid, stdout, stderr } = child
  if (pid === undefined || !stdout || !stderr) throw startProblem(start, (await subprocess).cause)
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (exitCode, signal) => resolve({ exitCode, signal }))
  })
  const { stdin: input } = child
  const started: Program = {
    pid,
    mark,
    stdin: input,
    stdout,
    stderr,
    exited,
    closed,
    ending: false,
  }
  child.once('exit', () => {
    if (started.ending) return
    sendSignal(-pid, 'SIGKILL')
    void releasePipes(started)
  })
  return started
}

/** Ends descendants that left the group but hold the pipes; what cannot be found loses the pipes. */
const releasePipes = async ({ mark, stdout, stderr, closed }: Program): Promise<void> => {
  if (await settlesWithin(closed, lingering)) return
  for (const pid of livingProcesses(mark)) sendSignal(pid, 'SIGKILL')
  // Data that nobody has read yet keeps a pipe open too: it is cut only when there is none and nothing comes.
  const buffered = () => stdout.readableLength + stderr.readableLength
  for (let before = buffered(); !(await settlesWithin(closed, 1000)); before = buffered()) {
    if (before > 0 || buffered() > 0) continue
    stdout.destroy()
    stderr.destroy()
  }
}

/** Milliseconds between TERM and KILL. */
const grace = 2000

/** Ends a program with all its descendants: TERM, after 2 s KILL. */
export const endProgram = async (program: Program): Promise<void> => {
  program.ending = true
  signalAll(program, 'SIGTERM')
  const deadline = performance.now() + grace
  let pause = 10
  while (performance.now() < deadline && !(await isGone(program, pause))) {
    pause = Math.min(2 * pause, 200)
  }
  signalAll(program, 'SIGKILL')
  await program.exited
  // What was being started while the others were killed.
  signalAll(program, 'SIGKILL')
  await releasePipes(program)
}

const hasProc = existsSync('/proc/self/environ')

const isGone = async ({ pid, exited, mark }: Program, pause: number): Promise<boolean> => {
  if (!(await settlesWithin(exited, pause))) return false
  return hasProc ? livingProcesses(mark).length === 0 : !sendSignal(-pid, 0)
}

/** Signals the group and, where they can be found, descendants that left it. */
export const signalAll = ({ pid, mark }: Program, signal: NodeJS.Signals): void => {
  sendSignal(-pid, signal)
  for (const stray of livingProcesses(mark)) sendSignal(stray, signal)
}

/** True when a promise settles before so many milliseconds have passed. */
export const settlesWithin = (promise: Promise<unknown>, milliseconds: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds, false)
    void promise.finally(() => {
      clearTimeout(timer)
      resolve(true)
    })
  })

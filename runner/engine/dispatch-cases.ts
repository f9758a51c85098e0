import type { RunState } from './run-state.ts'

/** Starts cases while there are workers, and keeps the process responsive. */
export interface Dispatcher<Case> {
  /** Puts a case before those that wait. */
  addFirst(next: Case): void
  /** A worker is free, or the run must stop: looks what can be started, after those that run already took their part. */
  changed(): void
  /** Runs all cases; settles when none runs and none can be started any more. */
  run(cases: readonly Case[]): Promise<void>
}

/** Milliseconds after which signals, timers and the disk get their turn. */
const longestBurst = 8

/** Makes the dispatcher of a run; `start` runs a case with a worker's place and must not reject. */
export const createDispatcher = <Case>(
  runOf: () => RunState,
  start: (next: Case) => Promise<void>,
): Dispatcher<Case> => {
  let waiting: readonly Case[] = []
  let position = 0
  const first: Case[] = []
  let running = 0
  let scheduled = false
  let noticed = false
  let burstBegan = 0
  let done: (() => void) | undefined

  const mayStart = (): boolean => {
    const { options, stopping } = runOf()
    if (stopping.reason('work')) return false
    return options.startUntil === undefined || options.now() < options.startUntil
  }
  const later = (when: Promise<void> | undefined): void => {
    scheduled = true
    const go = () => {
      scheduled = false
      burstBegan = performance.now()
      advance()
    }
    if (when) void when.then(go)
    else setImmediate(go)
  }
  const launch = async (next: Case): Promise<void> => {
    running += 1
    await start(next)
    running -= 1
    advance()
  }
  const hasNext = (): boolean => first.length > 0 || position < waiting.length

  /** True when nothing more can be started now, but something can later. */
  const mustWait = (): boolean => {
    const { slots, journal } = runOf()
    const room = journal.room()
    if (room || performance.now() - burstBegan > longestBurst) {
      later(room)
      return true
    }
    return !slots.tryTake()
  }
  const advance = (): void => {
    if (scheduled || done === undefined) return
    while (hasNext() && mayStart()) {
      if (mustWait()) return
      const next = first.shift() ?? waiting[position++]
      if (next !== undefined) void launch(next)
    }
    if (running === 0) done()
  }
  return {
    addFirst: (next) => {
      first.push(next)
    },
    changed: () => {
      if (noticed) return
      noticed = true
      setImmediate(() => {
        noticed = false
        advance()
      })
    },
    run: async (cases) => {
      waiting = cases
      position = 0
      burstBegan = performance.now()
      await new Promise<void>((resolve) => {
        done = resolve
        advance()
      })
      done = undefined
    },
  }
}

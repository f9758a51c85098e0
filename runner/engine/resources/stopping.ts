import { HarnessError } from '#domain/harness-error.ts'
import type { Deadlines } from './deadlines.ts'

/** Work that can be cut off. Teardowns are cut off only when their own time is over. */
export interface Cuttable {
  readonly kind: 'work' | 'teardown'
  readonly cut: (reason: HarnessError) => void
}

/** How a run ends before its work is done: an interrupt, or a ledger that cannot be written. */
export interface Stopping {
  /** Why work of this kind must not begin any more; undefined: it may. */
  reason(kind: Cuttable['kind']): HarnessError | undefined
  /** Registers running work. Must not be called when there is a reason. */
  enter(work: Cuttable): void
  leave(work: Cuttable): void
  /** Stops work, gives teardowns some time. */
  interrupt(): void
  /** Stops everything at once. */
  abandon(reason: HarnessError): void
  readonly interrupted: boolean
}

/** Milliseconds that teardowns may take after an interrupt. */
const teardownLimit = 30_000

/** Makes the switch of a run. `onStop` is called at the first reason to stop. */
export const createStopping = (options: {
  readonly deadlines: Deadlines
  readonly now: () => number
  readonly onStop: () => void
}): Stopping => {
  const running = new Set<Cuttable>()
  let interrupted = false
  let forWork: HarnessError | undefined
  let forTeardowns: HarnessError | undefined

  const cut = (reason: HarnessError, includeTeardowns: boolean): void => {
    for (const each of [...running]) {
      if (includeTeardowns || each.kind === 'work') each.cut(reason)
    }
  }
  return {
    reason: (kind) => (kind === 'work' ? forWork : forTeardowns),
    enter: (work) => {
      running.add(work)
    },
    leave: (work) => {
      running.delete(work)
    },
    interrupt: () => {
      if (interrupted) return
      interrupted = true
      forWork ??= new HarnessError('interrupted', 'the run was interrupted', {
        hint: 'Go on with --resume.',
      })
      options.deadlines.watch(options.now() + teardownLimit, () => {
        forTeardowns ??= new HarnessError(
          'interrupted',
          `the teardown was not done ${teardownLimit / 1000} s after the interrupt`,
          { hint: 'Go on with --resume: it tears down what is left.' },
        )
        cut(forTeardowns, true)
      })
      cut(forWork, false)
      options.onStop()
    },
    abandon: (reason) => {
      forWork ??= reason
      forTeardowns ??= reason
      cut(reason, true)
      options.onStop()
    },
    get interrupted() {
      return interrupted
    },
  }
}

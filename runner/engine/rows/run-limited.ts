import { HarnessError } from '#domain/harness-error.ts'
import type { Cuttable } from '#engine/resources/stopping.ts'
import type { RunState } from '#engine/run-state.ts'
import type { RowContext } from './step-context.ts'

/** How limited work ended. */
export type Ended =
  | { readonly kind: 'returned'; readonly value: unknown }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** The time limit or the end of the run came first. */
  | { readonly kind: 'cut'; readonly reason: HarnessError }

/** Milliseconds that a step which was told to end gets for it: programs get TERM, two seconds later KILL. */
const endingLimit = 5000

/** Runs a step until it settles, its time is over or the run is stopped. */
export const runLimited = async (
  run: RunState,
  step: () => Promise<unknown>,
  limits: {
    readonly kind: Cuttable['kind']
    readonly at: number
    readonly tooLate: () => HarnessError
    readonly context: RowContext
  },
): Promise<Ended> => {
  // The stop may have come while the start of the row was being written.
  const stopped = run.stopping.reason(limits.kind)
  if (stopped) return { kind: 'cut', reason: stopped }
  let settled: Promise<void> = Promise.resolve()
  let thrown: unknown
  const ended = await new Promise<Ended>((resolve) => {
    const cut = (reason: HarnessError): void => {
      release()
      resolve({ kind: 'cut', reason })
    }
    const work = { kind: limits.kind, cut }
    const watch = run.deadlines.watch(limits.at, () => cut(limits.tooLate()))
    const release = (): void => {
      run.deadlines.forget(watch)
      run.stopping.leave(work)
    }
    run.stopping.enter(work)
    settled = start(step).then(
      (value) => {
        release()
        resolve({ kind: 'returned', value })
      },
      (error: unknown) => {
        thrown = error
        release()
        resolve({ kind: 'threw', error })
      },
    )
  })
  if (ended.kind === 'cut' && limits.context.abort(ended.reason)) {
    await orAfter(run, settled, endingLimit)
    // What the step tells of it says more: what a program had printed last, what was waited for.
    if (thrown instanceof HarnessError && thrown.cause === ended.reason) {
      return { kind: 'cut', reason: thrown }
    }
  }
  return ended
}

/** Also for a step that throws before its first await. */
const start = async (step: () => Promise<unknown>): Promise<unknown> => step()

const orAfter = (run: RunState, settled: Promise<void>, limit: number): Promise<void> =>
  new Promise((resolve) => {
    const watch = run.deadlines.watch(run.options.now() + limit, resolve)
    void settled.then(() => {
      run.deadlines.forget(watch)
      resolve()
    })
  })

import type { Section } from '#domain/test-case.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import { readError } from './row-error.ts'

/** Waits before the next try. Gives what changes in the last result when there is none any more. */
export const pauseBetweenTries = async (
  run: RunState,
  execution: ExecutionRun,
  pause: { readonly delay: number; readonly section: Section },
): Promise<{ readonly code?: string } | undefined> => {
  const kind = pause.section === 'teardown' ? 'teardown' : 'work'
  const until = run.options.now() + pause.delay
  // The last answer tells more than "the time of the case is over".
  if (until >= execution.deadline) return {}
  const reason = await new Promise<unknown>((resolve) => {
    const stopped = run.stopping.reason(kind)
    if (stopped) {
      resolve(stopped)
      return
    }
    const work = {
      kind,
      cut: (why: unknown) => {
        run.deadlines.forget(watch)
        run.stopping.leave(work)
        resolve(why)
      },
    } as const
    const watch = run.deadlines.watch(until, () => {
      run.stopping.leave(work)
      resolve(undefined)
    })
    run.stopping.enter(work)
  })
  return reason === undefined ? undefined : { code: readError(reason).code }
}

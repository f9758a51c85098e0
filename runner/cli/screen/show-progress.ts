import type { Progress } from '#engine/progress.ts'
import type { Io } from './io.ts'

/** Shows what happens while it happens. */
export interface ProgressView {
  observe(progress: Progress): void
  stop(): Promise<void>
}

/** Live view on a terminal, plain lines in a pipe, JSON lines when asked for. */
export const showProgress = (options: {
  readonly io: Io
  readonly json: boolean
  readonly total: number
}): ProgressView => {
  const { io, json, total } = options
  if (json) {
    return {
      observe: (progress) => {
        const { kind, ...rest } = progress
        io.stdout.write(`${JSON.stringify({ event: kind, ...rest })}\n`)
      },
      stop: async () => {},
    }
  }
  // The view is loaded while the first rows run: what comes before it is kept and shown in order.
  const early: Progress[] = []
  let stopped = false
  let view: { onProgress(progress: Progress): void; stop(): void | Promise<void> } | undefined
  const loading = import('#reports/live/create-live-reporter.ts').then(({ createLiveReporter }) => {
    view = createLiveReporter({
      stream: io.stdout.raw,
      columns: () => io.stdout.columns,
      rows: () => io.stdout.rows,
      colour: io.stdout.colour,
      unicode: io.stdout.unicode,
      isTTY: io.stdout.isTTY,
      now: io.now,
      total,
    })
    for (const progress of early.splice(0)) view.onProgress(progress)
  })
  return {
    observe: (progress) => {
      if (view) view.onProgress(progress)
      else early.push(progress)
    },
    stop: async () => {
      if (stopped) return
      stopped = true
      await loading
      await view?.stop()
    },
  }
}

import { type Line, layOut, line, type Screen } from '#reports/terminal/text/lay-out.ts'
import { neutralLines } from '#reports/terminal/text/neutralise.ts'
import { finishedLines, frameLines, heartbeatLine } from './live-lines.ts'
import type { LiveProgress } from './progress.ts'
import { applyProgress, emptyRunState } from './run-state.ts'
import { openScreen } from './screen.ts'

/** Shortest time between two frames, milliseconds. */
const frameTime = 100
/** A terminal's clocks go on at least this often. */
const clockTime = 1000
/** A pipe hears at least this often that the run lives. */
const heartbeatTime = 60_000

/** Where live progress goes. */
export interface LiveOptions {
  readonly stream: NodeJS.WritableStream
  readonly columns: () => number
  readonly rows: () => number
  readonly colour: boolean
  /** False: ASCII only. */
  readonly unicode?: boolean
  readonly isTTY: boolean
  /** Milliseconds since the epoch. */
  readonly now: () => number
  /** Number of planned executions, to show how far the run is. */
  readonly total?: number
}

/** Shows a run while it goes on. After `stop` it writes nothing. */
export interface LiveReporter {
  onProgress(progress: LiveProgress): void
  onNote(text: string): void
  /** Writes what is left and ends. */
  stop(): Promise<void>
}

/**
 * Live view of a run. A terminal gets one line an ended execution above a block that is redrawn at most ten times a
 * second; a pipe gets those lines alone, and once a minute what runs. A reader that goes away ends the view, not
 * the run.
 */
export const createLiveReporter = (options: LiveOptions): LiveReporter => {
  const { isTTY, now, unicode = true } = options
  const since = now()
  const state = emptyRunState()
  const screen = openScreen(options)
  let pending: Line[] = []
  let isStopped = false
  let drawTimer: NodeJS.Timeout | undefined
  let idleTimer: NodeJS.Timeout | undefined
  let drawnAt = Number.NEGATIVE_INFINITY

  // A pipe has no width: its lines are not broken.
  const columns = () => (isTTY ? Math.max(20, options.columns()) : 100_000)
  const text = (lines: readonly Line[]) => {
    const look: Screen = {
      columns: columns(),
      colour: options.colour,
      unicode,
    }
    return layOut(lines, look)
  }
  const frame = () => {
    const view = { columns: columns(), rows: options.rows(), unicode, now: now(), since }
    const total = options.total === undefined ? {} : { total: options.total }
    return text(frameLines(state, { ...view, ...total }))
  }
  const draw = () => {
    drawTimer = undefined
    if (isStopped) return
    drawnAt = now()
    const lines = pending
    pending = []
    screen.show(text(lines), isTTY ? frame() : '')
    keepAlive()
  }
  const drawSoon = () => {
    if (isStopped || drawTimer !== undefined) return
    drawTimer = setTimeout(draw, Math.max(0, frameTime - Math.max(0, now() - drawnAt)))
    drawTimer.unref()
  }
  const keepAlive = () => {
    clearTimeout(idleTimer)
    if (state.running.size === 0 && state.waiting.size === 0) return
    idleTimer = setTimeout(
      () => {
        if (!isTTY) pending.push(heartbeatLine(state, now()))
        draw()
      },
      isTTY ? clockTime : heartbeatTime,
    )
    idleTimer.unref()
  }
  screen.onResize(drawSoon)

  const onNote = (note: string) => {
    if (isStopped) return
    pending.push(...neutralLines(note, 20).map((one) => line(0, one)))
    drawSoon()
  }
  return {
    onProgress: (progress) => {
      if (isStopped) return
      if (progress.kind === 'note') return onNote(progress.text)
      if (progress.kind === 'execution-finished') {
        const title = state.titles.get(progress.execution) ?? ''
        pending.push(
          ...finishedLines(progress, title, { unicode, ...(isTTY ? { columns: columns() } : {}) }),
        )
      }
      applyProgress(state, progress, now())
      // A pipe shows ends only; starts merely keep the heartbeat going.
      if (isTTY || pending.length > 0) drawSoon()
      else if (idleTimer === undefined) keepAlive()
    },
    onNote,
    stop: async () => {
      if (isStopped) return
      isStopped = true
      clearTimeout(drawTimer)
      clearTimeout(idleTimer)
      await screen.close(text(pending))
    },
  }
}

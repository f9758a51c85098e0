import { verdictsWorstFirst } from '#domain/verdict.ts'
import { formatDuration } from '#reports/terminal/text/format-time.ts'
import { cutTo, type Line, line, type Span, span } from '#reports/terminal/text/lay-out.ts'
import { verdictLook } from '#reports/terminal/text/tone.ts'
import { widthOf } from '#reports/terminal/text/width-of.ts'
import type { LiveProgress } from './progress.ts'
import type { Running, RunState } from './run-state.ts'

/** How wide lines may be; absent: a pipe, whose lines are not broken. */
export interface LiveLook {
  readonly columns?: number
  readonly unicode: boolean
}

/** What stays when an execution has ended: one line, on a terminal a second one for what went wrong. */
export const finishedLines = (
  progress: Extract<LiveProgress, { kind: 'execution-finished' }>,
  title: string,
  look: LiveLook,
): readonly Line[] => {
  const { columns, unicode } = look
  const { mark, tone: verdictTone } = verdictLook[progress.verdict]
  const shared = progress.sharedFrom === undefined ? '' : ' (shared)'
  const tail = ` ${formatDuration(progress.duration)}${shared}`
  const head = `${mark} ${progress.verdict}`
  const name = ` ${progress.execution}  `
  const message = progress.message ?? ''
  const tone = progress.role === 'precursor' ? 'dim' : undefined
  if (columns === undefined) {
    const why = message === '' ? '' : `: ${message}`
    return [line(0, span(head, verdictTone), `${name}${title}${tail}${why}`)]
  }
  const room = Math.max(12, columns - widthOf(head) - widthOf(name) - widthOf(tail))
  const first: Line = {
    hang: 4,
    spans: [
      span(head, verdictTone),
      span(name + cutTo(title, room, unicode), tone),
      span(tail, 'dim'),
    ],
  }
  return message === ''
    ? [first]
    : [first, line(4, span(cutTo(message, columns - 4, unicode), verdictTone))]
}

/** The moment and the space for which the block is drawn. */
export interface LiveView {
  readonly columns: number
  readonly rows: number
  readonly unicode: boolean
  readonly now: number
  /** When the run began. */
  readonly since: number
  /** Executions planned. */
  readonly total?: number
}

/** The block at the bottom of a terminal: counts, what runs and how long, what waits for what. */
export const frameLines = (state: RunState, view: LiveView): readonly Line[] => {
  const waits = waitLine(state, view)
  const room = Math.max(1, view.rows - 3 - waits.length)
  const all = [...state.running.values()].filter((one) => !isWaiting(state, one))
  const shown = all.length > room ? all.slice(0, room - 1) : all
  const left = all.length - shown.length
  return [
    countLine(state, view),
    ...shown.map((running) => runningLine(running, view)),
    ...(left > 0 ? [line(2, span(`and ${left} more`, 'dim'))] : []),
    ...waits,
  ]
}

/** One line that says what runs, for a pipe. */
export const heartbeatLine = (state: RunState, now: number): Line => {
  const running = [...state.running.values()].filter((one) => !isWaiting(state, one))
  const shown = running.slice(0, 6).map((one) => {
    const [row] = [...one.rows.keys()]
    return `${one.execution}${row === undefined ? '' : ` ${row}`} for ${formatDuration(now - one.since)}`
  })
  const left = running.length - shown.length
  const text = shown.length === 0 ? `${state.waiting.size} waiting` : shown.join(', ')
  return line(0, span(`… running: ${text}${left > 0 ? `, and ${left} more` : ''}`, 'dim'))
}

/** A caller that waits for a precursor or resources does nothing itself, though its row is under way. */
const isWaiting = (state: RunState, running: Running): boolean =>
  state.waiting.has(running.execution)

const countLine = (state: RunState, view: LiveView): Line => {
  const counts: readonly Span[] = [...verdictsWorstFirst].reverse().flatMap((verdict) => {
    const count = state.counts.get(verdict) ?? 0
    return count === 0 ? [] : [span(`${count} ${verdict}`, verdictLook[verdict].tone), span('  ')]
  })
  const done =
    view.total === undefined ? `${state.finished} done` : `${state.finished}/${view.total}`
  return line(
    0,
    span(done, 'strong'),
    '  ',
    ...counts,
    span(formatClock(view.now - view.since), 'dim'),
  )
}

const runningLine = (running: Running, { now, columns, unicode }: LiveView): Line => {
  const [newest] = [...running.rows].reverse()
  const since = newest === undefined ? running.since : newest[1]
  const tail = `${newest === undefined ? '' : `  ${newest[0]}`}  ${formatClock(now - since)}`
  const head = `▸ ${running.execution}  `
  const room = columns - 2 - widthOf(head) - widthOf(tail)
  const title = room >= 8 ? cutTo(running.title, room, unicode) : ''
  return line(
    2,
    span('▸', 'info'),
    cutTo(head.slice(1) + title, columns - 3 - widthOf(tail), unicode),
    span(tail, 'dim'),
  )
}

const waitLine = (state: RunState, { columns, unicode }: LiveView): readonly Line[] => {
  const counts = new Map<string, number>()
  for (const what of state.waiting.values()) counts.set(what, (counts.get(what) ?? 0) + 1)
  if (counts.size === 0) return []
  const parts = [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([what, count]) => `${count} for ${what}`)
  return [line(2, span(cutTo(`waiting: ${parts.join(', ')}`, columns - 2, unicode), 'dim'))]
}

/** Whole seconds, so that a frame changes at most once a second on its own. */
const formatClock = (milliseconds: number): string => {
  const seconds = Math.floor(Math.max(0, milliseconds) / 1000)
  return seconds < 10 ? `${seconds} s` : formatDuration(seconds * 1000)
}

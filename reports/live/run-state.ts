import type { ExecutionRole } from '#domain/execution-graph.ts'
import type { Verdict } from '#domain/verdict.ts'
import type { LiveProgress } from './progress.ts'

/** An execution that runs now. */
export interface Running {
  readonly execution: string
  readonly role: ExecutionRole
  readonly title: string
  /** Milliseconds since the epoch. */
  readonly since: number
  /** Rows under way, each with its start; several only while a teardown overlaps. */
  readonly rows: Map<string, number>
}

/** What runs, waits and is done, folded from progress. */
export interface RunState {
  readonly running: Map<string, Running>
  /** Waiting execution → what it waits for. */
  readonly waiting: Map<string, string>
  readonly titles: Map<string, string>
  readonly counts: Map<Verdict, number>
  /** Finished executions of every role. */
  finished: number
}

/** State before anything happened. */
export const emptyRunState = (): RunState => ({
  running: new Map(),
  waiting: new Map(),
  titles: new Map(),
  counts: new Map(),
  finished: 0,
})

/** Folds one event in. */
export const applyProgress = (state: RunState, progress: LiveProgress, now: number): void => {
  switch (progress.kind) {
    case 'execution-started': {
      const { execution, role, title } = progress
      state.waiting.delete(execution)
      const rows = state.running.get(execution)?.rows ?? new Map()
      state.running.set(execution, { execution, role, title, since: now, rows })
      state.titles.set(execution, title)
      return
    }
    case 'execution-finished':
      state.running.delete(progress.execution)
      state.waiting.delete(progress.execution)
      state.titles.delete(progress.execution)
      state.finished += 1
      if (progress.role !== 'precursor') {
        state.counts.set(progress.verdict, (state.counts.get(progress.verdict) ?? 0) + 1)
      }
      return
    case 'row-started':
      state.waiting.delete(progress.execution)
      state.running.get(progress.execution)?.rows.set(progress.row, now)
      return
    case 'row-finished':
      state.waiting.delete(progress.execution)
      state.running.get(progress.execution)?.rows.delete(progress.row)
      return
    case 'waiting':
      state.waiting.set(progress.execution, progress.for)
      return
    case 'note':
      return
    default:
      progress satisfies never
  }
}

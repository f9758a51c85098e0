import { z } from 'zod'

const quantum = z.object({
  data_id: z.record(z.string(), z.unknown()),
  runs: z.record(z.string(), z.string()).default({}),
  messages: z.array(z.string()).default([]),
})

/** What `pipetask report --force-v2` writes of a run, as far as it is read here. */
export const pipetaskReport = z.object({
  tasks: z.record(
    z.string(),
    z.object({
      n_expected: z.int(),
      n_successful: z.int(),
      n_failed: z.int(),
      n_blocked: z.int(),
      n_unknown: z.int().default(0),
      n_wonky: z.int().default(0),
      failed_quanta: z.array(quantum).default([]),
    }),
  ),
})

/** A quantum that failed. */
export const quantumFailure = z.object({
  task: z.string().describe('label of the task'),
  dataId: z.record(z.string(), z.unknown()),
  exception: z.string().describe('Python type of the exception; empty where none was recorded'),
  message: z.string().describe('text of the exception'),
})

const counts = {
  expected: z.int().describe('quanta in the graph'),
  succeeded: z.int(),
  failed: z.int().describe('quanta that failed'),
  blocked: z.int().describe('quanta whose inputs were not made'),
  unknown: z.int().describe('quanta of which nothing is recorded, or which contradict themselves'),
}

/** What became of a run. */
export const runOutcome = z.object({
  ...counts,
  tasks: z.record(z.string(), z.object(counts)).describe('the same counts by label of the task'),
  failures: z.array(quantumFailure).describe('at most 100 of the quanta that failed'),
  summary: z.string().describe('one line for people; names the first failures'),
})

/** What became of a run. */
export type RunOutcome = z.output<typeof runOutcome>

type Failure = z.output<typeof quantumFailure>
type Counts = Omit<RunOutcome, 'tasks' | 'failures' | 'summary'>

const mostFailures = 100
const none: Counts = { expected: 0, succeeded: 0, failed: 0, blocked: 0, unknown: 0 }

/** Outcome of a graph without quanta: nothing was there to process. */
export const emptyOutcome = (reason: string): RunOutcome => ({
  ...none,
  tasks: {},
  failures: [],
  summary: `the quantum graph is empty: ${reason}`,
})

/** Counts and failures of a run, from the middleware's report. */
export const outcomeOf = (report: z.output<typeof pipetaskReport>): RunOutcome => {
  const tasks: { [label: string]: Counts } = {}
  const failures: Failure[] = []
  for (const [label, task] of Object.entries(report.tasks)) {
    tasks[label] = {
      expected: task.n_expected,
      succeeded: task.n_successful,
      failed: task.n_failed,
      blocked: task.n_blocked,
      unknown: task.n_unknown + task.n_wonky,
    }
    failures.push(...task.failed_quanta.map((failed) => failureOf(label, failed)))
  }
  const total = Object.values(tasks).reduce(added, none)
  return {
    ...total,
    tasks,
    failures: failures.slice(0, mostFailures),
    summary: summaryOf(total, failures),
  }
}

const added = (left: Counts, right: Counts): Counts => ({
  expected: left.expected + right.expected,
  succeeded: left.succeeded + right.succeeded,
  failed: left.failed + right.failed,
  blocked: left.blocked + right.blocked,
  unknown: left.unknown + right.unknown,
})

const failureOf = (task: string, failed: z.output<typeof quantum>): Failure => {
  const text = failed.messages.at(-1) ?? ''
  const raised = /\bException ([A-Za-z_][\w.]*): ([\s\S]*)$/.exec(text)
  return {
    task,
    dataId: failed.data_id,
    exception: raised?.[1] ?? '',
    message: (raised?.[2] ?? text).trim() || 'nothing was logged',
  }
}

/** `calibrate {visit: 1, detector: 2}: RuntimeError: too few standards`. */
export const failureText = (failure: Failure): string => {
  const id = Object.entries(failure.dataId)
    .map(([key, value]) => `${key}: ${value}`)
    .join(', ')
  const raised = failure.exception === '' ? '' : `${failure.exception}: `
  return `${failure.task} {${id}}: ${raised}${firstLine(failure.message)}`
}

const firstLine = (text: string): string => {
  const line = text.split('\n', 1)[0] ?? ''
  return line.length > 300 ? `${line.slice(0, 299)}…` : line
}

const summaryOf = (total: Counts, failures: readonly Failure[]): string => {
  if (total.succeeded === total.expected) return `all ${total.expected} quanta succeeded`
  const parts = [
    `${total.failed} of ${total.expected} quanta failed`,
    ...(total.blocked > 0 ? [`${total.blocked} were blocked by them`] : []),
    ...(total.unknown > 0 ? [`${total.unknown} left no record`] : []),
  ].join(', ')
  const shown = failures.slice(0, 3).map(failureText)
  const more = total.failed > shown.length ? [`and ${total.failed - shown.length} more`] : []
  return shown.length === 0 ? parts : `${parts}: ${[...shown, ...more].join('; ')}`
}

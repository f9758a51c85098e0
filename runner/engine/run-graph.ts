import type { PlannedExecution } from '#domain/execution-graph.ts'
import { exitCodeOf, troubleOfRun } from '#domain/fold-run.ts'
import type { Json } from '#domain/json.ts'
import { isPassing, type Verdict } from '#domain/verdict.ts'
import { type Aggregates, createAggregates } from './aggregates.ts'
import { createDispatcher, type Dispatcher } from './dispatch-cases.ts'
import type { EngineOptions, RunOutcome } from './engine-options.ts'
import { createLifetimes, type Lifetimes } from './executions/lifetimes.ts'
import { createPrecursors, type Precursors } from './executions/precursors.ts'
import { type EndedCase, runCase } from './executions/run-case.ts'
import { blockedBefore, storedResults } from './executions/run-execution.ts'
import { tearDown } from './executions/run-teardown.ts'
import { type OpenedRun, openRun } from './open-run.ts'
import { startHeartbeat } from './resources/heartbeat.ts'
import { createRestoring, type Restoring } from './resumption/restore-execution.ts'
import { createResumption, type Resumption } from './resumption/resumption.ts'
import { resultOf } from './rows/row-result.ts'

/** A case that is to be started; an aggregate with the cells it sees. */
interface Offered {
  readonly planned: PlannedExecution
  readonly cells?: readonly Json[]
}

/** The parts of a run, as they know each other. */
interface Parts extends OpenedRun {
  readonly resumption: Resumption
  readonly restoring: Restoring
  readonly lifetimes: Lifetimes
  readonly precursors: Precursors
  readonly aggregates: Aggregates
  readonly dispatcher: Dispatcher<Offered>
  /** Teardowns under way. */
  readonly background: Set<Promise<void>>
  /** Cases that wait for a person: what they need stays. */
  readonly waiting: Set<string>
  /** Verdicts of the entry. */
  readonly entries: Verdict[]
}

/**
 * Executes a stored plan: cases in its order, as many at once as there are workers, precursors when they are called. Goes
 * on where `earlier` ends. Does not reject for what a case, a step, a reader or the ledger does: that is in the outcome.
 */
export const runGraph = async (options: EngineOptions): Promise<RunOutcome> => {
  const parts = await assemble(options)
  const { run, problems, tally } = parts
  const onStop = () => run.stopping.interrupt()
  options.stop.addEventListener('abort', onStop, { once: true })
  if (options.stop.aborted) onStop()
  const endHeartbeat = startHeartbeat(options.ledger, options.owner)
  try {
    if (options.earlier.length > 0) resume(parts)
    await runCases(parts)
    await parts.precursors.close()
    for (const text of await run.sessions.closeAll()) run.problem(text)
    const { interrupted } = run.stopping
    const verdict = run.journal.failure === undefined ? tally.verdict : 'blocked'
    const trouble =
      run.journal.failure === undefined ? troubleOfRun(verdict, tally.trouble) : 'not-judged'
    await run.journal.committed().catch(run.ledgerFailed)
    const exitCode = exitCodeOf({ interrupted, trouble, clean: problems.length === 0 })
    run.journal.add({ kind: 'run-ended', verdict, exitCode, interrupted })
    await run.journal.committed().catch(run.ledgerFailed)
    const code = exitCodeOf({ interrupted, trouble, clean: problems.length === 0 })
    return { verdict, exitCode: code, interrupted, problems }
  } finally {
    endHeartbeat()
    options.stop.removeEventListener('abort', onStop)
    run.deadlines.close()
  }
}

const assemble = async (options: EngineOptions): Promise<Parts> => {
  const planned = new Map(options.graph.executions.map((each) => [each.id, each]))
  const aggregates = createAggregates(options.graph.executions)
  const lifetimes: Lifetimes = createLifetimes(planned, aggregates.byCell, (id) =>
    precursors.end(id),
  )
  const opened = await openRun(options, {
    planned,
    lifetimes: () => lifetimes,
    precursors: () => precursors,
    onChange: () => dispatcher.changed(),
  })
  const { run } = opened
  const resumption = createResumption(options, planned, aggregates.byCell)
  const restoring = createRestoring(run, resumption)
  const precursors: Precursors = createPrecursors(run, { lifetimes, resumption, restoring })
  const dispatcher: Dispatcher<Offered> = createDispatcher(
    () => run,
    (next) => start(parts, next),
  )
  const parts: Parts = {
    ...opened,
    resumption,
    restoring,
    lifetimes,
    precursors,
    aggregates,
    dispatcher,
    background: new Set(),
    waiting: new Set(),
    entries: [],
  }
  return parts
}

/** Says that the run goes on, and counts what is done. */
const resume = ({ run, resumption, tally }: Parts): void => {
  const { earlier, rerun, executor } = run.options
  const recorded = earlier.some(({ rows }) =>
    rows.some(({ record, result }) => record && result?.verdict === 'in-progress'),
  )
  const reason = rerun.size > 0 ? 'rerun' : recorded ? 'record' : 'resume'
  run.journal.add({
    kind: 'run-resumed',
    reason,
    ...(executor !== undefined && { executor }),
  })
  for (const state of earlier) {
    const { execution: id, verdict, sharedFrom, rows } = state
    // One that shares a result of this run was counted there.
    if (verdict === undefined || sharedFrom?.run === run.options.run) continue
    const isKept = resumption.pointOf(id).kind === 'keep'
    if (isKept) tally.count(id, verdict, storedResults(rows))
    else tally.carry(id, verdict, storedResults(rows))
  }
}

const runCases = async (parts: Parts): Promise<void> => {
  const { run, dispatcher, entries, lifetimes, background, waiting } = parts
  const { executions } = run.options.graph
  const entry = executions.filter(({ role }) => role === 'entry')
  const cases = executions.filter(({ role }) => role === 'case')
  await dispatcher.run(toStart(parts, entry))
  if (entries.every(isPassing)) {
    await dispatcher.run(toStart(parts, cases))
  } else {
    run.journal.add(undefined, {
      kind: 'note',
      text: 'The entry of the plan did not pass: nothing else was started.',
    })
  }
  // What never started needs nothing any more: precursors that were kept for it are torn down.
  for (const { id, role, cells } of executions) {
    const stays = role === 'precursor' || waiting.has(id) || cells.some((cell) => waiting.has(cell))
    if (!stays) inBackground(parts, lifetimes.over(id))
  }
  while (background.size > 0) await Promise.all(background)
}

/** Executions that are to be started; what is done already settles at once. */
const toStart = (parts: Parts, executions: readonly PlannedExecution[]): readonly Offered[] =>
  executions.flatMap((planned) => {
    const point = parts.resumption.pointOf(planned.id)
    if (point.kind !== 'keep') return [{ planned }]
    const { state } = point
    const outcome = parts.resumption.outcomeOf(state)
    if (outcome.verdict !== 'in-progress') {
      const left = parts.restoring.forTeardown(planned.id)
      if (left) inBackground(parts, tearDown(parts.run, left))
    }
    settle(parts, planned, { outcome, steps: parts.restoring.stepsOf(state) })
    return []
  })

const start = async (parts: Parts, { planned, cells }: Offered): Promise<void> => {
  const { run, resumption } = parts
  const point = resumption.pointOf(planned.id)
  if (point.kind === 'keep') {
    run.slots.release()
    settle(parts, planned, { outcome: resumption.outcomeOf(point.state), steps: {} })
    return
  }
  const ended = await runCase(run, resumption, { planned, point, ...(cells && { cells }) })
  settle(parts, planned, ended)
}

/** What follows from the end of a case: its aggregate may start, what only it needed is torn down. */
const settle = (parts: Parts, planned: PlannedExecution, { outcome, steps }: EndedCase): void => {
  const { aggregates, dispatcher, run, lifetimes, entries, waiting } = parts
  if (planned.role === 'entry') entries.push(outcome.verdict)
  if (outcome.verdict === 'in-progress') waiting.add(planned.id)
  else inBackground(parts, lifetimes.over(planned.id))
  const last = aggregates.cellEnded(planned, outcome, steps)
  if (last === undefined || last.ended.kind === 'open') return
  const aggregate = run.plannedOf(last.aggregate)
  if (last.ended.kind === 'passed') {
    dispatcher.addFirst({ planned: aggregate, cells: last.ended.cells })
    return
  }
  leaveOut(parts, aggregate, last.ended)
}

/** An aggregate whose cells did not all pass. */
const leaveOut = (
  parts: Parts,
  planned: PlannedExecution,
  { message, knownIssue }: { readonly message: string; readonly knownIssue?: string },
): void => {
  const { run, resumption, lifetimes } = parts
  const point = resumption.pointOf(planned.id)
  if (point.kind !== 'keep') {
    blockedBefore(
      run,
      { planned, definition: run.definitionOf(planned), fingerprint: planned.fingerprint },
      {
        verdict: 'not-executed',
        message,
        attempt: point.kind === 'new' ? point.attempt : point.state.attempt,
        rows: knownIssue === undefined ? [] : [{ ...resultOf('not-executed'), knownIssue }],
      },
    )
  }
  inBackground(parts, lifetimes.over(planned.id))
}

const inBackground = ({ background }: Parts, work: Promise<void> | undefined): void => {
  if (work === undefined) return
  const tracked: Promise<void> = work.finally(() => background.delete(tracked))
  background.add(tracked)
}

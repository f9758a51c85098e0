import type { PlannedExecution } from '#domain/execution-graph.ts'
import {
  elementsOfPart,
  type FoldedRow,
  foldCase,
  foldConditions,
  foldElements,
} from '#domain/fold-case.ts'
import { troubleOf } from '#domain/fold-run.ts'
import type { Json, JsonObject } from '#domain/json.ts'
import type { RowResult, RowState } from '#domain/ledger-event.ts'
import type { TestCase } from '#domain/test-case.ts'
import { isPassing, type Verdict } from '#domain/verdict.ts'
import type { StartingPoint } from '#engine/resumption/starting-point.ts'
import { toPlainData } from '#engine/rows/plain-data.ts'
import { readError } from '#engine/rows/row-error.ts'
import { runScript } from '#engine/rows/run-script.ts'
import { type ExecutionRun, type RunState, rowKey } from '#engine/run-state.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import { createHolding } from './holding.ts'
import type { Outcome } from './outcome.ts'
import { removeWorkFolder } from './work-folder.ts'

/** What an execution starts with. */
export interface Begin {
  readonly planned: PlannedExecution
  readonly definition: TestCase
  readonly point: Exclude<StartingPoint, { kind: 'keep' }>
  readonly inputs: JsonObject
  readonly fingerprint: string
  readonly freshKey?: string
  /** Of an aggregate. */
  readonly cells?: readonly Json[]
  /** True when the place of a worker was taken for it. */
  readonly hasSlot: boolean
  /** Rows of the attempt that goes on which still hold. */
  readonly rows: readonly RowState[]
}

/** An execution that ended, and what its teardown needs. */
export interface Ended {
  readonly outcome: Outcome
  /** Undefined when it never started. */
  readonly execution?: ExecutionRun
}

/** Runs the script of an execution to its end. Still holds resources and locks: whoever tears it down gives them back. */
export const runExecution = async (run: RunState, begin: Begin): Promise<Ended> => {
  const execution = createExecution(run, begin)
  const { planned } = begin
  const begun = run.options.now()
  try {
    await execution.holding.take()
  } catch (error) {
    return neverStarted(run, { execution, begin, error })
  }
  start(run, execution, begin)
  const rows = await runScript(run, execution, partOf(planned))
  const outcome = finish(run, { execution, begin, rows, duration: run.options.now() - begun })
  return { outcome, execution }
}

const partOf = ({ role }: PlannedExecution): 'script' | 'aggregate' =>
  role === 'aggregate' ? 'aggregate' : 'script'

/** The state of an attempt before its first row. */
export const createExecution = (
  run: RunState,
  begin: Pick<Begin, 'planned' | 'definition' | 'point' | 'inputs' | 'cells' | 'rows' | 'hasSlot'>,
): ExecutionRun => {
  const { planned, definition, point, cells } = begin
  const { timeout } = definition
  return {
    planned,
    definition,
    attempt: point.kind === 'new' ? point.attempt : point.state.attempt,
    scope: {
      inputs: begin.inputs,
      env: run.options.request.bindings,
      steps: {},
      matrix: planned.matrix,
      run: run.runInfo,
      params: definition.uses.params,
      ...(cells && { cells }),
    },
    known:
      begin.rows.length === 0
        ? nothingKnown
        : new Map(begin.rows.map((row) => [rowKey(row.section, row.row), row])),
    spent: point.kind === 'new' ? point.spent : nothingSpent,
    deadline: timeout === undefined ? Number.POSITIVE_INFINITY : run.options.now() + timeout,
    workFolder: undefined,
    mustSettle: false,
    holding: createHolding(run, planned, definition, begin.hasSlot),
  }
}

const nothingKnown: ReadonlyMap<string, RowState> = new Map()
const nothingSpent: ReadonlyMap<string, number> = new Map()

const start = (run: RunState, execution: ExecutionRun, { point, definition }: Begin): void => {
  const { planned, attempt } = execution
  const { id, role } = planned
  run.journal.add(
    { kind: 'execution-started', execution: id, attempt },
    { kind: 'execution-started', execution: id, role, title: definition.title },
  )
  if (point.kind !== 'new') return
  // Passes that a new attempt keeps stand in it as its own.
  for (const { section, row, result, record } of point.kept) {
    const place = { execution: id, attempt, section, row }
    if (result) run.journal.add({ kind: 'row-finished', place, result })
    if (record) run.journal.add({ kind: 'recorded', place, record })
  }
}

/** An execution that could not have what it needs. One that was only interrupted before leaves no trace. */
const neverStarted = async (
  run: RunState,
  { execution, begin, error }: { execution: ExecutionRun; begin: Begin; error: unknown },
): Promise<Ended> => {
  await execution.holding.release()
  const { code, message } = readError(error)
  const { id } = begin.planned
  if (code === 'interrupted') {
    return {
      outcome: { execution: id, verdict: 'not-executed', code, message, duration: 0 },
    }
  }
  start(run, execution, begin)
  return { outcome: blockedBefore(run, begin, { message, code, attempt: execution.attempt }) }
}

/** Ends an execution that is blocked before its first row. */
export const blockedBefore = (
  run: RunState,
  { planned, definition, fingerprint }: Pick<Begin, 'planned' | 'definition' | 'fingerprint'>,
  why: {
    readonly verdict?: Verdict
    readonly message: string
    readonly code?: string
    readonly attempt: number
    /** Rows that tell whether it is forgiven. */
    readonly rows?: readonly RowResult[]
  },
): Outcome => {
  const { id, role } = planned
  const { verdict = 'blocked', attempt } = why
  const message = run.options.secrets.masker.maskText(why.message)
  const elements = Object.fromEntries(
    elementsOfPart(definition, partOf(planned)).map((element) => [element, verdict]),
  )
  run.count(id, verdict, why.rows ?? [])
  const { creditable } = run
  run.journal.add(
    {
      kind: 'execution-finished',
      execution: id,
      attempt,
      verdict,
      elements,
      creditable,
      fingerprint,
      message,
    },
    { kind: 'execution-finished', execution: id, role, verdict, message, duration: 0 },
  )
  return { execution: id, verdict, message, duration: 0, ...(why.code && { code: why.code }) }
}

const finish = (
  run: RunState,
  at: {
    readonly execution: ExecutionRun
    readonly begin: Begin
    readonly rows: readonly FoldedRow[]
    readonly duration: number
  },
): Outcome => {
  const { execution, begin, rows, duration } = at
  const { planned, definition, attempt } = execution
  const { id, role } = planned
  const results = rows.flatMap(({ result }) => (result ? [result] : []))
  const folded = foldCase(rows)
  const made = role === 'precursor' && isPassing(folded) ? makeOutputs(run, execution) : {}
  const verdict = made.error === undefined ? folded : 'blocked'
  const message = made.error ?? messageOf(verdict, rows)
  const trouble = troubleOf(verdict, results)
  run.count(id, verdict, results)
  const elements = foldElements(elementsOfPart(definition, partOf(planned)), rows)
  const conditions = foldConditions(elements, rows)
  run.journal.add(
    {
      kind: 'execution-finished',
      execution: id,
      attempt,
      verdict,
      elements,
      ...(Object.keys(conditions).length > 0 && { conditions }),
      ...(made.outputs && { outputs: made.outputs }),
      creditable: run.creditable,
      fingerprint: begin.fingerprint,
      ...(begin.freshKey !== undefined && { freshKey: begin.freshKey }),
      ...(message !== undefined && { message }),
    },
    {
      kind: 'execution-finished',
      execution: id,
      role,
      verdict,
      ...(message !== undefined && { message }),
      duration,
    },
  )
  const interrupted = results.some((result) => result.code === 'interrupted')
  const knownIssue = results.find((result) => result.knownIssue !== undefined)?.knownIssue
  return {
    execution: id,
    verdict,
    duration,
    ...(message !== undefined && { message }),
    ...(interrupted && { code: 'interrupted' }),
    ...(made.outputs && { outputs: made.outputs }),
    ...(knownIssue !== undefined && trouble === 'none' && !isPassing(verdict) && { knownIssue }),
  }
}

const makeOutputs = (
  run: RunState,
  { definition, scope }: ExecutionRun,
): { readonly outputs?: JsonObject; readonly error?: string } => {
  try {
    const outputs: { [name: string]: Json } = {}
    for (const [name, template] of Object.entries(definition.outputs)) {
      const value = toPlainData(resolveTemplate(template, scope), `the output "${name}"`)
      outputs[name] = run.options.secrets.masker.maskJson(value)
    }
    return { outputs: Object.freeze(outputs) }
  } catch (error) {
    return { error: `outputs: ${run.options.secrets.masker.maskText(readError(error).message)}` }
  }
}

/** The first row that made the verdict, with its reason. */
const messageOf = (verdict: Verdict, rows: readonly FoldedRow[]): string | undefined => {
  if (verdict === 'pass') return undefined
  const cause = rows.find(({ result }) => result?.verdict === verdict && !result.skipped)
  if (cause?.result === undefined) return 'nothing was executed'
  return cause.result.message === undefined
    ? cause.row.id
    : `${cause.row.id}: ${cause.result.message}`
}

/** Ends what an execution opened, once nothing of it runs any more. */
export const closeExecution = async (run: RunState, execution: ExecutionRun): Promise<void> => {
  await execution.holding.release()
  await removeWorkFolder(execution).catch((error: unknown) => {
    run.problem(`The work folder of ${execution.planned.id} is left: ${readError(error).message}`)
  })
}

/** Counts the rows of a stored attempt. */
export const storedResults = (rows: readonly RowState[]): readonly RowResult[] =>
  rows.flatMap(({ section, result }) => (section !== 'teardown' && result ? [result] : []))

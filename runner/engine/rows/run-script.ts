import type { FoldedRow } from '#domain/fold-case.ts'
import type { RowResult, RowState } from '#domain/ledger-event.ts'
import type { Row, Section } from '#domain/test-case.ts'
import { isPassing } from '#domain/verdict.ts'
import { isKept } from '#engine/resumption/starting-point.ts'
import { type ExecutionRun, type RunState, rowKey } from '#engine/run-state.ts'
import { onceUnderWay } from './once-under-way.ts'
import { resultOf, skippedResult } from './row-result.ts'
import { runRow } from './run-row.ts'

/** How far a script has come. */
interface Progressed {
  /** A row failed or was blocked: only `always` rows run. */
  halted: boolean
  /** Rows that wait for a person, directly or through what they read. */
  readonly pending: Set<string>
}

/** Runs the rows of one part of a case in order. Rows that the ledger knows as finished are not run again. */
export const runScript = async (
  run: RunState,
  execution: ExecutionRun,
  section: Section,
): Promise<readonly FoldedRow[]> => {
  const rows = execution.definition[section]
  const folded: FoldedRow[] = []
  const progressed: Progressed = { halted: false, pending: new Set() }
  for (const row of rows) {
    const known = execution.known.get(rowKey(section, row.id))
    const result =
      (await keptResult(run, execution, { row, section, known })) ??
      (await nextResult(run, execution, { row, section, known }, progressed))
    folded.push({ row, result, record: known?.record })
    if (result === undefined) continue
    if (result.verdict === 'in-progress') progressed.pending.add(row.id)
    else if (!isPassing(result.verdict) && !row.continue) progressed.halted = true
    if (result.outputs !== undefined) execution.scope.steps[row.id] = result.outputs
  }
  return folded
}

interface RowAt {
  readonly row: Row
  readonly section: Section
  readonly known: RowState | undefined
}

/** The stored result of a row that is not run again. A call gives its outputs anew, from the precursor. */
const keptResult = async (
  run: RunState,
  execution: ExecutionRun,
  { row, known }: RowAt,
): Promise<RowResult | undefined> => {
  if (known?.result === undefined || !isKept(known, run.options.again)) return undefined
  if (row.kind !== 'call' || known.result.skipped || !isPassing(known.result.verdict)) {
    return known.result
  }
  const outcome = await run.callPrecursor(execution, { row })
  // A precursor that does not pass any more is judged anew.
  if (outcome.outputs === undefined) return undefined
  execution.scope.steps[row.id] = outcome.outputs
  return known.result
}

/** Runs a row when it is its turn; undefined when it is not executed. */
const nextResult = async (
  run: RunState,
  execution: ExecutionRun,
  at: RowAt,
  { halted, pending }: Progressed,
): Promise<RowResult | undefined> => {
  const { row, section } = at
  if (halted && !row.always) return undefined
  const absent = section === 'teardown' ? absentRead(execution, row) : undefined
  const waitsFor = row.always ? [...pending] : row.reads.filter((id) => pending.has(id))
  const result =
    absent !== undefined
      ? skippedResult(`nothing to undo: ${absent} has no output`)
      : waitsFor.length > 0
        ? resultOf('in-progress', `waits for ${waitsFor.join(', ')}`)
        : (onceUnderWay(run, execution, at) ?? (await runRow(run, execution, at)))
  const known = at.known?.result
  // Still waiting: the ledger knows it already.
  if (known?.verdict !== 'in-progress' || result.verdict !== 'in-progress') {
    finishRow(run, execution, at, result)
  }
  if (execution.mustSettle) {
    // Its end is on disk before anything else begins: a kill between the two would leave in doubt what was done.
    execution.mustSettle = false
    await run.journal.committed().catch(run.ledgerFailed)
  }
  return result
}

const absentRead = (execution: ExecutionRun, row: Row): string | undefined =>
  row.reads.find((id) => !Object.hasOwn(execution.scope.steps, id))

const finishRow = (
  run: RunState,
  { planned: { id }, attempt }: ExecutionRun,
  { row, section }: RowAt,
  result: RowResult,
): void => {
  run.journal.add(
    {
      kind: 'row-finished',
      place: { execution: id, attempt, section, row: row.id },
      result,
    },
    { kind: 'row-finished', execution: id, row: row.id, result },
  )
}

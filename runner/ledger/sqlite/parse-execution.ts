import { fromJsonText } from '#domain/json-text.ts'
import type { ExecutionState, LedgerEvent, RowState } from '#domain/ledger-event.ts'

/** An execution joined with the event that finished it; all null where the plan knows no more. */
export interface ExecutionRow {
  readonly execution: string
  readonly case_key: string
  readonly fingerprint: string
  readonly attempt: number | null
  readonly state: string | null
  readonly verdict: string | null
  readonly creditable: number | null
  readonly shared_run: number | null
  readonly shared_execution: string | null
  readonly shared_attempt: number | null
  readonly started_at: string | null
  readonly finished_at: string | null
  readonly finished_body: string | null
}

/** A script row joined with the events that finished and recorded it. */
export interface ScriptRow {
  readonly execution: string
  readonly attempt: number
  readonly section: string
  readonly row: string
  readonly state: string
  readonly effect: string | null
  readonly try: number
  readonly first_seq: number
  readonly started_at: string
  readonly finished_at: string | null
  readonly finished_body: string | null
  readonly record_body: string | null
}

/** Reads the body of an event as `append` wrote it. */
export const parseEvent = (body: string): LedgerEvent =>
  fromJsonText(body) as unknown as LedgerEvent

/** Reads the body of an event whose kind the column that led to it implies. */
export const parseEventOf = <Kind extends LedgerEvent['kind']>(
  body: string,
): Extract<LedgerEvent, { kind: Kind }> =>
  fromJsonText(body) as unknown as Extract<LedgerEvent, { kind: Kind }>

/** State of an execution; one that was never started stands at attempt 1, planned. */
export const executionStateOf = (row: ExecutionRow, rows: readonly RowState[]): ExecutionState => {
  const finished =
    row.finished_body === null ? undefined : parseEventOf<'execution-finished'>(row.finished_body)
  return {
    execution: row.execution as ExecutionState['execution'],
    case: row.case_key as ExecutionState['case'],
    attempt: row.attempt ?? 1,
    state: (row.state ?? 'planned') as ExecutionState['state'],
    ...(row.verdict !== null && { verdict: row.verdict as NonNullable<ExecutionState['verdict']> }),
    elements: finished?.elements ?? {},
    ...(finished?.conditions !== undefined && { conditions: finished.conditions }),
    ...(finished?.outputs !== undefined && { outputs: finished.outputs }),
    creditable: row.creditable === 1,
    fingerprint: row.fingerprint,
    ...(finished?.message !== undefined && { message: finished.message }),
    ...(row.shared_run !== null &&
      row.shared_execution !== null &&
      row.shared_attempt !== null && {
        sharedFrom: {
          run: row.shared_run,
          execution: row.shared_execution as ExecutionState['execution'],
          attempt: row.shared_attempt,
        },
      }),
    ...(row.started_at !== null && { startedAt: row.started_at }),
    ...(row.finished_at !== null && { finishedAt: row.finished_at }),
    rows,
  }
}

/** State of a script row. */
export const scriptRowStateOf = (row: ScriptRow): RowState => ({
  section: row.section as RowState['section'],
  row: row.row,
  state: row.state as RowState['state'],
  ...(row.effect !== null && { effect: row.effect as NonNullable<RowState['effect']> }),
  try: row.try,
  startedAt: row.started_at,
  ...(row.finished_at !== null && { finishedAt: row.finished_at }),
  ...(row.finished_body !== null && {
    result: parseEventOf<'row-finished'>(row.finished_body).result,
  }),
  ...(row.record_body !== null && { record: parseEventOf<'recorded'>(row.record_body).record }),
})

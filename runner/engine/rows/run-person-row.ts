import type { Json } from '#domain/json.ts'
import type { PersonRecord, RowResult } from '#domain/ledger-event.ts'
import type { PersonRow, Section } from '#domain/test-case.ts'
import { isPassing, worstOf } from '#domain/verdict.ts'
import { type ExecutionRun, type RunState, rowKey } from '#engine/run-state.ts'
import { judgeRow } from './judge-row.ts'
import { toPlainData } from './plain-data.ts'
import { resultOf } from './row-result.ts'

/** Judges what a person recorded for a row; in progress until then. */
export const runPersonRow = (
  run: RunState,
  execution: ExecutionRun,
  at: { readonly row: PersonRow; readonly section: Section },
): RowResult => {
  const { row, section } = at
  const record = execution.known.get(rowKey(section, row.id))?.record
  const given = givenTo(execution)
  if (record === undefined) {
    const message = `waits for ${row.kind === 'manual' ? 'a person' : 'a report'}`
    return { ...resultOf('in-progress', message), ...given }
  }
  const outputs = answersOf(run, row, record)
  const evidenceless = { ...resultOf(record.verdict), tries: 1, outputs, ...given }
  if (!isPassing(record.verdict)) {
    return { ...evidenceless, message: record.note || `recorded as ${record.verdict}` }
  }
  const judged = judgeRow(row, outputs, execution.scope)
  return { ...evidenceless, ...judged, verdict: worstOf([record.verdict, judged.verdict]) }
}

/** A text says "the dataset of the input": which one that is, only the execution knows. */
const givenTo = ({ scope: { inputs = {} } }: ExecutionRun): Pick<RowResult, 'given'> =>
  Object.keys(inputs).length === 0 ? {} : { given: inputs }

const answersOf = (run: RunState, row: PersonRow, record: PersonRecord): Json => {
  const defaults = row.asks.flatMap((ask) =>
    ask.default === undefined ? [] : [[ask.name, ask.default] as const],
  )
  const answers = { ...Object.fromEntries(defaults), ...record.answers }
  return run.options.secrets.masker.maskJson(toPlainData(answers, `the record of ${row.id}`))
}

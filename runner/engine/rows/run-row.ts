import type { RowResult } from '#domain/ledger-event.ts'
import type { Row, Section } from '#domain/test-case.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import { evaluateBoolean } from '#language/expressions/evaluate.ts'
import { readError } from './row-error.ts'
import { maskResult, resultOfError, skippedResult } from './row-result.ts'
import { resultOfCall } from './run-call-row.ts'
import { runPersonRow } from './run-person-row.ts'
import { runStepRow } from './run-step-row.ts'

/** Runs one row whose turn it is. Never throws: what cannot be judged is a blocked row. */
export const runRow = async (
  run: RunState,
  execution: ExecutionRun,
  at: { readonly row: Row; readonly section: Section },
): Promise<RowResult> => {
  const { row } = at
  const stopped = run.stopping.reason(at.section === 'teardown' ? 'teardown' : 'work')
  if (stopped) return resultOfError(readError(stopped))
  try {
    if (row.when && !evaluateBoolean(row.when, execution.scope)) return skippedResult()
    const result = await runKind(run, execution, at)
    return withKnownIssue(run, execution, row, result)
  } catch (error) {
    return maskResult(resultOfError(readError(error)), run.options.secrets.masker)
  }
}

const runKind = async (
  run: RunState,
  execution: ExecutionRun,
  { row, section }: { readonly row: Row; readonly section: Section },
): Promise<RowResult> => {
  const { masker } = run.options.secrets
  switch (row.kind) {
    case 'call':
      return maskResult(await callRow(run, execution, { row, section }), masker)
    case 'do': {
      const label = `${execution.planned.id} ${row.id}`
      return maskResult(await runStepRow({ run, execution, section, row, label }), masker)
    }
    case 'manual':
    case 'report':
      return maskResult(runPersonRow(run, execution, { row, section }), masker)
    default:
      return row satisfies never
  }
}

const callRow = async (
  run: RunState,
  execution: ExecutionRun,
  at: { readonly row: Extract<Row, { kind: 'call' }>; readonly section: Section },
): Promise<RowResult> => {
  const begun = run.options.now()
  const outcome = await run.callPrecursor(execution, at)
  if (outcome.outputs) execution.scope.steps[at.row.id] = outcome.outputs
  return resultOfCall(at.row, outcome, run.options.now() - begun)
}

/** Only a failure is forgiven: a row that cannot be judged does not fail as expected. */
const withKnownIssue = (
  run: RunState,
  execution: ExecutionRun,
  row: Row,
  result: RowResult,
): RowResult => {
  if (result.verdict !== 'fail') return result
  const knownIssue = run.knownIssue(execution.definition.key, row.id)
  return knownIssue === undefined ? result : { ...result, knownIssue }
}

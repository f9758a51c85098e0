import { HarnessError } from '#domain/harness-error.ts'
import type { RowResult, RowState } from '#domain/ledger-event.ts'
import type { Row, Section } from '#domain/test-case.ts'
import { type ExecutionRun, type RunState, rowKey } from '#engine/run-state.ts'
import { readError } from './row-error.ts'
import { resultOfError } from './row-result.ts'

/** Blocks a row whose step must not run twice and had started before; undefined when it may run. */
export const onceUnderWay = (
  run: RunState,
  execution: ExecutionRun,
  at: { readonly row: Row; readonly section: Section; readonly known: RowState | undefined },
): RowResult | undefined => {
  if (run.options.again) return undefined
  const { row, section, known } = at
  const spent = execution.spent.get(rowKey(section, row.id))
  if (spent === undefined && known?.effect !== 'once') return undefined
  const why =
    spent === undefined
      ? 'was under way when the runner ended: what it did is not known'
      : `ran in attempt ${spent}`
  return resultOfError(
    readError(
      new HarnessError('once-under-way', `${row.id} must run once and ${why}`, {
        hint: 'Look at what it did; add --again to run it once more.',
      }),
    ),
  )
}

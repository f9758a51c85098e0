import { foldCase } from '#domain/fold-case.ts'
import { isPassing } from '#domain/verdict.ts'
import { runScript } from '#engine/rows/run-script.ts'
import type { ExecutionRun, RunState } from '#engine/run-state.ts'
import { closeExecution } from './run-execution.ts'

/** Undoes what an execution did, and gives back what it held. What could not be undone is a problem of the run. */
export const tearDown = async (run: RunState, execution: ExecutionRun): Promise<void> => {
  const { planned, definition, attempt } = execution
  try {
    if (definition.teardown.length === 0 || run.stopping.reason('teardown')) return
    execution.deadline = Number.POSITIVE_INFINITY
    const rows = await runScript(run, execution, 'teardown')
    const results = rows.flatMap(({ row, result }) => (result ? [{ row, result }] : []))
    const left = results.filter(({ result }) => !isPassing(result.verdict))
    for (const { row, result } of left) {
      const what = result.message ?? result.verdict
      run.problem(`Teardown of ${planned.id} is not complete: ${row.id}: ${what}`)
    }
    // What was cut off or waits for a person is done when the run goes on.
    const again = left.some(
      ({ result }) => result.code === 'interrupted' || result.verdict === 'in-progress',
    )
    if (again) return
    const verdict = results.every(({ result }) => result.skipped) ? 'pass' : foldCase(rows)
    run.journal.add({ kind: 'execution-torn-down', execution: planned.id, attempt, verdict })
  } finally {
    await closeExecution(run, execution)
  }
}

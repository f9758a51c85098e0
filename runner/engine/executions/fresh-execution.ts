import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { JsonObject } from '#domain/json.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { RunState } from '#engine/run-state.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import type { Outcome } from './outcome.ts'

/** What is needed to look for a pass of an earlier run. */
export interface Wanted {
  readonly planned: PlannedExecution
  readonly definition: TestCase
  readonly inputs: JsonObject
  readonly fingerprint: string
  readonly attempt: number
}

/**
 * The fresh key of a `share: ledger` precursor, and the pass of an earlier run that it finds. Only a first attempt looks
 * for one: who repeats an execution wants it to run.
 */
export const takeFresh = async (
  run: RunState,
  { planned, definition, inputs, fingerprint, attempt }: Wanted,
): Promise<{ readonly freshKey: string; readonly outcome?: Outcome } | undefined> => {
  const { share } = definition
  if (share.kind !== 'ledger') return undefined
  const { options } = run
  const scope = { ...run.ownScope(definition), inputs }
  const key = resolveTemplate(share.freshKey, scope)
  const freshKey = options.secrets.masker.maskText(String(key))
  if (attempt > 1) return { freshKey }
  const since = new Date(options.now() - share.freshFor).toISOString()
  const found = await options.ledger.findFresh({ fingerprint, freshKey, since })
  if (found === undefined) return { freshKey }
  const outcome: Outcome = {
    execution: found.execution,
    verdict: found.verdict,
    outputs: found.outputs,
    duration: 0,
  }
  const { execution, attempt: earlierAttempt } = found
  const from = { run: found.run, execution, attempt: earlierAttempt }
  run.shared(planned, { from, fingerprint, outcome })
  run.journal.add(undefined, {
    kind: 'note',
    text: `${planned.id}: uses the pass of run ${found.run}, ${found.finishedAt}`,
  })
  return { freshKey, outcome }
}

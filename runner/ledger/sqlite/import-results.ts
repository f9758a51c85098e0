import type { DatabaseSync } from 'node:sqlite'
import type { RunRequest } from '#domain/execution-graph.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { LedgerEvent } from '#domain/ledger-event.ts'
import type { Stage } from '#domain/requirement.ts'
import type { ImportedBatch } from '#domain/tracing/imported-result.ts'
import { worstOf } from '#domain/verdict.ts'
import type { AppendEvents } from './append-events.ts'
import { statement } from './statement.ts'
import type { StorePlan } from './store-plan.ts'

/** Stores a batch as this run. Must be called inside a transaction. */
export type ImportResults = (run: number, at: string, batch: ImportedBatch) => void

/** Prepares the statements that import results. */
export const createImportResults = (
  db: DatabaseSync,
  { append, storePlan }: { readonly append: AppendEvents; readonly storePlan: StorePlan },
): ImportResults => {
  const earlier = statement<{ run: number }>(
    db,
    'select run from runs where imported = ? and imported is not null order by run limit 1',
  )
  return (run, at, batch) => {
    const { results, file } = batch
    const before = earlier.get(file.sha256)
    if (before !== undefined && !batch.again) {
      throw new HarnessError('usage', `${file.name} was imported before, as run ${before.run}`, {
        hint: 'Import it with --again if its results are to stand twice.',
      })
    }
    const graph = storePlan(run, {
      executions: [],
      notApplicable: [],
      definitions: {},
      families: {},
    })
    const verdict = worstOf(results.map((result) => result.verdict))
    append(run, at, [
      { kind: 'run-started', request: requestOf(batch), graph },
      ...results.map((result): LedgerEvent => ({ kind: 'result-imported', result })),
      { kind: 'run-ended', verdict, exitCode: 0, interrupted: false },
    ])
  }
}

const requestOf = ({ file, results, executor, command }: ImportedBatch): RunRequest => {
  const { name: source, ...stored } = file
  const releases = [...new Set(results.map((result) => result.release))]
  const [release] = releases
  const without = results.filter((result) => !result.creditable).length
  return {
    environment: [...new Set(results.map((result) => result.environment))].sort().join(', '),
    stage: farthestFirst.find((stage) => results.some((one) => one.stage === stage)) ?? 'rehearsal',
    ...(releases.length === 1 && release !== undefined && { release }),
    selection: [],
    inputs: {},
    noCredit: without === 0 ? [] : [`${without} of ${results.length} results are rehearsals`],
    bindings: {},
    command,
    ...(executor !== undefined && { executor }),
    imported: { source, ...stored },
  }
}

/** A run is no nearer to the real system than any of its results. */
const farthestFirst: readonly Stage[] = ['rehearsal', 'precursor', 'commissioning', 'operations']

import type { Dossier } from '#domain/dossier.ts'
import { HarnessError } from '#domain/harness-error.ts'
import type { RunId } from '#domain/keys.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { resultId } from '#traceability/results/result.ts'

/** The read model of a run, from the ledger alone; titles of requirements where the root still holds them. */
export const readDossier = async (
  ledger: Ledger,
  run: RunId,
  requirements?: Requirements,
): Promise<Dossier> => {
  const summary = await ledger.run(run)
  if (!summary) throw new HarnessError('not-found', `there is no run ${run}`)
  const [graph, executions, earlier, software, explained] = await Promise.all([
    ledger.graph(run),
    ledger.executions(run),
    ledger.earlierAttempts(run),
    ledger.software(run),
    ledger.explained(run),
  ])
  return buildDossier({
    summary,
    graph,
    executions,
    earlier,
    software,
    explained: new Set(
      explained.map((attempt) => resultId({ kind: 'execution', run, ...attempt })),
    ),
    ...(requirements && { requirements }),
  })
}

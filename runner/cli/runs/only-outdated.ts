import type { Io } from '#cli/screen/io.ts'
import type { ExecutionGraph } from '#domain/execution-graph.ts'
import type { Ledger } from '#ledger/ledger.ts'
import { keepExecutions } from '#planning/keep-executions.ts'
import { outdatedExecutions } from '#planning/outdated-executions.ts'

/** Reasons that are told; the rest is counted. */
const told = 12

/**
 * The part of a new plan whose last judged results in the same environment no longer hold: `--rerun outdated`. Says what it
 * takes and why, and what it leaves because it was never judged.
 */
export const onlyOutdated = async (of: {
  readonly graph: ExecutionGraph
  readonly environment: string
  readonly release: string | undefined
  readonly ledger: Ledger
  readonly io: Io
}): Promise<ExecutionGraph> => {
  const [outcomes, runs] = await Promise.all([of.ledger.outcomes(), of.ledger.runOutcomes()])
  const here = (one: { readonly environment: string }) => one.environment === of.environment
  const { outdated, neverJudged } = outdatedExecutions(of.graph, {
    outcomes: outcomes.filter(here),
    runs: runs.filter(here),
    ...(of.release !== undefined && { release: of.release }),
  })
  const say = (text: string) => of.io.stderr.write(`${text}\n`)
  say(
    outdated.length === 0
      ? `nothing is outdated on ${of.environment}`
      : `${outdated.length} outdated on ${of.environment}:`,
  )
  for (const { id, reason } of outdated.slice(0, told)) say(`  ${id}: ${reason}`)
  if (outdated.length > told) say(`  … and ${outdated.length - told} more`)
  if (neverJudged.length > 0) {
    say(`${neverJudged.length} were never judged there; name them, or run without --rerun outdated`)
  }
  return keepExecutions(of.graph, new Set(outdated.map(({ id }) => id)))
}

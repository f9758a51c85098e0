import { canonicalText } from '#domain/content-hash.ts'
import type { ExecutionGraph, PlannedExecution, SoftwareVersion } from '#domain/execution-graph.ts'
import type { ExecutionId } from '#domain/keys.ts'
import type { AttemptOutcome, RunOutcome } from '#domain/tracing/outcome.ts'
import { isJudged } from '#domain/verdict.ts'

/** What was judged before in one environment. */
export interface EarlierResults {
  /** Of the environment that is planned for, oldest first. */
  readonly outcomes: readonly AttemptOutcome[]
  /** Of the same environment, newest first. */
  readonly runs: readonly RunOutcome[]
  /** Release that the new results are for. */
  readonly release?: string
}

/** An execution whose last judged result no longer holds, and why. */
export interface OutdatedExecution {
  readonly id: ExecutionId
  /** One sentence. */
  readonly reason: string
}

/** What `--rerun outdated` takes and leaves. */
export interface OutdatedSelection {
  readonly outdated: readonly OutdatedExecution[]
  /** Executions of cases that were never judged here: a rerun is none of theirs. */
  readonly neverJudged: readonly ExecutionId[]
}

/**
 * Executions of a new plan whose last judged result asked another question: case, requirement, element, precursor,
 * step, lock file or binding changed (the fingerprint covers them all), the release is another one, or a newer run has
 * seen another version of software that the result rests on.
 */
export const outdatedExecutions = (
  graph: ExecutionGraph,
  earlier: EarlierResults,
): OutdatedSelection => {
  const judged = earlier.outcomes.filter(
    ({ origin, verdict }) => origin.kind === 'execution' && isJudged(verdict),
  )
  const cases = new Set(judged.map((outcome) => outcome.case))
  const last = new Map(judged.map((outcome) => [placeOf(outcome.case, outcome), outcome]))
  const software = new Map(earlier.runs.map(({ run, software: list }) => [run, list]))
  const newest = newestSoftware(earlier.runs)
  const planned = graph.executions.filter(({ role }) => role === 'case' || role === 'aggregate')
  return {
    outdated: planned.flatMap((execution) => {
      if (!cases.has(execution.case)) return []
      const outcome = last.get(placeOf(execution.case, asOutcome(execution)))
      const reason = outcome
        ? reasonOf(execution, outcome, { earlier, software, newest })
        : 'this cell is new'
      return reason === undefined ? [] : [{ id: execution.id, reason }]
    }),
    neverJudged: planned.filter((one) => !cases.has(one.case)).map(({ id }) => id),
  }
}

const asOutcome = ({ id, matrix }: PlannedExecution) => ({
  matrix,
  origin: { kind: 'execution', execution: id } as const,
})

/** Cells are told apart by their values, the aggregate of a case by its name. */
const placeOf = (
  key: string | undefined,
  of: {
    readonly matrix: AttemptOutcome['matrix']
    readonly origin: AttemptOutcome['origin'] | { readonly kind: 'execution'; execution: string }
  },
): string => {
  const isAggregate = of.origin.kind === 'execution' && of.origin.execution.endsWith('[*]')
  return `${key} ${isAggregate ? '*' : canonicalText(of.matrix)}`
}

const reasonOf = (
  planned: PlannedExecution,
  outcome: AttemptOutcome,
  known: {
    readonly earlier: EarlierResults
    readonly software: ReadonlyMap<number, readonly SoftwareVersion[]>
    readonly newest: ReadonlyMap<string, string>
  },
): string | undefined => {
  if (outcome.fingerprint !== planned.fingerprint) {
    return 'what it rests on has changed since its last result'
  }
  const { release } = known.earlier
  if (release !== undefined && outcome.release !== release) {
    return `its last result is of release ${outcome.release ?? 'unknown'}, not ${release}`
  }
  const changed = (known.software.get(outcome.origin.run) ?? []).find(
    ({ product, version }) => (known.newest.get(product) ?? version) !== version,
  )
  return changed === undefined
    ? undefined
    : `${changed.product} is ${known.newest.get(changed.product)} by now, it was ${changed.version}`
}

/** Version of every product that the newest run which read it found. */
const newestSoftware = (runs: readonly RunOutcome[]): ReadonlyMap<string, string> =>
  new Map(
    runs
      .toReversed()
      .flatMap((run) => run.software.map(({ product, version }) => [product, version] as const)),
  )

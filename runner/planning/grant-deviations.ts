import type { ExecutionGraph } from '#domain/execution-graph.ts'
import type { Expectation, ParameterLimit } from '#domain/expectation.ts'
import type { Deviation, Stage } from '#domain/requirement.ts'
import type { Row, TestCase } from '#domain/test-case.ts'

/** What decides whether a deviation is in force. */
export interface DeviationCircumstances {
  readonly deviations: readonly Deviation[]
  readonly stage: Stage
  /** Absent where the run is for no release: no deviation is in force then. */
  readonly release?: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** Writes the deviations in force beside the limits that they relax, so that the stored plan says what was granted. */
export const grantDeviations = (
  graph: ExecutionGraph,
  circumstances: DeviationCircumstances,
): ExecutionGraph => {
  const granted = inForce(circumstances)
  if (granted.length === 0) return graph
  const definitions = Object.entries(graph.definitions).map(([key, definition]) => [
    key,
    relaxCase(definition, granted),
  ])
  return { ...graph, definitions: Object.fromEntries(definitions) }
}

const inForce = ({ deviations, stage, release, now }: DeviationCircumstances) => {
  const today = new Date(now).toISOString().slice(0, 10)
  return deviations.filter(
    (each) => each.stage === stage && each.release === release && each.expires >= today,
  )
}

const relaxCase = (definition: TestCase, granted: readonly Deviation[]): TestCase => {
  const relax = (rows: readonly Row[]): readonly Row[] => rows.map((row) => relaxRow(row, granted))
  return {
    ...definition,
    script: relax(definition.script),
    teardown: relax(definition.teardown),
    aggregate: relax(definition.aggregate),
  }
}

const relaxRow = (row: Row, granted: readonly Deviation[]): Row =>
  row.kind === 'call'
    ? row
    : { ...row, expect: row.expect.map((each) => relaxExpectation(each, granted)) }

const relaxExpectation = (expectation: Expectation, granted: readonly Deviation[]): Expectation => {
  const { judgement } = expectation
  if (judgement.kind !== 'measure' || judgement.criterion.kind !== 'meets') return expectation
  const { criterion } = judgement
  const limit = relaxLimit(criterion.limit, granted)
  return { ...expectation, judgement: { ...judgement, criterion: { ...criterion, limit } } }
}

const relaxLimit = (limit: ParameterLimit, granted: readonly Deviation[]): ParameterLimit => {
  const deviation = granted.find(
    (each) => each.requirement === limit.requirement && each.parameter === limit.parameter,
  )
  if (deviation === undefined) return limit
  const { limit: relaxed, jira, expires } = deviation
  return { ...limit, deviation: { limit: relaxed, jira, expires } }
}

import type { Scope } from '#domain/execution-graph.ts'
import type { Expectation, Given } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import { isPassing, type Verdict, worstOf } from '#domain/verdict.ts'
import type { ExecutionScope } from '#engine/run-state.ts'
import { judgeExpectation, judgeGiven } from '#language/judging/judge-expectation.ts'

/** What the conditions and expectations of a row say of its result. */
export interface Judged {
  readonly verdict: Verdict
  readonly message?: string
  readonly expectations: readonly ExpectationResult[]
}

/** A row as far as it judges. */
interface Judging {
  readonly given: readonly Given[]
  readonly expect: readonly Expectation[]
}

/** Judges the result of a row: an unmet condition blocks, else every expectation is judged, also after one failed. */
export const judgeRow = (row: Judging, result: Json, scope: ExecutionScope): Judged => {
  if (row.given.length === 0 && row.expect.length === 0) return nothingToJudge
  const judged = withResult(scope, result)
  for (const given of row.given) {
    const { met, message } = judgeGiven(given, judged)
    if (!met) return { verdict: 'blocked', message: `not judged: ${message}`, expectations: [] }
  }
  return judgeExpectations(row.expect, judged)
}

/** Judges the expectations alone, on what was learned before a failure. */
export const judgePartly = (row: Judging, result: Json, scope: ExecutionScope): Judged =>
  judgeExpectations(row.expect, withResult(scope, result))

const nothingToJudge: Judged = { verdict: 'pass', expectations: [] }

const withResult = (scope: ExecutionScope, result: Json): Scope => ({ ...scope, result })

const judgeExpectations = (expect: readonly Expectation[], scope: Scope): Judged => {
  const expectations = expect.flatMap((expectation) => judgeExpectation(expectation, scope) ?? [])
  if (expectations.length === 0) return nothingToJudge
  const verdict = worstOf(expectations.map((each) => each.verdict))
  if (verdict === 'pass') return { verdict, expectations }
  return { verdict, expectations, ...messageOf(expectations, verdict) }
}

/** The first of those that made the verdict, and how many more there are. */
const messageOf = (
  expectations: readonly ExpectationResult[],
  verdict: Verdict,
): { readonly message?: string } => {
  const [first, ...more] = expectations.filter((each) => each.verdict === verdict)
  if (first === undefined) return {}
  const rest = isPassing(verdict) || more.length === 0 ? '' : ` (and ${more.length} more)`
  return { message: `${first.message}${rest}` }
}

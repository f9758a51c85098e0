import type { Row, TestCase } from '#domain/test-case.ts'
import type { Verdict } from '#domain/verdict.ts'

/**
 * What a case must come to, worked out the plain way: no sharing, no waiting, no ledger. Knows rows that pass, fail or
 * block by the name of their step, `when` as the texts `true` and `false`, and calls.
 */
export const naiveVerdict = (
  definition: TestCase,
  precursors: ReadonlyMap<string, TestCase>,
): Verdict => {
  const found: Verdict[] = []
  let stopped = false
  for (const row of definition.script) {
    const result: Verdict | 'skipped' =
      stopped && !row.always
        ? 'not-executed'
        : row.when?.source === 'false'
          ? 'skipped'
          : naiveRow(row, precursors)
    if (result === 'skipped') continue
    found.push(result)
    if ((result === 'fail' || result === 'blocked') && !row.continue) stopped = true
  }
  const order: readonly Verdict[] = ['fail', 'blocked', 'not-executed', 'pass']
  return order.find((verdict) => found.includes(verdict)) ?? 'not-executed'
}

const naiveRow = (row: Row, precursors: ReadonlyMap<string, TestCase>): Verdict => {
  if (row.kind === 'call') {
    const callee = precursors.get(row.call)
    return callee && naiveVerdict(callee, precursors) === 'pass' ? 'pass' : 'blocked'
  }
  if (row.kind !== 'do') return 'in-progress'
  return row.do === 'test.fail' ? 'fail' : row.do === 'test.block' ? 'blocked' : 'pass'
}

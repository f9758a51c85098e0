import type { Criterion } from '#domain/expectation.ts'
import type { TestCaseKey } from '#domain/keys.ts'
import type { Row, TestCase } from '#domain/test-case.ts'
import type { CaseHead } from './case-head.ts'

/** Finds a checked case by its key; undefined for one that is not held. */
export type FindCase = (key: TestCaseKey) => TestCase | undefined

/** What traceability knows of a case. Precursors that are not held are named and not followed. */
export const caseHead = (testCase: TestCase, find: FindCase): CaseHead => {
  const rows = rowsOf(testCase)
  const calls = calledBy(testCase, find)
  const families = [testCase, ...calls.flatMap((key) => find(key) ?? [])].flatMap(
    ({ uses }) => uses.families,
  )
  return {
    key: testCase.key,
    kind: testCase.kind,
    title: testCase.title,
    ...(testCase.objective === undefined ? {} : { objective: testCase.objective }),
    method: testCase.method,
    status: testCase.status,
    priority: testCase.priority,
    area: testCase.area,
    file: testCase.file,
    tags: testCase.tags,
    verifies: testCase.verifies,
    stub: testCase.script.length === 0,
    automation: automationOf(testCase),
    calls,
    families: sorted(families),
    meets: parametersOf(rows, 'meets'),
    compares: parametersOf(rows, 'compares'),
    judges: sorted(rows.flatMap(namedElements)),
    contentHash: testCase.contentHash,
    basis: testCase.basis,
  }
}

const rowsOf = ({ script, teardown, aggregate }: TestCase): readonly Row[] => [
  ...script,
  ...teardown,
  ...aggregate,
]

/** All precursors it calls, itself or through others; a circle, which is an error elsewhere, is walked once. */
const calledBy = (testCase: TestCase, find: FindCase): readonly TestCaseKey[] => {
  const found = new Set<TestCaseKey>()
  const open: TestCase[] = [testCase]
  for (let one = open.pop(); one !== undefined; one = open.pop()) {
    for (const row of rowsOf(one)) {
      if (row.kind !== 'call' || found.has(row.call)) continue
      found.add(row.call)
      const called = find(row.call)
      if (called !== undefined) open.push(called)
    }
  }
  return sorted(found)
}

const automationOf = ({ script }: TestCase): CaseHead['automation'] => {
  if (script.length === 0) return 'none'
  const byPeople = script.filter(({ kind }) => kind === 'manual' || kind === 'report').length
  if (byPeople === 0) return 'automated'
  return byPeople === script.length ? 'manual' : 'mixed'
}

const parametersOf = (rows: readonly Row[], kind: 'meets' | 'compares'): readonly string[] =>
  sorted(
    rows
      .flatMap((row) => (row.kind === 'call' ? [] : row.expect))
      .flatMap(({ judgement }) =>
        judgement.kind === 'measure' ? nameOf(judgement.criterion, kind) : [],
      ),
  )

const nameOf = (criterion: Criterion, kind: 'meets' | 'compares'): readonly string[] =>
  criterion.kind === kind && 'limit' in criterion
    ? [`${criterion.limit.requirement}/${criterion.limit.parameter}`]
    : []

const namedElements = (row: Row): CaseHead['judges'] => [
  ...(row.named ? row.elements : []),
  ...(row.kind === 'call'
    ? []
    : row.expect.flatMap(({ named, elements }) => (named ? elements : []))),
]

const sorted = <T extends string>(items: Iterable<T>): readonly T[] => [...new Set(items)].sort()

import type { ElementKey, TestCaseKey } from '#domain/keys.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import { nameParameters } from '#grading/numbers/named-parameters.ts'
import { type CriterionCode, criteria, type DetailGrade } from './criteria.ts'
import { type CaseDetail, gradeCase } from './grade-case.ts'

/** One thing to do about one case; the same lack of several rows is one improvement. */
export interface Improvement {
  readonly key: TestCaseKey
  readonly file: string
  readonly line: number
  readonly code: CriterionCode
  /** Ids of the rows, in order; none for the case as a whole. */
  readonly rows: readonly string[]
  readonly message: string
  readonly mend: string
  /** Weight of what is mended, times one more than the elements that rest on the case, by calls too. */
  readonly gain: number
}

/** How many cases of an area have which grade. */
export interface AreaDetail {
  readonly area: string
  readonly cases: number
  readonly grades: { readonly [grade in DetailGrade]: number }
  /** Mean score of its cases, 0 to 100. */
  readonly score: number
}

/** The level of detail of all scripts. */
export interface DetailReport {
  /** By key. */
  readonly cases: readonly CaseDetail[]
  /** What to improve, the largest gain first. */
  readonly improvements: readonly Improvement[]
  /** By name. */
  readonly areas: readonly AreaDetail[]
}

const order = new Intl.Collator('en', { numeric: true })

/**
 * Grades every live case and precursor, as far as it is wanted. What rests on a precursor is counted over all cases,
 * wanted or not. The order of the cases does not matter.
 */
export const gradeDetail = (
  cases: Iterable<TestCase>,
  requirements: Requirements,
  isWanted: (testCase: TestCase) => boolean = () => true,
): DetailReport => {
  const live = [...cases].filter(({ status }) => status !== 'Deprecated')
  const wanted = live.filter(isWanted).sort((one, other) => order.compare(one.key, other.key))
  const context = { requirements, names: nameParameters(requirements) }
  const elements = elementsOn(live)
  const graded = wanted.map((item) => ({
    detail: gradeCase(item, context),
    reach: 1 + (elements.get(item.key)?.size ?? 0),
  }))
  const details = graded.map(({ detail }) => detail)
  return {
    cases: details,
    // The sort is stable: what gains the same stays in the order of the keys.
    improvements: graded
      .flatMap(({ detail, reach }) => improvementsOf(detail, reach))
      .sort((one, other) => other.gain - one.gain),
    areas: areasOf(details),
  }
}

/** Elements that rest on each case: its own, and those of all that call it, directly or not. */
const elementsOn = (
  cases: readonly TestCase[],
): ReadonlyMap<TestCaseKey, ReadonlySet<ElementKey>> => {
  const calls = new Map(cases.map((item) => [item.key, callsOf(item)]))
  const elements = new Map(cases.map(({ key }) => [key, new Set<ElementKey>()]))
  for (const { key, verifies } of cases) {
    const reached = new Set([key])
    // The set grows while it is walked: what is called calls in turn.
    for (const each of reached) for (const called of calls.get(each) ?? []) reached.add(called)
    for (const each of reached) for (const { element } of verifies) elements.get(each)?.add(element)
  }
  return elements
}

const callsOf = ({ script, aggregate, teardown }: TestCase): readonly TestCaseKey[] =>
  [script, aggregate, teardown].flatMap((rows) =>
    rows.flatMap((row) => (row.kind === 'call' ? row.call : [])),
  )

const improvementsOf = ({ key, file, lacks }: CaseDetail, reach: number): readonly Improvement[] =>
  [...Map.groupBy(lacks, ({ code, message }) => `${code} ${message}`).values()].flatMap((same) =>
    same.slice(0, 1).map(({ code, line, message }) => ({
      key,
      file,
      line,
      code,
      rows: same.flatMap(({ row }) => row ?? []),
      message,
      mend: criteria[code].mend,
      gain: criteria[code].weight * same.length * reach,
    })),
  )

const areasOf = (details: readonly CaseDetail[]): readonly AreaDetail[] =>
  [...Map.groupBy(details, ({ area }) => area)]
    .map(([area, cases]) => ({
      area,
      cases: cases.length,
      grades: countGrades(cases),
      score: Math.round(cases.reduce((sum, { score }) => sum + score, 0) / cases.length),
    }))
    .sort((one, other) => order.compare(one.area, other.area))

/** How many of these cases have which grade. */
export const countGrades = (
  cases: readonly CaseDetail[],
): { readonly [grade in DetailGrade]: number } => {
  const counts = { complete: 0, usable: 0, thin: 0, stub: 0 } satisfies {
    [grade in DetailGrade]: number
  }
  for (const { grade } of cases) counts[grade]++
  return counts
}

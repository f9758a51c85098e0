import type { ElementKey } from './keys.ts'
import type { PersonRecord, RowResult } from './ledger-event.ts'
import type { Row, TestCase } from './test-case.ts'
import { isJudged, isPassing, type Verdict, worstOf } from './verdict.ts'

/** A row and how it ended; without a result it was not executed. */
export interface FoldedRow {
  readonly row: Row
  readonly result?: RowResult | undefined
  /** What a person recorded for it. */
  readonly record?: PersonRecord | undefined
}

/** Verdict of a case: the worst of its rows. Skipped rows are neutral; nothing but skipped rows proves nothing. */
export const foldCase = (rows: readonly FoldedRow[]): Verdict =>
  worstOf(rows.flatMap(({ result }) => (result?.skipped ? [] : [verdictOf(result)])))

/** Verdict of every element of a case. */
export const foldElements = (
  elements: readonly ElementKey[],
  rows: readonly FoldedRow[],
): { readonly [element: string]: Verdict } => {
  if (elements.length === 0) return nothing
  const verdict = foldCase(rows)
  return Object.fromEntries(
    elements.map((element) => [element, foldElement(element, rows, verdict)]),
  )
}

const nothing = {}

/** Elements that pass by thresholds with unstated or unmet conditions, with the names of these. */
export const foldConditions = (
  verdicts: { readonly [element: string]: Verdict },
  rows: readonly FoldedRow[],
): { readonly [element: string]: readonly string[] } => {
  const names = new Map<string, Set<string>>()
  for (const { conditions, elements } of rows.flatMap(({ result }) => result?.expectations ?? [])) {
    if (conditions === undefined) continue
    for (const element of elements) {
      const verdict = verdicts[element]
      if (verdict === undefined || !isPassing(verdict)) continue
      const known = names.get(element) ?? new Set()
      names.set(element, known)
      for (const name of [...conditions.unstated, ...conditions.unmet]) known.add(name)
    }
  }
  return Object.fromEntries([...names].map(([element, found]) => [element, [...found].sort()]))
}

/**
 * Elements that a part of a case answers for: all, but those that only the other part of a case with an aggregate judges.
 */
export const elementsOfPart = (
  definition: Pick<TestCase, 'verifies' | 'script' | 'aggregate'>,
  part: 'script' | 'aggregate',
): readonly ElementKey[] => {
  const elements = definition.verifies.map(({ element }) => element)
  if (definition.aggregate.length === 0) return elements
  const other = part === 'script' ? 'aggregate' : 'script'
  const judges = (rows: readonly Row[], element: ElementKey): boolean =>
    rows.map(deciding).some((row) => !isHelper(row) && belongsTo(row, element))
  return elements.filter(
    (element) => judges(definition[part], element) || !judges(definition[other], element),
  )
}

/** The row without its comparisons with targets: they belong to elements and judge none. */
const deciding = (row: Row): Row =>
  row.kind === 'call'
    ? row
    : {
        ...row,
        expect: row.expect.filter(
          ({ judgement }) =>
            judgement.kind !== 'measure' || judgement.criterion.kind !== 'compares',
        ),
      }

const belongsTo = (row: Row, element: ElementKey): boolean =>
  elementsOf(row).includes(element) ||
  (row.kind !== 'call' && row.expect.some((each) => each.elements.includes(element)))

/**
 * The worst of what belongs to the element: results of expectations, and what rows came to by themselves. Where nothing
 * belongs to it, the verdict of the case. Nothing passes that no expectation judged and no person recorded.
 */
const foldElement = (
  element: ElementKey,
  rows: readonly FoldedRow[],
  caseVerdict: Verdict,
): Verdict => {
  const verdicts: Verdict[] = []
  let belongs = false
  let earned = false
  for (const folded of rows) {
    if (folded.result?.skipped) continue
    const judged = judgedVerdicts(folded, element)
    verdicts.push(...judged, ...unjudgedVerdicts(folded, element))
    earned ||= judged.some(isJudged)
    if (!elementsOf(folded.row).includes(element)) continue
    belongs = true
    const own = ownVerdict(folded)
    if (folded.record) verdicts.push(own)
    // A row that only helps proves nothing by passing, and its absence shows where it was needed.
    else if (!isPassing(own) && !(own === 'not-executed' && isHelper(folded.row)))
      verdicts.push(own)
    earned ||= folded.record !== undefined
  }
  const worst = belongs || verdicts.length > 0 ? worstOf(verdicts) : caseVerdict
  return isPassing(worst) && !earned ? 'not-executed' : worst
}

/** An unnamed row that judges belongs to what its expectations belong to, any other to what it is given. */
const elementsOf = (row: Row): readonly ElementKey[] =>
  row.named || row.kind === 'call' || row.expect.length === 0
    ? row.elements
    : row.expect.flatMap((expectation) => expectation.elements)

const isHelper = (row: Row): boolean =>
  !row.named && (row.kind === 'call' || (row.kind === 'do' && row.expect.length === 0))

const judgedVerdicts = ({ result }: FoldedRow, element: ElementKey): readonly Verdict[] =>
  (result?.expectations ?? [])
    .filter((judged) => judged.elements.includes(element) && !isOnlyCompared(judged))
    .map((judged) => judged.verdict)

/** A number beside a target was read, whether it reaches it or not: that is no judgement of an element. */
const isOnlyCompared = ({ compares, verdict }: RowResult['expectations'][number]): boolean =>
  compares !== undefined && isPassing(verdict)

/** Expectations that could not be judged take their row's verdict; those of a row that passed had a false `when`. */
const unjudgedVerdicts = ({ row, result }: FoldedRow, element: ElementKey): readonly Verdict[] => {
  const verdict = verdictOf(result)
  if (row.kind === 'call' || isPassing(verdict) || (result?.expectations.length ?? 0) > 0) return []
  return row.expect.some((each) => each.elements.includes(element)) ? [verdict] : []
}

/**
 * What the row came to by itself: a failed expectation must fail only its own elements, so a row whose expectations were
 * judged counts here only by a failure of its step, which has a code.
 */
const ownVerdict = ({ result, record }: FoldedRow): Verdict => {
  if (result === undefined) return 'not-executed'
  const judged = result.code === undefined && result.expectations.length > 0
  if (record && result.verdict !== 'in-progress') {
    return judged ? record.verdict : worstOf([record.verdict, result.verdict])
  }
  return judged ? 'pass' : result.verdict
}

const verdictOf = (result: RowResult | undefined): Verdict => result?.verdict ?? 'not-executed'

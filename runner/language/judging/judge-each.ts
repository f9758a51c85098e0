import type { Scope } from '#domain/execution-graph.ts'
import type { Expectation } from '#domain/expectation.ts'
import type { Json } from '#domain/json.ts'
import type { ExpectationResult } from '#domain/measurement.ts'
import type { Expression } from '#domain/template.ts'
import { type Verdict, worstOf } from '#domain/verdict.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import { failed, type Judged } from './judged.ts'
import { numberText, valueText } from './quantity-text.ts'

const mostNamed = 5
const longestLabel = 80

type Each = NonNullable<Expectation['each']>
type ItemScope = { -readonly [Name in keyof Scope]: Scope[Name] }
/** The result over a list, with what it says of the items. */
export type JudgedEach = Judged & Pick<ExpectationResult, 'items'>

/**
 * Judges every item of a list as `item`; `judge` never throws. The result is that of the worst item: by verdict, then
 * by margin. An empty list fails, since nothing was shown. Failing items up to the allowed fraction do not count.
 */
export const judgeEach = (
  each: Each,
  scope: Scope,
  judge: (scope: Scope) => Judged,
): JudgedEach => {
  const list = evaluate(each.list, scope)
  if (!Array.isArray(list)) {
    return failed(`${each.list.source} is ${valueText(list)}, not a list`)
  }
  if (list.length === 0) {
    return {
      ...failed(`${each.list.source} is empty: there is nothing to judge`),
      items: { total: 0, failed: 0 },
    }
  }
  // One scope for all items: it is ours, and a copy for each of a hundred thousand would cost more than judging.
  const inner: ItemScope = { ...scope }
  const tally = count(list, inner, judge)
  inner.item = list[tally.worst]
  const worst = judge(inner)
  const worstMessage = worst.message()
  const label = (index: number): string => labelOf(each.label, inner, { list, index })
  const verdict = foldVerdict(tally, each.allow)
  const isNamed = worst.margin !== undefined || worst.verdict !== 'pass'
  const worstLabel = isNamed ? label(tally.worst) : undefined
  const message = tallyText(tally, each.allow, label)
  return {
    ...withoutDeviation(worst, verdict),
    verdict,
    ...conditionsOf(tally),
    message: () =>
      `${message}${worstLabel === undefined ? '' : `; worst ${worstLabel}`}: ${worstMessage}`,
    items: {
      total: list.length,
      failed: tally.failed,
      ...(worstLabel === undefined ? {} : { worst: worstLabel }),
    },
  }
}

interface Tally {
  readonly total: number
  readonly failed: number
  /** Verdicts of items that did not fail. */
  readonly others: ReadonlySet<Verdict>
  /** Index of the worst item. */
  readonly worst: number
  /** Indexes of the first failing items. */
  readonly failing: readonly number[]
  /** Names of conditions that were not as asked for, of any item. */
  readonly unstated: ReadonlySet<string>
  readonly unmet: ReadonlySet<string>
}

const severity: { readonly [verdict in Verdict]: number } = {
  fail: 0,
  blocked: 1,
  'in-progress': 2,
  'not-executed': 3,
  'pass-with-deviation': 4,
  pass: 5,
}

const count = (list: readonly Json[], scope: ItemScope, judge: (scope: Scope) => Judged): Tally => {
  const others = new Set<Verdict>()
  const failing: number[] = []
  const unstated = new Set<string>()
  const unmet = new Set<string>()
  let failures = 0
  let worst = 0
  let worstSeverity = Number.POSITIVE_INFINITY
  let worstMargin = Number.POSITIVE_INFINITY
  for (let index = 0; index < list.length; index++) {
    scope.item = list[index] ?? null
    const { verdict, margin, conditions } = judge(scope)
    if (conditions !== undefined) {
      addAll(unstated, conditions.unstated)
      addAll(unmet, conditions.unmet)
    }
    if (verdict === 'fail') {
      failures++
      if (failing.length < mostNamed) failing.push(index)
    } else others.add(verdict)
    // What has no number to it (null, an error) is worse than any number.
    const distance = margin ?? (verdict === 'fail' ? Number.NEGATIVE_INFINITY : worstMargin)
    const weight = severity[verdict]
    if (weight > worstSeverity || (weight === worstSeverity && distance >= worstMargin)) continue
    worst = index
    worstSeverity = weight
    worstMargin = distance
  }
  return { total: list.length, failed: failures, others, worst, failing, unstated, unmet }
}

const addAll = (to: Set<string>, names: readonly string[]): void => {
  for (const name of names) to.add(name)
}

/** A condition that failed for one item failed for the whole. */
const conditionsOf = ({ unstated, unmet }: Tally): Pick<ExpectationResult, 'conditions'> =>
  unstated.size + unmet.size === 0
    ? {}
    : { conditions: { unstated: [...unstated], unmet: [...unmet] } }

const isTolerated = ({ failed: failures, total }: Tally, allow: number): boolean =>
  // 0.15 × 40 is 6, whatever doubles make of it.
  failures <= allow * total * (1 + 4 * Number.EPSILON)

const foldVerdict = (tally: Tally, allow: number): Verdict => {
  if (tally.failed > 0 && !isTolerated(tally, allow)) return 'fail'
  return tally.others.size === 0 ? 'pass' : worstOf(tally.others)
}

/** A deviation of the worst item is the whole's only where it made the verdict. */
const withoutDeviation = (worst: Judged, verdict: Verdict): Judged => {
  if (verdict === 'pass-with-deviation') return worst
  const { deviation: _other, ...rest } = worst
  return rest
}

const labelOf = (
  label: Expression | undefined,
  scope: ItemScope,
  { list, index }: { readonly list: readonly Json[]; readonly index: number },
): string => {
  if (label === undefined) return `item ${index}`
  scope.item = list[index] ?? null
  try {
    const text = evaluate(label, scope)
    return typeof text === 'string' ? text.slice(0, longestLabel) : valueText(text)
  } catch {
    // A label only names; an item without one is named by its place.
    return `item ${index}`
  }
}

const tallyText = (tally: Tally, allow: number, label: (index: number) => string): string => {
  const { total, failed: failures, failing } = tally
  if (failures === 0) return `all ${total} items`
  const named = failing.map(label).join(', ')
  const more = failures > failing.length ? ', …' : ''
  const allowed = allow > 0 ? `, ${numberText(allow * 100)} % allowed` : ''
  return `${failures} of ${total} items fail${allowed} (${named}${more})`
}

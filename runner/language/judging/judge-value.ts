import type { Scope } from '#domain/execution-graph.ts'
import type { Judgement, Tolerance, ValueCheck } from '#domain/expectation.ts'
import { isJsonObject, type Json } from '#domain/json.ts'
import type { Template } from '#domain/template.ts'
import { equalValues, roundingOf, toleranceAround } from '#language/expressions/equal-values.ts'
import { evaluate } from '#language/expressions/evaluate.ts'
import { searchPattern } from '#language/expressions/search-pattern.ts'
import { resolveTemplate } from '#language/templates/resolve-template.ts'
import { failed, type Judged } from './judged.ts'
import { numberText, valueText } from './quantity-text.ts'
import { finiteNumber } from './read-measurement.ts'

type ValueJudgement = Judgement & { readonly kind: 'value' }
/** What is checked: the value, its source, and what the limits may read. */
interface Found {
  readonly value: Json
  readonly source: string
  readonly scope: Scope
}

/** Judges a plain value. Throws HarnessError('expression'). */
export const judgeValue = ({ value, check }: ValueJudgement, scope: Scope): Judged => {
  const found: Found = { value: evaluate(value, scope), source: value.source, scope }
  if (found.value === null && !expectsNull(check)) return failed(`${value.source} is null`)
  if (typeof found.value === 'number' && !Number.isFinite(found.value)) {
    return failed(`${value.source} is ${found.value}`)
  }
  return judgeCheck(check, found)
}

/** A null that the case itself writes is meant; one that an expression gives is not. */
const expectsNull = (check: ValueCheck): boolean =>
  (check.kind === 'equals' || check.kind === 'notEquals') &&
  check.expected.kind === 'literal' &&
  check.expected.value === null

const judgeCheck = (check: ValueCheck, found: Found): Judged => {
  switch (check.kind) {
    case 'equals':
    case 'notEquals':
      return judgeEquality(check, found)
    case 'atMost':
    case 'atLeast':
      return judgeBound(check, found)
    case 'between':
      return judgeBetween(check, found)
    case 'matches':
      return judgeMatch(check.pattern, found)
    case 'contains':
      return judgeContains(resolveTemplate(check.expected, found.scope), found)
    case 'oneOf':
      return judgeOneOf(resolveTemplate(check.expected, found.scope), found)
    default:
      return check satisfies never
  }
}

const answer = (holds: boolean, { source, value }: Found, expected: () => string): Judged => ({
  verdict: holds ? 'pass' : 'fail',
  message: () => `${source} is ${valueText(value)}, expected ${expected()}`,
})

const judgeEquality = (
  check: ValueCheck & { readonly kind: 'equals' | 'notEquals' },
  found: Found,
): Judged => {
  const expected = resolveTemplate(check.expected, found.scope)
  if (typeof expected === 'number' && !Number.isFinite(expected)) {
    return failed(`${found.source} is compared with ${expected}`)
  }
  const same = equalValues(found.value, expected, check.tolerance)
  return answer(
    check.kind === 'equals' ? same : !same,
    found,
    () =>
      `${check.kind === 'equals' ? '' : 'not '}${valueText(expected)}${toleranceText(check.tolerance)}`,
  )
}

type Numeric = number | bigint
type Bound = { readonly value: Numeric; readonly limit: Numeric }

/** Both numbers of a bound, or why there is none. */
const readBound = (template: Template, { value, source, scope }: Found): Bound | string => {
  const number = finiteNumber(value)
  if (typeof number === 'string') return `${source} is ${number}, not a number`
  const stated = resolveTemplate(template, scope)
  const limit = finiteNumber(stated)
  if (typeof limit === 'string') return `the limit of ${source} is ${limit}, not a finite number`
  return { value: exact(value, number), limit: exact(stated, limit) }
}

const exact = (value: Json, number: number): Numeric => (typeof value === 'bigint' ? value : number)

const marginOf = (
  { value, limit }: Bound,
  sense: 'at-most' | 'at-least',
  tolerance: Tolerance | undefined,
): number => {
  const margin = sense === 'at-most' ? difference(limit, value) : difference(value, limit)
  if (tolerance === undefined) return margin
  const widened = margin + toleranceAround(Number(limit), tolerance)
  return Math.abs(widened) <= roundingOf(Number(value), Number(limit)) ? 0 : widened
}

/** `a - b`, with the right sign also for whole numbers beyond 2^53. */
const difference = (a: Numeric, b: Numeric): number =>
  isWhole(a) && isWhole(b) ? Number(BigInt(a) - BigInt(b)) : Number(a) - Number(b)

const isWhole = (value: Numeric): boolean => typeof value === 'bigint' || Number.isInteger(value)

const judgeBound = (
  check: ValueCheck & { readonly kind: 'atMost' | 'atLeast' },
  found: Found,
): Judged => {
  const bound = readBound(check.limit, found)
  if (typeof bound === 'string') return failed(bound)
  const sense = check.kind === 'atMost' ? 'at-most' : 'at-least'
  const margin = marginOf(bound, sense, check.tolerance)
  const words = check.kind === 'atMost' ? 'at most' : 'at least'
  return {
    ...answer(
      margin >= 0,
      found,
      () =>
        `${words} ${bound.limit}${toleranceText(check.tolerance)}: margin ${numberText(margin)}`,
    ),
    margin,
  }
}

const judgeBetween = (check: ValueCheck & { readonly kind: 'between' }, found: Found): Judged => {
  const low = readBound(check.low, found)
  if (typeof low === 'string') return failed(low)
  const high = readBound(check.high, found)
  if (typeof high === 'string') return failed(high)
  const margin = Math.min(
    marginOf(low, 'at-least', check.tolerance),
    marginOf(high, 'at-most', check.tolerance),
  )
  const range = `between ${low.limit} and ${high.limit}${toleranceText(check.tolerance)}`
  return { ...answer(margin >= 0, found, () => `${range}: margin ${numberText(margin)}`), margin }
}

const judgeMatch = (pattern: string, found: Found): Judged => {
  if (typeof found.value !== 'string') {
    return failed(`${found.source} is ${valueText(found.value)}, not a text`)
  }
  return answer(searchPattern(pattern, found.value), found, () => `a match of ${pattern}`)
}

const judgeContains = (expected: Json, found: Found): Judged => {
  const { value, source } = found
  const holds = containing(value, expected)
  if (holds === undefined) {
    return failed(`${source} is ${valueText(value)}, which cannot contain ${valueText(expected)}`)
  }
  return answer(holds, found, () => `to contain ${valueText(expected)}`)
}

/** Part of a text, item of a list, key of an object; undefined where the question makes no sense. */
const containing = (value: Json, expected: Json): boolean | undefined => {
  if (Array.isArray(value)) return value.some((item: Json) => equalValues(item, expected))
  if (typeof expected !== 'string') return undefined
  if (typeof value === 'string') return value.includes(expected)
  return isJsonObject(value) ? Object.hasOwn(value, expected) : undefined
}

const judgeOneOf = (expected: Json, found: Found): Judged => {
  if (!Array.isArray(expected)) return failed(`"oneOf" is ${valueText(expected)}, not a list`)
  const holds = expected.some((each: Json) => equalValues(found.value, each))
  return answer(holds, found, () => `one of ${valueText(expected)}`)
}

const toleranceText = (tolerance: Tolerance | undefined): string => {
  if (tolerance === undefined) return ''
  return 'absolute' in tolerance
    ? ` ± ${tolerance.absolute}`
    : ` ± ${numberText(tolerance.relative * 100)} %`
}

import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import type {
  CheckedExpression,
  ExpressionData,
} from '#catalog/cases/expressions/check-expression-at.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { measureForm, thatForm, valueForm } from '#catalog/forms/expectation-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Expectation } from '#domain/expectation.ts'
import type { Verified } from '#domain/test-case.ts'
import type { ValueType } from '#domain/value-type.ts'
import { checkMeasure, type Judged } from './check-measure.ts'
import { checkValue } from './check-value.ts'
import {
  type ExpectationReading,
  insideEach,
  readField,
  readsOutput,
} from './expectation-reading.ts'
import { namedElements, type OwnElements } from './own-elements.ts'

/** Where an expectation stands and what it can stand for. */
export interface ExpectationPlace {
  readonly path: Path
  /** What the case verifies. */
  readonly verified: readonly Verified[]
  readonly row: OwnElements
}

/** An expectation, and what its expressions read. */
export interface CheckedExpectation {
  readonly expectation: Expectation
  /** First-level fields of `result` that it reads; `''`: the whole. */
  readonly result: readonly string[]
}

const boolean: ValueType = { kind: 'boolean' }
const list: ValueType = { kind: 'array', items: { kind: 'any' } }

/** Checks one expectation; undefined where nothing usable stands. */
export const checkExpectation = (
  context: CaseContext,
  scope: ExpressionScope,
  place: ExpectationPlace,
  data: unknown,
): CheckedExpectation | undefined => {
  const { path } = place
  const before = context.list.problems.length
  const common = commonFields(data)
  const guards = [
    ...(scope.guards ?? []),
    ...(common.when === undefined ? [] : [String(common.when)]),
  ]
  const outer: ExpectationReading = {
    context,
    scope: { ...scope, guards },
    path,
    seen: [],
    itemIsOutput: false,
  }
  const each = common.each === undefined ? undefined : readField(outer, 'each', common.each, list)
  const reading = each ? insideEach(outer, each) : outer
  const label = common.label === undefined ? undefined : readField(reading, 'label', common.label)
  const when =
    common.when === undefined ? undefined : readField(outer, 'when', common.when, boolean)
  const checked = checkJudgement(reading, place, data)
  if (checked === undefined) return undefined
  checkSense(context, path, { each, fields: checked.fields })
  // What a wrong expression would have read is not known.
  if (context.list.problems.length === before && !readsOutput(reading)) {
    context.list.at([...path, checked.subject], {
      code: 'reads-no-output',
      message: 'This expectation reads no output: it says the same whatever the system does.',
      hint: 'The outputs of the row are `result`.',
    })
  }
  const own = ownElements(context, place, checked.fields.verifies, checked.judged?.owners ?? [])
  if (checked.judged === undefined) return undefined
  return {
    expectation: {
      judgement: checked.judged.judgement,
      ...(when && { when: when.expression }),
      ...(each && { each: eachOf(each, label, checked.fields.allow) }),
      ...(checked.fields.because !== undefined && { because: checked.fields.because }),
      ...own,
      line: context.list.source.lineOf(path),
    },
    result: reading.seen.flatMap((references) => references.result),
  }
}

const eachOf = (
  items: CheckedExpression,
  label: CheckedExpression | undefined,
  allow: number | undefined,
) => ({ list: items.expression, ...(label && { label: label.expression }), allow: allow ?? 0 })

interface CommonFields {
  readonly each?: ExpressionData | undefined
  readonly label?: ExpressionData | undefined
  readonly when?: ExpressionData | undefined
  readonly allow?: number | undefined
  readonly because?: string | undefined
  readonly verifies?: readonly string[] | undefined
}

const commonForm = thatForm.pick({ each: true, label: true, when: true }).loose()

/** The expressions that every kind has, before its form is known. */
const commonFields = (data: unknown): Pick<CommonFields, 'each' | 'label' | 'when'> => {
  const parsed = commonForm.safeParse(data)
  return parsed.success ? parsed.data : {}
}

interface CheckedJudgement {
  readonly fields: CommonFields
  readonly judged: Judged | undefined
  /** Field that says what is judged. */
  readonly subject: string
}

const checkJudgement = (
  reading: ExpectationReading,
  { path, verified }: ExpectationPlace,
  data: unknown,
): CheckedJudgement | undefined => {
  const { context, scope } = reading
  const form = { what: 'an expectation', path, misplaced }
  const has = (field: string) => typeof data === 'object' && data !== null && field in data
  if (has('that')) {
    const fields = readForm(context.list, thatForm, data, form)
    if (fields.that === undefined) return undefined
    const that = readField(reading, 'that', fields.that, boolean).expression
    return { fields, subject: 'that', judged: { judgement: { kind: 'that', that }, owners: [] } }
  }
  if (has('measure')) {
    const fields = readForm(context.list, measureForm, data, form)
    const elements = new Set(verified.map(({ element }) => element))
    const judged = checkMeasure(reading, elements, fields)
    return fields.value === undefined ? undefined : { fields, subject: 'value', judged }
  }
  if (has('value')) {
    const fields = readForm(context.list, valueForm, data, form)
    if (fields.value === undefined) return undefined
    const value = readField(reading, 'value', fields.value)
    const check = checkValue(context, scope, { path, type: value.type }, fields)
    const judgement = check && { kind: 'value' as const, value: value.expression, check }
    return { fields, subject: 'value', judged: judgement && { judgement, owners: [] } }
  }
  context.list.at(path, {
    code: 'no-criterion',
    message: 'This expectation judges nothing.',
    hint: 'Write `that`, or `value` with a check, or `measure` with value, unit and limit.',
  })
  return undefined
}

const misplaced = {
  unit: 'A unit stands beside `measure`: name what is measured.',
  meets: '`meets` stands beside `measure`: name what is measured.',
  compares: '`compares` stands beside `measure`: name what is measured.',
  near: '`near` stands beside `measure`: name what is measured.',
  equals: 'Leave `measure` out to compare plain values; agreement with a number is `near`.',
  between: 'Write two expectations, one with `atLeast` and one with `atMost`.',
} as const

/** `allow` and `label` say something only of a list. */
const checkSense = (
  context: CaseContext,
  path: Path,
  { each, fields }: { readonly each: CheckedExpression | undefined; readonly fields: CommonFields },
): void => {
  if (each !== undefined) return
  for (const field of ['allow', 'label'] as const) {
    if (fields[field] === undefined) continue
    context.list.atKey([...path, field], {
      code: 'misplaced-field',
      message: `\`${field}\` stands only beside \`each\`.`,
    })
  }
}

const ownElements = (
  context: CaseContext,
  { path, verified, row }: ExpectationPlace,
  named: readonly string[] | undefined,
  owners: OwnElements['elements'],
): OwnElements => {
  if (named !== undefined) return namedElements(context, [...path, 'verifies'], verified, named)
  if (row.named) return row
  const owned = verified.flatMap(({ element }) => (owners.includes(element) ? [element] : []))
  return owned.length > 0 ? { elements: owned, named: true } : row
}

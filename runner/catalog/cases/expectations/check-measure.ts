import { checkUnit } from '#catalog/requirements/check-unit.ts'
import type { Criterion, Judgement, UncertaintyExpression } from '#domain/expectation.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { ValueType } from '#domain/value-type.ts'
import { checkConditions } from './check-conditions.ts'
import { checkCriterion, type MeasureFields } from './check-criterion.ts'
import { type ExpectationReading, readField } from './expectation-reading.ts'

/** A judgement, and the owners of the parameter it names. */
export interface Judged {
  readonly judgement: Judgement
  readonly owners: readonly ElementKey[]
}

// Whether null comes is known only when the step has run; it then fails.
const number: ValueType = { kind: 'nullable', of: { kind: 'number' } }

/** Checks a `measure` expectation; undefined where what it needs is missing. */
export const checkMeasure = (
  reading: ExpectationReading,
  verified: ReadonlySet<ElementKey>,
  fields: MeasureFields,
): Judged | undefined => {
  const { context, scope, path } = reading
  const { list } = context
  const known = fields.unit !== undefined && checkUnit(list, [...path, 'unit'], fields.unit)
  const value =
    fields.value === undefined ? undefined : readField(reading, 'value', fields.value, number)
  const uncertainty = checkUncertainty(reading, fields.uncertainty)
  const n = fields.n === undefined ? undefined : readField(reading, 'n', fields.n, number)
  const place = { path, verified, unit: known ? fields.unit : undefined }
  const checked = checkCriterion(context, scope, place, fields)
  const criterion = checked && withConditions(reading, checked.criterion, fields)
  if (fields.meets !== undefined && fields.allow !== undefined) {
    list.atKey([...path, 'allow'], {
      code: 'meets-with-allow',
      message: 'A threshold is met by every item: `allow` cannot stand beside `meets`.',
    })
  }
  if (value === undefined || criterion === undefined) return undefined
  return {
    judgement: {
      kind: 'measure',
      measure: fields.measure ?? '',
      value: value.expression,
      unit: fields.unit ?? '',
      ...(uncertainty && { uncertainty }),
      ...(n && { n: n.expression }),
      criterion,
      ...(fields.guard !== undefined && { guard: fields.guard }),
    },
    owners: checked?.owners ?? [],
  }
}

const checkUncertainty = (
  reading: ExpectationReading,
  data: MeasureFields['uncertainty'],
): UncertaintyExpression | undefined => {
  if (data === undefined) return undefined
  if (typeof data !== 'object') {
    return { kind: 'symmetric', value: readField(reading, 'uncertainty', data, number).expression }
  }
  const side = (name: 'low' | 'high') =>
    readField(reading, ['uncertainty', name], data[name], number).expression
  return { kind: 'asymmetric', low: side('low'), high: side('high') }
}

/** What was the case is stated only of thresholds; what is measured to a confidence needs its sample. */
const withConditions = (
  reading: ExpectationReading,
  criterion: Criterion,
  fields: MeasureFields,
): Criterion => {
  const { list } = reading.context
  if (criterion.kind !== 'meets') {
    if (fields.under !== undefined) {
      list.atKey([...reading.path, 'under'], {
        code: 'misplaced-field',
        message: '`under` stands only beside `meets`.',
      })
    }
    return criterion
  }
  const { limit } = criterion
  if (limit.confidence !== undefined && limit.statistic !== 'count' && fields.n === undefined) {
    list.atKey([...reading.path, 'meets'], {
      severity: 'warning',
      code: 'confidence-without-n',
      message: `${limit.parameter} must be demonstrated with a confidence of ${limit.confidence}: without a sample size this can never be judged.`,
      hint: 'Write n: EXPRESSION.',
    })
  }
  const conditions = checkConditions(reading, limit, fields.under)
  return conditions.length > 0 ? { ...criterion, conditions } : criterion
}

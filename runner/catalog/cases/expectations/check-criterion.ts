import type { z } from 'zod'
import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkExpressionAt } from '#catalog/cases/expressions/check-expression-at.ts'
import { checkTemplateAt } from '#catalog/cases/expressions/check-template-at.ts'
import type { measureForm } from '#catalog/forms/expectation-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { Criterion, OwnLimit } from '#domain/expectation.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { ValueType } from '#domain/value-type.ts'
import { namedLimit } from './check-limit.ts'
import { checkMeets } from './check-meets.ts'
import { thresholdOf } from './threshold-of.ts'

/** Fields of a `measure` expectation that could be read. */
export type MeasureFields = Partial<z.output<typeof measureForm>>

/** What a measurement is held against, and who owns the number. */
export interface CheckedCriterion {
  readonly criterion: Criterion
  readonly owners: readonly ElementKey[]
}

/** Where an expectation stands, and what its case verifies. */
export interface MeasurePlace {
  readonly path: Path
  readonly verified: ReadonlySet<ElementKey>
  /** Unit, where it is a known one. */
  readonly unit: string | undefined
}

const number: ValueType = { kind: 'number' }
const kinds = ['meets', 'compares', 'near'] as const

/** Checks what a measurement is held against; undefined when nothing usable is named. */
export const checkCriterion = (
  context: CaseContext,
  scope: ExpressionScope,
  place: MeasurePlace,
  fields: MeasureFields,
): CheckedCriterion | undefined => {
  const { list } = context
  const { path } = place
  const named = kinds.filter((kind) => fields[kind] !== undefined)
  const [kind, second] = named
  if (second !== undefined) {
    list.atKey([...path, second], {
      code: 'two-criteria',
      message: `A measurement is held against one thing: \`${kind}\` or \`${second}\`.`,
      hint: 'Write two expectations.',
    })
    return undefined
  }
  const own = checkOwnLimit(context, scope, place, fields)
  checkCompanions(context, path, fields, kind)
  switch (kind) {
    case 'meets':
      return checkMeets(context, place, fields.meets ?? '', {
        own,
        guarded: fields.guard !== undefined,
      })
    case 'compares':
      return checkCompares(context, place, fields.compares ?? '')
    case 'near':
      return checkNear(context, scope, place, fields)
    case undefined:
      return own === undefined
        ? missing(context, path, fields)
        : checkAlone(context, place, fields, own)
    default:
      return kind satisfies never
  }
}

const missing = ({ list }: CaseContext, path: Path, fields: MeasureFields): undefined => {
  if (fields.atMost !== undefined || fields.atLeast !== undefined) return undefined
  list.atKey([...path, 'measure'], {
    code: 'no-criterion',
    message: 'This measurement is held against nothing.',
    hint: 'Add `meets`, `compares`, `near` with `within`, `atMost` or `atLeast`.',
  })
  return undefined
}

/** Fields that say something only beside certain others. */
const checkCompanions = (
  { list }: CaseContext,
  path: Path,
  fields: MeasureFields,
  kind: (typeof kinds)[number] | undefined,
): void => {
  const limited = fields.atMost !== undefined || fields.atLeast !== undefined
  const useless: readonly [keyof MeasureFields, boolean, string][] = [
    ['within', kind !== 'near', 'beside `near`'],
    ['strict', !limited, 'beside `atMost` or `atLeast`; a requirement brings its own'],
    ['guard', kind === 'near' || kind === 'compares', 'beside `meets`, `atMost` or `atLeast`'],
    ['atMost', kind === 'near' || kind === 'compares', 'alone, or beside `meets`'],
    ['atLeast', kind === 'near' || kind === 'compares', 'alone, or beside `meets`'],
  ]
  for (const [field, wrong, where] of useless) {
    if (fields[field] === undefined || !wrong) continue
    list.atKey([...path, field], {
      code: 'misplaced-field',
      message: `\`${field}\` stands only ${where}.`,
    })
  }
  if (kind === 'near' && fields.within === undefined) {
    list.atKey([...path, 'near'], {
      code: 'missing-field',
      message: '`near` needs `within`: how many combined standard uncertainties are agreement.',
      hint: 'Write within: 3.',
    })
  }
  if (fields.guard !== undefined && fields.uncertainty === undefined) {
    list.atKey([...path, 'guard'], {
      code: 'guard-without-uncertainty',
      message: '`guard` needs `uncertainty`: without one this can never be judged.',
    })
  }
}

const checkOwnLimit = (
  context: CaseContext,
  scope: ExpressionScope,
  { path }: MeasurePlace,
  fields: MeasureFields,
): OwnLimit | undefined => {
  const field = fields.atMost !== undefined ? 'atMost' : 'atLeast'
  if (fields[field] === undefined) return undefined
  if (fields.atMost !== undefined && fields.atLeast !== undefined) {
    context.list.atKey([...path, 'atLeast'], {
      code: 'two-criteria',
      message: 'A measurement has one limit: `atMost` or `atLeast`.',
      hint: 'Write two expectations.',
    })
  }
  const place = { path: [...path, field], expected: number }
  const { template } = checkTemplateAt(context, scope, place, fields[field])
  const sense = field === 'atMost' ? 'at-most' : 'at-least'
  return { sense, limit: template, strict: fields.strict ?? false }
}

const checkCompares = (
  context: CaseContext,
  place: MeasurePlace,
  text: string,
): CheckedCriterion | undefined => {
  const path = [...place.path, 'compares']
  const named = namedLimit(context, path, text, place.unit)
  if (named === undefined) return undefined
  if (named.role === 'threshold') {
    context.list.at(path, {
      code: 'compares-threshold',
      message: `${text} is a threshold: it decides, and is not only compared.`,
      hint: 'Write `meets`.',
    })
  }
  return { criterion: { kind: 'compares', limit: named.limit }, owners: named.owners }
}

const checkNear = (
  context: CaseContext,
  scope: ExpressionScope,
  { path }: MeasurePlace,
  fields: MeasureFields,
): CheckedCriterion | undefined => {
  const { near, within } = fields
  if (near === undefined) return undefined
  const expression =
    typeof near === 'object'
      ? checkPair(context, scope, [...path, 'near'], near)
      : checkKnownValue(context, scope, [...path, 'near'], near)
  const place = { path: [...path, 'within'], expected: number }
  const { template } = checkTemplateAt(context, scope, place, within ?? 0)
  return { criterion: { kind: 'near', near: expression, within: template }, owners: [] }
}

const checkKnownValue = (
  context: CaseContext,
  scope: ExpressionScope,
  path: Path,
  data: string | number | boolean,
) => {
  const { expression, type } = checkExpressionAt(context, scope, { path }, data)
  const value = type.kind === 'object' ? type.fields.value?.type : type
  const kind = value?.kind === 'nullable' ? value.of.kind : value?.kind
  if (kind === undefined || !['any', 'number', 'integer', 'union', 'named', 'map'].includes(kind)) {
    context.list.at(path, {
      code: 'wrong-type',
      message: '`near` takes a number, or an object with `value` and `uncertainty`.',
    })
  }
  return expression
}

const checkPair = (
  context: CaseContext,
  scope: ExpressionScope,
  path: Path,
  pair: {
    readonly value: string | number | boolean
    readonly uncertainty: string | number | boolean
  },
) => {
  const check = (field: 'value' | 'uncertainty') =>
    checkExpressionAt(context, scope, { path: [...path, field], expected: number }, pair[field])
      .expression.source
  const source = `{"value": ${check('value')}, "uncertainty": ${check('uncertainty')}}`
  return { source, line: context.list.source.lineOf(path) }
}

/** An own limit may not stand where a requirement of the case speaks. */
const checkAlone = (
  { list, known }: CaseContext,
  { path, verified }: MeasurePlace,
  { measure = '' }: MeasureFields,
  own: OwnLimit,
): CheckedCriterion => {
  const threshold = thresholdOf(known.requirements, verified, measure)
  if (threshold !== undefined) {
    list.atKey([...path, own.sense === 'at-most' ? 'atMost' : 'atLeast'], {
      code: 'own-limit',
      message: `${threshold} is a threshold that this case verifies: its limit comes from the requirement.`,
      hint: `Write meets: ${threshold}`,
    })
  }
  return { criterion: { kind: 'limit', own }, owners: [] }
}

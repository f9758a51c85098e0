import type { z } from 'zod'
import type { CaseContext, ExpressionScope } from '#catalog/cases/case-context.ts'
import { checkTemplateAt } from '#catalog/cases/expressions/check-template-at.ts'
import { valueChecks, type valueForm } from '#catalog/forms/expectation-form.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { ValueCheck } from '#domain/expectation.ts'
import type { ValueType } from '#domain/value-type.ts'
import { patternProblem } from '#language/expressions/search-pattern.ts'
import { isAssignable, typeText } from '#language/types/assignable.ts'

/** Fields of a `value` expectation that could be read. */
export type ValueFields = Partial<z.output<typeof valueForm>>

/** The value that is judged. */
export interface JudgedValue {
  readonly path: Path
  readonly type: ValueType
}

type CheckName = (typeof valueChecks)[number]

/** Checks how a plain value is judged; undefined when no usable check is named. */
export const checkValue = (
  context: CaseContext,
  scope: ExpressionScope,
  value: JudgedValue,
  fields: ValueFields,
): ValueCheck | undefined => {
  const { list } = context
  const [name, second] = valueChecks.filter((check) => fields[check] !== undefined)
  if (name === undefined) {
    list.atKey([...value.path, 'value'], {
      code: 'no-criterion',
      message: 'This value is held against nothing.',
      hint: `Add one of ${valueChecks.join(', ')}.`,
    })
    return undefined
  }
  if (second !== undefined) {
    const limits = [name, second].every((check) => check === 'atMost' || check === 'atLeast')
    list.atKey([...value.path, second], {
      code: 'two-criteria',
      message: `A value is held against one thing: \`${name}\` or \`${second}\`.`,
      hint: limits ? 'Write between: [low, high].' : 'Write two expectations.',
    })
  }
  const numeric = ['equals', 'notEquals', 'atMost', 'atLeast', 'between'].includes(name)
  if (fields.tolerance !== undefined && !numeric) {
    list.atKey([...value.path, 'tolerance'], {
      code: 'misplaced-field',
      message: `\`tolerance\` says nothing beside \`${name}\`.`,
    })
  }
  return buildCheck(context, scope, { value, name }, fields)
}

const number: ValueType = { kind: 'number' }
const text: ValueType = { kind: 'string' }

const buildCheck = (
  context: CaseContext,
  scope: ExpressionScope,
  { value, name }: { readonly value: JudgedValue; readonly name: CheckName },
  fields: ValueFields,
): ValueCheck => {
  const path = [...value.path, name]
  const template = (expected?: ValueType, at: Path = path, data: unknown = fields[name]) =>
    checkTemplateAt(context, scope, { path: at, ...(expected && { expected }) }, data)
  const tolerance = fields.tolerance === undefined ? {} : { tolerance: fields.tolerance }
  switch (name) {
    case 'equals':
    case 'notEquals': {
      const expected = template()
      checkComparable(context, { path, value, name }, expected.type)
      return { kind: name, expected: expected.template, ...tolerance }
    }
    case 'atMost':
    case 'atLeast':
      needs(context, value, name, number)
      return { kind: name, limit: template(number).template, ...tolerance }
    case 'between': {
      needs(context, value, name, number)
      const [low, high] = fields.between ?? []
      return {
        kind: name,
        low: template(number, [...path, 0], low).template,
        high: template(number, [...path, 1], high).template,
        ...tolerance,
      }
    }
    case 'matches':
      needs(context, value, name, text)
      checkPattern(context, path, fields.matches ?? '')
      return { kind: name, pattern: fields.matches ?? '' }
    case 'contains':
      return { kind: name, expected: template().template }
    case 'oneOf':
      return { kind: name, expected: template({ kind: 'array', items: { kind: 'any' } }).template }
    default:
      return name satisfies never
  }
}

const checkPattern = ({ list }: CaseContext, path: Path, pattern: string): void => {
  const problem = patternProblem(pattern)
  if (problem === undefined) return
  list.at(path, {
    code: 'bad-pattern',
    message: `${problem.charAt(0).toUpperCase()}${problem.slice(1).replace(/\.$/, '')}.`,
    hint: 'Patterns are RE2: no look-around, no back references.',
  })
}

/** The judged value must be of the type that the check works on. */
const needs = (
  { list }: CaseContext,
  value: JudgedValue,
  name: CheckName,
  expected: ValueType,
): void => {
  const wanted: ValueType = { kind: 'nullable', of: expected }
  if (isAssignable(value.type, wanted).ok) return
  list.at([...value.path, 'value'], {
    code: 'wrong-type',
    message: `\`${name}\` judges a ${typeText(expected)}, and this is ${typeText(value.type)}.`,
  })
}

/** Values of two types that share nothing are never equal. */
const checkComparable = (
  { list }: CaseContext,
  {
    path,
    value,
    name,
  }: { readonly path: Path; readonly value: JudgedValue; readonly name: string },
  expected: ValueType,
): void => {
  if (isAssignable(value.type, expected).ok || isAssignable(expected, value.type).ok) return
  list.at(path, {
    code: 'wrong-type',
    message: `\`${name}\` compares ${typeText(value.type)} with ${typeText(expected)}: they are never equal.`,
  })
}

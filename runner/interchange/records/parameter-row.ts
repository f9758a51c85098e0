import {
  type Parameter,
  parameterNamePattern,
  parameterRoles,
  parameterStatistics,
} from '#domain/requirement.ts'
import { quoted } from '#interchange/findings.ts'
import type { ParameterRecord } from '#interchange/requirement-set.ts'
import { fieldUnit } from '#interchange/text/field-units.ts'
import { flagOf, listOf, numberOf, type ReadingContext, type Row, textOf, wordOf } from './row.ts'

/** Fields of a parameter, in the order in which files and tables show them. */
export const parameterFields = [
  'value',
  'unit',
  'role',
  'sense',
  'strict',
  'statistic',
  'over',
  'uses',
  'given',
  'confidence',
  'levels',
  'estimate',
  'boundary',
  'limit',
  'decidedBy',
  'note',
] as const satisfies readonly (keyof Parameter)[]

/** Understands one parameter; undefined, and named, when it has no usable name. */
export const parameterOfRow = (row: Row, context: ReadingContext): ParameterRecord | undefined => {
  const name = textOf(row, 'name', context)?.trim()
  if (name === undefined || !parameterNamePattern.test(name)) {
    context.findings.skipped(
      row.place,
      name === undefined
        ? 'a parameter without a name'
        : `${quoted(name)} is no name of a parameter, which holds letters, digits and "_"`,
    )
    return undefined
  }
  const numbers = numbersOf(row, context)
  const unit = unitOf(row, name, context)
  const role = wordOf(row, 'role', parameterRoles, context)
  const sense = wordOf(row, 'sense', ['at-most', 'at-least', 'equals'] as const, context)
  const strict = flagOf(row, 'strict', context)
  const uses = listOf(row, 'uses', context)
  const given = listOf(row, 'given', context)
  const decidedBy = textOf(row, 'decidedBy', context)
  const note = textOf(row, 'note', context)
  const levels = levelsOf(row, context)
  return {
    name,
    ...numbers,
    ...(unit !== undefined && { unit }),
    ...(role !== undefined && { role }),
    ...(sense !== undefined && { sense }),
    ...(strict !== undefined && { strict }),
    ...statisticOf(row, context),
    ...(uses !== undefined && { uses }),
    ...(given !== undefined && { given }),
    ...(levels !== undefined && { levels }),
    ...(decidedBy !== undefined && { decidedBy }),
    ...(note !== undefined && { note }),
  }
}

const numbersOf = (row: Row, context: ReadingContext) => {
  const numbers: {
    [field in 'value' | 'confidence' | 'estimate' | 'boundary' | 'limit']?: number
  } = {}
  for (const field of ['value', 'confidence', 'estimate', 'boundary', 'limit'] as const) {
    const number = numberOf(row, field, context)
    if (number !== undefined) numbers[field] = number
  }
  return numbers
}

const unitOf = (row: Row, name: string, context: ReadingContext): string | undefined => {
  const text = textOf(row, 'unit', context)
  if (text === undefined) return undefined
  const unit = fieldUnit(text, context.isUnit)
  if (unit === undefined) {
    context.findings.skipped(
      row.place,
      `${name} has the unit ${quoted(text)}, which lvv does not know`,
    )
  }
  return unit
}

/** Statistic and population: `fraction of visits` is a fraction over visits, `load` is no statistic at all. */
const statisticOf = (row: Row, context: ReadingContext): { statistic?: string; over?: string } => {
  const over = textOf(row, 'over', context)
  const text = textOf(row, 'statistic', context)?.trim()
  const stated = over === undefined ? {} : { over }
  if (text === undefined) return stated
  const [first = '', ...rest] = text.split(/\s+/)
  const statistic = parameterStatistics.find((word) => word === first.toLowerCase())
  if (statistic === undefined) return { over: over ?? text }
  const what = rest.join(' ').replace(/^(over|per|of|to) /, '')
  return { statistic, ...(what === '' ? stated : { over: over ?? what }) }
}

const levelNames = ['minimum', 'design', 'stretch'] as const

const levelsOf = (row: Row, context: ReadingContext): Parameter['levels'] => {
  const given = row.values.levels
  const values = typeof given === 'object' && given !== null ? { ...given } : row.values
  const levels: { [name in (typeof levelNames)[number]]?: number } = {}
  for (const name of levelNames) {
    const number = numberOf({ place: row.place, values: { ...values } }, name, context)
    if (number !== undefined) levels[name] = number
  }
  return Object.keys(levels).length === 0 ? undefined : levels
}

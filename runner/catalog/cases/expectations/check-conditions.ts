import { didYouMean } from '#catalog/did-you-mean.ts'
import { checkUnit } from '#catalog/requirements/check-unit.ts'
import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { Condition, ParameterLimit } from '#domain/expectation.ts'
import type { RequirementKey } from '#domain/keys.ts'
import type { Parameter } from '#domain/requirement.ts'
import { sameDimension } from '#language/units/units.ts'
import type { MeasureFields } from './check-criterion.ts'
import { type ExpectationReading, readField } from './expectation-reading.ts'

type Named = { readonly requirement: RequirementKey; readonly parameter: Parameter }

/**
 * Conditions that a threshold asks for, directly or through others, with what `under` states of them. Stating what it
 * does not ask for is an error; leaving out what it asks for a warning, since the result then never fully verifies.
 */
export const checkConditions = (
  reading: ExpectationReading,
  { requirement, parameter }: Pick<ParameterLimit, 'requirement' | 'parameter'>,
  under: MeasureFields['under'] = {},
): readonly Condition[] => {
  const { context, path } = reading
  const { list, known } = context
  const asked = conditionsOf(known.requirements, requirement, parameter)
  const names = asked.map(({ parameter: { name } }) => name)
  for (const name of Object.keys(under)) {
    if (names.includes(name)) continue
    list.atKey([...path, 'under', name], {
      code: 'no-condition',
      message: `${parameter} holds under no condition "${name}".`,
      hint:
        didYouMean(name, names) ??
        (names.length > 0 ? `It asks for ${names.join(', ')}.` : 'It asks for none.'),
    })
  }
  const conditions = asked.map((named): Condition => conditionOf(reading, named, under))
  const unstated = conditions.flatMap(({ name, stated }) => (stated === undefined ? [name] : []))
  if (unstated.length > 0) {
    list.atKey([...path, 'meets'], {
      severity: 'warning',
      code: 'condition-unstated',
      message: `${parameter} holds under ${unstated.join(', ')}, which this does not state: it can never fully verify.`,
      hint: `Write under: { ${unstated.map((name) => `${name}: EXPRESSION`).join(', ')} }`,
    })
  }
  return conditions
}

/** All that `given` names, through any number of parameters, each once. */
const conditionsOf = (
  index: RequirementIndex,
  requirement: RequirementKey,
  parameter: string,
): readonly Named[] => {
  const found = new Map<string, Named>()
  const start = index.parameter(requirement, parameter)
  const waiting = start === undefined ? [] : [{ requirement, parameter: start }]
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const name of next.parameter.given) {
      const holder = index.holderOf(name, next.requirement)
      const condition = holder?.parameters[name]
      if (holder === undefined || condition === undefined || found.has(name)) continue
      if (name === parameter) continue
      const named = { requirement: holder.id, parameter: condition }
      found.set(name, named)
      waiting.push(named)
    }
  }
  return [...found.values()]
}

const conditionOf = (
  reading: ExpectationReading,
  { parameter: { name, value, unit, sense, strict } }: Named,
  under: NonNullable<MeasureFields['under']>,
): Condition => ({
  name,
  value,
  unit,
  ...(sense !== undefined && { sense }),
  strict,
  ...statedOf(reading, name, unit, under[name]),
})

const statedOf = (
  reading: ExpectationReading,
  name: string,
  unit: string,
  data: NonNullable<MeasureFields['under']>[string] | undefined,
): Pick<Condition, 'stated'> => {
  if (data === undefined) return {}
  const place = ['under', name]
  if (typeof data !== 'object') {
    return { stated: { value: readField(reading, place, data).expression } }
  }
  const { list } = reading.context
  const path = [...reading.path, ...place, 'unit']
  if (checkUnit(list, path, data.unit) && !sameDimension(data.unit, unit)) {
    list.at(path, {
      code: 'wrong-dimension',
      message: `"${data.unit}" cannot be compared with ${name}, which is in "${unit}".`,
    })
  }
  const value = readField(reading, [...place, 'value'], data.value).expression
  return { stated: { value, unit: data.unit } }
}

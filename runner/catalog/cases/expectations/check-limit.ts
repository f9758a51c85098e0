import type { CaseContext } from '#catalog/cases/case-context.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import type { ParameterLimit } from '#domain/expectation.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { Parameter } from '#domain/requirement.ts'
import { sameDimension } from '#language/units/units.ts'
import { parseParameterName } from './parameter-name.ts'

/** What `meets` or `compares` names, with the elements that own the parameter. */
export interface NamedLimit {
  readonly limit: ParameterLimit
  readonly role: Parameter['role']
  readonly owners: readonly ElementKey[]
}

/** Finds the parameter that `meets` or `compares` names; reports one that is not held or of another dimension. */
export const namedLimit = (
  { list, known, uses }: CaseContext,
  path: Path,
  text: string,
  unit: string | undefined,
): NamedLimit | undefined => {
  const index = known.requirements
  const name = parseParameterName(text)
  const parameter = name && index.parameter(name.requirement, name.parameter)
  if (name === undefined || parameter === undefined) {
    list.at(path, {
      code: 'unknown-parameter',
      message: name
        ? `${name.requirement} has no parameter "${name.parameter}" in the documents that are held.`
        : `"${text}" does not name a parameter.`,
      hint:
        didYouMean(text, index.parameterNames) ?? 'Write REQUIREMENT/PARAMETER: DMS-REQ-0360/AM2.',
    })
    return undefined
  }
  uses.addParameter(text)
  if (unit !== undefined && !sameDimension(unit, parameter.unit)) {
    list.at([...path.slice(0, -1), 'unit'], {
      code: 'wrong-dimension',
      message: `"${unit}" cannot be compared with ${parameter.name}, which is in "${parameter.unit}".`,
      hint: `Write unit: ${parameter.unit === '1' || parameter.unit === '%' ? `"${parameter.unit}"` : parameter.unit}`,
    })
  }
  const { value, sense, strict, statistic, confidence, levels } = parameter
  return {
    limit: {
      ...name,
      value,
      unit: parameter.unit,
      ...(sense !== undefined && { sense }),
      strict,
      ...(statistic !== undefined && { statistic }),
      ...(confidence !== undefined && { confidence }),
      ...(levels !== undefined && { levels }),
    },
    role: parameter.role,
    owners: index.ownersOf(name.requirement, name.parameter),
  }
}

import type { z } from 'zod'
import { readForm } from '#catalog/forms/check-form.ts'
import { parameterForm } from '#catalog/forms/requirement-forms.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { contentHash } from '#domain/content-hash.ts'
import type { Parameter } from '#domain/requirement.ts'
import { parameterRecord } from '#domain/requirement-records.ts'
import { checkNumbers } from './check-numbers.ts'
import { checkUnit } from './check-unit.ts'

/** Where a parameter stands, and who decided where it does not say. */
export interface ParameterPlace {
  readonly name: string
  readonly path: Path
  readonly decidedBy: string | undefined
}

/** Reads one parameter of a requirement; undefined where value, unit or role is missing. */
export const readParameter = (
  list: ProblemList,
  data: unknown,
  { name, path, decidedBy }: ParameterPlace,
): Parameter | undefined => {
  const fields = readForm(list, parameterForm, data, { what: `parameter ${name}`, path })
  const { value, unit, role } = fields
  checkName(list, path, name)
  checkSense(list, path, name, fields)
  if (unit !== undefined) checkUnit(list, [...path, 'unit'], unit)
  if (value === undefined || unit === undefined || role === undefined) return undefined
  const by = fields.decidedBy ?? decidedBy
  const parameter: Parameter = {
    name,
    value,
    unit,
    role,
    strict: fields.strict ?? false,
    uses: fields.uses ?? [],
    given: fields.given ?? [],
    ...optionalOf(fields),
    ...(by !== undefined && { decidedBy: by }),
  }
  checkNumbers(list, path, parameter)
  return { ...parameter, contentHash: contentHash(parameterRecord(parameter)) }
}

type ParameterFields = Partial<z.output<typeof parameterForm>>

/** Fields that are taken as they stand, where they stand. */
const optionalOf = ({ sense, statistic, over, levels, note, ...fields }: ParameterFields) => ({
  ...(sense !== undefined && { sense }),
  ...(statistic !== undefined && { statistic }),
  ...(over !== undefined && { over }),
  ...(levels !== undefined && { levels: levelsOf(levels) }),
  ...(note !== undefined && { note }),
  ...numbersOf(fields),
})

const numbersOf = ({ confidence, estimate, boundary, limit }: ParameterFields) => ({
  ...(confidence !== undefined && { confidence }),
  ...(estimate !== undefined && { estimate }),
  ...(boundary !== undefined && { boundary }),
  ...(limit !== undefined && { limit }),
})

type LevelsForm = NonNullable<ParameterFields['levels']>

const levelsOf = ({ minimum, design, stretch }: LevelsForm): NonNullable<Parameter['levels']> => ({
  ...(minimum !== undefined && { minimum }),
  ...(design !== undefined && { design }),
  ...(stretch !== undefined && { stretch }),
})

const checkSense = (
  list: ProblemList,
  path: Path,
  name: string,
  { role, sense }: ParameterFields,
): void => {
  if ((role !== 'threshold' && role !== 'target') || sense !== undefined) return
  list.atKey(path, {
    code: 'missing-field',
    message: `Parameter ${name} is a ${role} and needs \`sense\`.`,
    hint: 'Write sense: at-most, at-least or equals.',
  })
}

const checkName = (list: ProblemList, path: Path, name: string): void => {
  if (/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) return
  list.atKey(path, {
    code: 'bad-name',
    message: `"${name}" cannot be the name of a parameter.`,
    hint: 'Names hold letters, digits and "_".',
  })
}

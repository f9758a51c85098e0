import { didYouMean } from '#catalog/did-you-mean.ts'
import type { Parameter, Requirement } from '#domain/requirement.ts'
import { convert, sameDimension } from '#language/units/units.ts'
import type { Held } from './held.ts'

/** Checks what parameters say of each other: names in `given` and `uses`, and one value for one name. */
export const checkParameters = (requirements: Iterable<Held<Requirement>>): void => {
  const held = [...requirements]
  const known = new Map<string, First>()
  for (const item of held) {
    for (const parameter of Object.values(item.value.parameters)) {
      const first = known.get(parameter.name)
      if (first === undefined) known.set(parameter.name, { parameter, item })
      else checkSameValue(item, parameter, first)
    }
  }
  for (const item of held) {
    for (const parameter of Object.values(item.value.parameters)) {
      checkNames(item, parameter, known)
    }
  }
}

/** Where a name stands first. */
interface First {
  readonly parameter: Parameter
  readonly item: Held<Requirement>
}

type Known = ReadonlyMap<string, unknown>

const pathOf = ({ path }: Held<Requirement>, parameter: Parameter) => [
  ...path.slice(0, -1),
  'parameters',
  parameter.name,
]

const checkNames = (item: Held<Requirement>, parameter: Parameter, known: Known): void => {
  for (const field of ['given', 'uses'] as const) {
    for (const [index, name] of parameter[field].entries()) {
      if (known.has(name)) continue
      item.file.list.at([...pathOf(item, parameter), field, index], {
        code: 'unknown-parameter',
        message: `No requirement has a parameter "${name}".`,
        hint: didYouMean(name, known.keys()),
      })
    }
  }
}

const checkSameValue = (item: Held<Requirement>, parameter: Parameter, first: First): void => {
  if (isSame(parameter, first.parameter)) return
  const { value, unit } = first.parameter
  const { file, list } = first.item.file
  const { line } = list.source.place([...pathOf(first.item, first.parameter), 'value'])
  item.file.list.at([...pathOf(item, parameter), 'value'], {
    code: 'other-value',
    message: `Parameter ${parameter.name} is ${parameter.value} ${parameter.unit} here and ${value} ${unit} in ${first.item.value.id} (${file}:${line}).`,
    hint: 'The same name has the same value everywhere: check both against their document.',
  })
}

const isSame = (a: Parameter, b: Parameter): boolean => {
  if (a.unit === b.unit) return a.value === b.value
  if (!sameDimensionSafely(a.unit, b.unit)) return false
  const converted = convert(a.value, a.unit, b.unit)
  return Math.abs(converted - b.value) <= 1e-9 * Math.abs(b.value)
}

/** An unknown unit is reported where it stands, not here. */
const sameDimensionSafely = (a: string, b: string): boolean => {
  try {
    return sameDimension(a, b)
  } catch {
    return false
  }
}

import type { ProblemList } from '#catalog/problem-list.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'
import { isUnit, suggestUnits } from '#language/units/units.ts'

/** Reports a unit that the language does not know; true when it does. */
export const checkUnit = (list: ProblemList, path: Path, unit: string): boolean => {
  if (isUnit(unit)) return true
  const near = suggestUnits(unit)
  list.at(path, {
    code: 'unknown-unit',
    message: `"${unit}" is no unit that lvv knows.`,
    hint:
      near.length > 0
        ? `Did you mean ${near.map((name) => `"${name}"`).join(' or ')}?`
        : 'Counts and ratios have the unit "1".',
  })
  return false
}

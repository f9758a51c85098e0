import type { Json, JsonObject } from '#domain/json.ts'
import type { VerificationElement } from '#domain/requirement.ts'

/** True when every combination of the values that an element covers is among the cells that passed. */
export const coversEveryCell = (
  covers: VerificationElement['covers'],
  passed: readonly JsonObject[],
): boolean => {
  const names = Object.keys(covers)
  if (names.length === 0) return true
  const wanted = names.reduce((product, name) => product * new Set(textsOf(covers[name])).size, 1)
  const values = new Map(names.map((name) => [name, new Set(textsOf(covers[name]))]))
  const cells = passed
    .map((matrix) => names.map((name) => textOf(matrix[name])))
    .filter((cell) => cell.every((value, at) => values.get(names[at] ?? '')?.has(value)))
  return new Set(cells.map((cell) => JSON.stringify(cell))).size === wanted
}

const textsOf = (values: readonly (string | number)[] = []): readonly string[] => values.map(textOf)

/** A band is a word in one file and a number of a detector in another: both are compared as they are written. */
const textOf = (value: Json | undefined): string => String(value)

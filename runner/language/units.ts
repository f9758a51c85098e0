/** True for a unit the language knows. */
export const isUnit = (_text: string): boolean => {
  throw new Error('in work')
}

/** Converts a value between units of the same dimension. Throws HarnessError('bad-input'). */
export const convert = (_value: number, _from: string, _to: string): number => {
  throw new Error('in work')
}

/** True when values of both units can be compared. */
export const sameDimension = (_a: string, _b: string): boolean => {
  throw new Error('in work')
}

/** Known units near to a misspelt one, best first. */
export const suggestUnits = (_text: string): readonly string[] => {
  throw new Error('in work')
}

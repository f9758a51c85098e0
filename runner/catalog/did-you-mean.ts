import { nearestName } from '#domain/nearest-name.ts'

/** The hint for a misspelt name; undefined when no known name is near. */
export const didYouMean = (wrong: string, known: Iterable<string>): string | undefined => {
  const name = nearestName(wrong, known)
  return name === undefined ? undefined : `Did you mean "${name}"?`
}

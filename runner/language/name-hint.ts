import { nearestNames } from '#domain/nearest-name.ts'

/** "Did you mean …?", or what there is, or nothing where both would only be noise. */
export const nameHint = (name: string, known: readonly string[]): string | undefined => {
  const near = nearestNames(name, known)
  if (near.length > 0) return `Did you mean ${near.map((each) => `"${each}"`).join(' or ')}?`
  if (known.length === 0 || known.length > 12) return undefined
  return `There is: ${known.join(', ')}.`
}

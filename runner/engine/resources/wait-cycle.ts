/**
 * Finds those who wait for each other in a circle through `start`: `waits` names whom each one waits for. Gives the way
 * round, beginning at `start`.
 */
export const waitCycle = (
  start: string,
  waits: ReadonlyMap<string, ReadonlySet<string>>,
): readonly string[] | undefined => {
  const seen = new Set<string>()
  const search = (from: string, way: readonly string[]): readonly string[] | undefined => {
    for (const next of waits.get(from) ?? []) {
      if (next === start) return way
      if (seen.has(next)) continue
      seen.add(next)
      const found = search(next, [...way, next])
      if (found) return found
    }
    return undefined
  }
  return search(start, [start])
}

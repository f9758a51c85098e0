/** Most edits between two names that still count as a slip of the pen. */
const slips = (length: number): number => (length <= 3 ? 1 : length <= 8 ? 2 : 3)

/** Names near to a misspelt one, best first; at most three. */
export const nearestNames = (name: string, known: Iterable<string>): readonly string[] => {
  const wanted = fold(name)
  const allowed = slips(wanted.length)
  const near: { readonly name: string; readonly distance: number }[] = []
  for (const candidate of known) {
    const folded = fold(candidate)
    if (Math.abs(folded.length - wanted.length) > allowed) continue
    const distance = editDistance(wanted, folded)
    if (distance <= allowed && distance < wanted.length) near.push({ name: candidate, distance })
  }
  return near
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, 3)
    .map(({ name }) => name)
}

const fold = (name: string): string => name.toLowerCase().replaceAll(/[_-]/g, '')

/** Edits, insertions, deletions and swaps of neighbours. */
const editDistance = (a: string, b: string): number => {
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const current = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? at(before, j - 2) + 1
          : Number.POSITIVE_INFINITY
      current.push(
        Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + cost, swapped),
      )
    }
    before = previous
    previous = current
  }
  return at(previous, b.length)
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY

/** The known name that a misspelt one most likely means; undefined when none is near. */
export const nearestName = (name: string, known: Iterable<string>): string | undefined =>
  nearestNames(name, new Set(known))[0]

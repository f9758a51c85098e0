/** Number of single-character edits between two texts, neighbours swapped counting as one. */
const distance = (left: string, right: string): number => {
  let before: number[] = []
  let last = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let row = 1; row <= left.length; row++) {
    const current = [row]
    for (let column = 1; column <= right.length; column++) {
      const same = left[row - 1] === right[column - 1]
      let cost = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      const swapped =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1]
      if (swapped) cost = Math.min(cost, (before[column - 2] ?? 0) + 1)
      current.push(cost)
    }
    before = last
    last = current
  }
  return last[right.length] ?? 0
}

/** The known name that the text most likely means; undefined when none is near. */
export const nearestName = (text: string, known: Iterable<string>): string | undefined => {
  const limit = Math.max(1, Math.floor(text.length / 3))
  let best: { readonly name: string; readonly edits: number } | undefined
  for (const name of new Set(known)) {
    if (Math.abs(name.length - text.length) > limit) continue
    const edits = distance(text.toLowerCase(), name.toLowerCase())
    if (edits <= limit && (best === undefined || edits < best.edits)) best = { name, edits }
  }
  return best?.name
}

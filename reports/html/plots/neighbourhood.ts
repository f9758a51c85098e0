/** How things hang together: keys above and below a key. */
export interface Relations {
  readonly parentsOf: (key: string) => readonly string[]
  readonly childrenOf: (key: string) => readonly string[]
}

/** Part of a flow-down around one key. */
export interface Neighbourhood {
  /** The key itself first. */
  readonly keys: readonly string[]
  /** Indices into `keys`, from parent to child. */
  readonly edges: readonly (readonly [number, number])[]
  /** How many lie around it that are not in it. */
  readonly left: number
}

/** Everything above a key and two levels below it, nearest first, up to a number that a picture can show. */
export const neighbourhood = (key: string, relations: Relations, most = 36): Neighbourhood => {
  const found = new Set([key])
  let left = walk([key], relations.parentsOf, { found, levels: 12, most })
  left += walk([key], relations.childrenOf, { found, levels: 2, most })
  const keys = [...found]
  const place = new Map(keys.map((name, index) => [name, index]))
  const edges = keys.flatMap((name, from) =>
    relations.childrenOf(name).flatMap((child) => {
      const to = place.get(child)
      return to === undefined || to === from ? [] : [[from, to] as const]
    }),
  )
  // A parent that is not held has no children of its own: its edges are known from below.
  const known = new Set(edges.map(([from, to]) => `${from} ${to}`))
  for (const [to, name] of keys.entries()) {
    for (const parent of relations.parentsOf(name)) {
      const from = place.get(parent)
      if (from === undefined || from === to || known.has(`${from} ${to}`)) continue
      known.add(`${from} ${to}`)
      edges.push([from, to])
    }
  }
  return { keys, edges, left }
}

const walk = (
  starts: readonly string[],
  next: (key: string) => readonly string[],
  within: { readonly found: Set<string>; readonly levels: number; readonly most: number },
): number => {
  let level = starts
  let left = 0
  for (let depth = 0; depth < within.levels && level.length > 0; depth += 1) {
    const fresh: string[] = []
    for (const key of new Set(level.flatMap(next))) {
      if (within.found.has(key)) continue
      if (within.found.size >= within.most) left += 1
      else {
        within.found.add(key)
        fresh.push(key)
      }
    }
    level = fresh
  }
  return left
}

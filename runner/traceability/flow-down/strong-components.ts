/**
 * Groups of keys that reach each other (Tarjan), each after all that it reaches; a key in no circle is a group of its own.
 * Without recursion: chains may be of any length. `next` gives only keys that are among `keys`.
 */
export const strongComponents = <K>(
  keys: Iterable<K>,
  next: (key: K) => readonly K[],
): readonly (readonly K[])[] => {
  const search = new Search(next)
  for (const key of keys) search.visit(key)
  return search.groups
}

interface Frame<K> {
  readonly key: K
  readonly next: readonly K[]
  at: number
}

/** State of one search: the path, and the keys whose group is still open. */
class Search<K> {
  readonly groups: (readonly K[])[] = []
  readonly #next: (key: K) => readonly K[]
  readonly #index = new Map<K, number>()
  readonly #low = new Map<K, number>()
  readonly #open: K[] = []
  readonly #isOpen = new Set<K>()

  constructor(next: (key: K) => readonly K[]) {
    this.#next = next
  }

  visit(start: K): void {
    if (this.#index.has(start)) return
    const path = [this.#enter(start)]
    for (let frame = path.at(-1); frame !== undefined; frame = path.at(-1)) {
      const child = frame.next[frame.at++]
      if (child === undefined) {
        path.pop()
        this.#leave(frame.key, path.at(-1)?.key)
      } else if (!this.#index.has(child)) path.push(this.#enter(child))
      else if (this.#isOpen.has(child)) this.#lower(frame.key, this.#index.get(child))
    }
  }

  #enter(key: K): Frame<K> {
    this.#index.set(key, this.#index.size)
    this.#low.set(key, this.#index.size - 1)
    this.#open.push(key)
    this.#isOpen.add(key)
    return { key, next: this.#next(key), at: 0 }
  }

  #leave(key: K, parent: K | undefined): void {
    if (this.#low.get(key) === this.#index.get(key)) this.#close(key)
    if (parent !== undefined) this.#lower(parent, this.#low.get(key))
  }

  #close(key: K): void {
    const group = this.#open.splice(this.#open.lastIndexOf(key))
    for (const member of group) this.#isOpen.delete(member)
    this.groups.push(group)
  }

  #lower(key: K, to = 0): void {
    if (to < (this.#low.get(key) ?? 0)) this.#low.set(key, to)
  }
}

/** Groups that go in a circle: several keys, or one that names itself. */
export const circlesOf = <K>(
  groups: readonly (readonly K[])[],
  next: (key: K) => readonly K[],
): readonly (readonly K[])[] =>
  groups.filter((group) => group.length > 1 || group.some((key) => next(key).includes(key)))

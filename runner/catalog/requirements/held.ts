import type { FileInRoot } from '#catalog/file-in-root.ts'
import type { Path } from '#catalog/yaml/read-yaml.ts'

/** Something read from a file, with its place. */
export interface Held<T> {
  readonly value: T
  readonly file: FileInRoot
  readonly path: Path
}

/** Reports every second one of the same name, with the place of the first; gives the first of each. */
export const withoutDoubles = <Key, T>(
  items: readonly Held<T>[],
  what: string,
  keyOf: (value: T) => Key,
): ReadonlyMap<Key, Held<T>> => {
  const first = new Map<Key, Held<T>>()
  for (const item of items) {
    const key = keyOf(item.value)
    const earlier = first.get(key)
    if (earlier === undefined) {
      first.set(key, item)
      continue
    }
    const { line } = earlier.file.list.source.place(earlier.path)
    item.file.list.at(item.path, {
      code: 'duplicate',
      message: `${what} ${String(key)} is already in ${earlier.file.file}:${line}.`,
      hint: 'Remove or rename one of them.',
    })
  }
  return first
}

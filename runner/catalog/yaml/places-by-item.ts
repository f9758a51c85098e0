import type { Path, YamlSource } from './read-yaml.ts'
import type { SimpleYaml } from './simple/simple-yaml.ts'
import type { Place } from './text-lines.ts'

/** Reads a text with the place of everything in it. */
type Read = (text: string) => YamlSource

/** Where something stands, by its path. */
type Places = Pick<YamlSource, 'place' | 'placeInside' | 'isCutByComment'>

/**
 * Places in a long text whose items stand in lists below its fields, as requirements do in a document: only the item
 * that is asked for is read with places, not a hundred thousand others. The whole is read for everything else.
 */
export const placesByItem = (text: string, simple: SimpleYaml, read: Read): Places => {
  let whole: YamlSource | undefined
  let lines: readonly string[] | undefined
  let last: { readonly from: number; readonly source: YamlSource } | undefined

  const find = (path: Path): Found => {
    const range = itemRange(simple, path)
    lines ??= text.split('\n')
    if (range !== undefined && isItem(lines[range.from - 1]) && isItem(lines[range.to - 1])) {
      if (last?.from !== range.from) {
        const item = `${lines.slice(range.from - 1, range.to - 1).join('\n')}\n`
        last = { from: range.from, source: read(item) }
      }
      return { source: last.source, path: [0, ...path.slice(2)], above: range.from - 1 }
    }
    whole ??= read(text)
    return { source: whole, path, above: 0 }
  }
  return {
    place: (path, part) => {
      const found = find(path)
      return below(found.source.place(found.path, part), found.above)
    },
    placeInside: (path, offset, length) => {
      const found = find(path)
      return below(found.source.placeInside(found.path, offset, length), found.above)
    },
    isCutByComment: (path) => {
      const found = find(path)
      return found.source.isCutByComment(found.path)
    },
  }
}

interface Found {
  readonly source: YamlSource
  readonly path: Path
  /** Lines above the part that was read. */
  readonly above: number
}

const below = (place: Place, above: number): Place => ({ ...place, line: place.line + above })

/** One-based lines of an item and of the one after it; undefined for all but items that another one follows. */
const itemRange = (
  { data, lineOf }: SimpleYaml,
  [field, index]: Path,
): { readonly from: number; readonly to: number } | undefined => {
  if (typeof field !== 'string' || typeof index !== 'number') return undefined
  const items = (data as { readonly [field: string]: unknown })[field]
  if (!Array.isArray(items) || index + 1 >= items.length) return undefined
  const [from, to] = [lineOf([field, index]), lineOf([field, index + 1])]
  return from < to ? { from, to } : undefined
}

const isItem = (line: string | undefined): boolean => /^ *- +\S/.test(line ?? '')

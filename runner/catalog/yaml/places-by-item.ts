import type { Path, YamlSource } from './read-yaml.ts'
import { indentOf } from './simple/simple-reader.ts'
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
    lines ??= text.split('\n')
    const from = isItemPath(simple, path) ? simple.lineOf(path.slice(0, 2)) : 0
    if (/^ *- +\S/.test(lines[from - 1] ?? '')) {
      if (last?.from !== from) last = { from, source: read(itemText(lines, from)) }
      return { source: last.source, path: [0, ...path.slice(2)], above: from - 1 }
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

const isItemPath = ({ data }: SimpleYaml, [field, index]: Path): boolean => {
  if (typeof field !== 'string' || typeof index !== 'number') return false
  const items = (data as { readonly [field: string]: unknown })[field]
  return Array.isArray(items) && index < items.length
}

/** The lines of an item, from the one with its dash (one-based) to the last that is indented more. */
const itemText = (lines: readonly string[], from: number): string => {
  const indent = indentOf(lines[from - 1] ?? '')
  let end = from
  while (end < lines.length && !isOutside(lines[end] ?? '', indent)) end++
  return `${lines.slice(from - 1, end).join('\n')}\n`
}

const isOutside = (line: string, indent: number): boolean => {
  const own = indentOf(line)
  return own <= indent && own < line.length && line[own] !== '#'
}

import { isAlias, isMap, isScalar, isSeq, type Node, type ParsedNode, parseDocument } from 'yaml'
import type { Problem } from '#domain/problem.ts'
import { nestingTooDeep } from './nesting.ts'
import { placesByItem } from './places-by-item.ts'
import { type DataComplaint, plainData } from './plain-data.ts'
import { offsetInFile } from './scalar-offsets.ts'
import { readSimpleYaml, type SimpleYaml } from './simple/simple-yaml.ts'
import { type Place, type TextLines, textLines } from './text-lines.ts'
import { yamlComplaints } from './yaml-problems.ts'

/** Keys and indexes from the root of a file to a value. */
export type Path = readonly (string | number)[]

/** An input file as plain data, with the place of every value. */
export interface YamlSource {
  /** Path relative to the root, with `/`. */
  readonly file: string
  readonly data: unknown
  /** What is wrong with the YAML itself. */
  readonly problems: readonly Problem[]
  /** Place of a value; of its key where `part` says so, or where there is no value. */
  place(path: Path, part?: 'key'): Place
  /** Place of a part of a text value, by offset and length in the value. */
  placeInside(path: Path, offset: number, length: number): Place
  /** One-based line of a value, of its first content for block texts. */
  lineOf(path: Path): number
  /** True when a comment directly follows the value, as ` #` in the midst of a text makes one. */
  isCutByComment(path: Path): boolean
}

/** Reads the text of a YAML file. Never throws; a file that is not YAML has problems and no data. */
export const readYaml = (file: string, content: string): YamlSource => {
  const simple = readSimpleYaml(content)
  return simple === undefined ? readAnyYaml(file, content) : withPlaces(file, simple, content)
}

/** Reads by the library, which knows all of YAML and the place of everything, and takes its time and memory. */
export const readAnyYaml = (file: string, content: string): YamlSource => {
  const text = content.startsWith('\uFEFF') ? content.slice(1) : content
  const lines = textLines(text)
  const deep = nestingTooDeep(text)
  return deep === undefined ? parse(file, text, lines) : refuse(file, lines, deep)
}

/** Longer texts are never read whole with places, if that can be helped: that takes many seconds and gigabytes. */
const longText = 256 * 1024

/** Nearly no value needs its place: the library reads the text once the first one does. */
const withPlaces = (file: string, simple: SimpleYaml, content: string): YamlSource => {
  const read = (text: string) => readAnyYaml(file, text)
  let made: Pick<YamlSource, 'place' | 'placeInside' | 'isCutByComment'> | undefined
  const places = () => {
    made ??= content.length > longText ? placesByItem(content, simple, read) : read(content)
    return made
  }
  return {
    file,
    data: simple.data,
    problems: [],
    place: (path, part) => places().place(path, part),
    placeInside: (path, offset, length) => places().placeInside(path, offset, length),
    lineOf: simple.lineOf,
    isCutByComment: (path) => simple.hasCut && places().isCutByComment(path),
  }
}

const refuse = (file: string, lines: TextLines, start: number): YamlSource => ({
  file,
  data: undefined,
  problems: [
    problemAt(file, lines, {
      code: 'too-deep',
      start,
      end: start + 1,
      message: 'The file nests too deeply to be meant.',
      hint: 'Look for a bracket that is not closed.',
    }),
  ],
  ...places('', lines, null),
})

const parse = (file: string, text: string, lines: TextLines): YamlSource => {
  const document = parseDocument(text, {
    prettyErrors: false,
    uniqueKeys: false,
    intAsBigInt: true,
    logLevel: 'error',
  })
  const root = document.contents as ParsedNode | null
  const syntax = yamlComplaints(text, lines, document.errors).map((complaint) =>
    problemAt(file, lines, { code: 'yaml', ...complaint }),
  )
  const plain = plainData(text, root)
  const complaints = plain.complaints.map((complaint) => problemAt(file, lines, complaint))
  const broken = syntax.length > 0 || plain.complaints.some(({ code }) => fatal.has(code))
  return {
    file,
    data: broken ? undefined : plain.data,
    problems: [...controlCharacters(file, text, lines), ...syntax, ...complaints],
    ...places(text, lines, root),
  }
}

/** After these the data is not what was written: checking further would only confuse. */
const fatal = new Set(['too-deep', 'alias-limit', 'alias-circle'])

const problemAt = (file: string, lines: TextLines, complaint: DataComplaint): Problem => ({
  severity: 'error',
  code: complaint.code,
  file,
  ...lines.placeOf(complaint.start, complaint.end),
  message: complaint.message,
  ...(complaint.hint !== undefined && { hint: complaint.hint }),
})

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const control = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/

const controlCharacters = (file: string, text: string, lines: TextLines): Problem[] => {
  const start = text.search(control)
  if (start < 0) return []
  const code = text.charCodeAt(start).toString(16).padStart(4, '0').toUpperCase()
  const message = `A control character (U+${code}) stands here.`
  return [problemAt(file, lines, { code: 'control-character', start, end: start + 1, message })]
}

type Places = Pick<YamlSource, 'place' | 'placeInside' | 'lineOf' | 'isCutByComment'>

const places = (text: string, lines: TextLines, root: ParsedNode | null): Places => {
  let anchors: ReadonlyMap<string, Node> | undefined
  const find = (path: Path): Found => {
    anchors ??= anchorsIn(root)
    return findNode(root, path, anchors)
  }
  const rangeOf = (path: Path, part?: 'key'): readonly [number, number] => {
    const { key, value } = find(path)
    const node = part === 'key' ? (key ?? value) : valueOrKey(value, key)
    const [start, end] = node?.range ?? [0, 0]
    return [start, end]
  }
  const lineOf = (path: Path): number => {
    const { value } = find(path)
    const block = isScalar(value) && value.type?.startsWith('BLOCK') === true
    return lines.lineAt(rangeOf(path)[0]) + (block ? 1 : 0)
  }
  const placeInside = (path: Path, offset: number, length: number): Place => {
    const { value } = find(path)
    if (!isScalar(value) || typeof value.value !== 'string') return lines.placeOf(...rangeOf(path))
    const scalar = value as Parameters<typeof offsetInFile>[1]
    const start = offsetInFile(text, scalar, value.value, offset)
    const end =
      length > 0 ? offsetInFile(text, scalar, value.value, offset + length - 1) + 1 : start
    return lines.placeOf(start, end)
  }
  const isCutByComment = (path: Path): boolean => {
    const { value } = find(path)
    if (!isScalar(value) || value.type !== 'PLAIN') return false
    return /^[ \t]+#/.test(text.slice(value.range?.[1] ?? text.length))
  }
  return {
    place: (path, part) => lines.placeOf(...rangeOf(path, part)),
    placeInside,
    lineOf,
    isCutByComment,
  }
}

/** An empty value has no extent of its own: its key is marked instead. */
const valueOrKey = (value: Node | undefined, key: Node | undefined): Node | undefined =>
  value === undefined || value.range?.[0] === value.range?.[1] ? (key ?? value) : value

interface Found {
  readonly key?: Node
  readonly value?: Node
}

/** Node of a path, or the nearest one above it that exists. */
const findNode = (
  root: ParsedNode | null,
  path: Path,
  anchors: ReadonlyMap<string, Node>,
): Found => {
  let found: Found = root === null ? {} : { value: root }
  for (const step of path) {
    const value = isAlias(found.value) ? anchors.get(found.value.source) : found.value
    const next = childOf(value, step)
    if (next === undefined) return found
    found = next
  }
  return found
}

const childOf = (node: Node | undefined, step: string | number): Found | undefined => {
  if (isSeq(node)) {
    const item = node.items[Number(step)] as Node | undefined
    return item === undefined ? undefined : { value: item }
  }
  if (!isMap(node)) return undefined
  const pair = node.items.find(({ key }) => isScalar(key) && keyText(key) === String(step))
  if (pair === undefined) return undefined
  const value = pair.value as Node | null
  return { key: pair.key as Node, ...(value !== null && { value }) }
}

const keyText = (key: { readonly source?: string; readonly value: unknown }): string =>
  key.source ?? String(key.value ?? '')

const anchorsIn = (root: ParsedNode | null): ReadonlyMap<string, Node> => {
  const anchors = new Map<string, Node>()
  if (root !== null) collectAnchors(root, anchors)
  return anchors
}

const collectAnchors = (node: Node, anchors: Map<string, Node>): void => {
  if ('anchor' in node && typeof node.anchor === 'string') anchors.set(node.anchor, node)
  if (isMap(node)) {
    for (const { value } of node.items) if (value) collectAnchors(value as Node, anchors)
  } else if (isSeq(node)) {
    for (const item of node.items) if (item) collectAnchors(item as Node, anchors)
  }
}

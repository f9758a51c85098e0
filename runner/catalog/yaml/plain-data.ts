import {
  type Alias,
  isAlias,
  isCollection,
  isMap,
  type Node,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'

/** A value YAML can write but the language does not take. */
export interface DataComplaint {
  readonly code: string
  readonly start: number
  readonly end: number
  readonly message: string
  readonly hint?: string
}

/** Nesting of an input file at most. */
const maxDepth = 64
/** Values that aliases of one file may repeat at most. */
const maxAliased = 2_000
const maxComplaints = 20

/** Plain data of a YAML node; integers beyond 2^53 are bigint. Complains of all that would be read otherwise than meant. */
export const plainData = (
  text: string,
  root: ParsedNode | null,
): { readonly data: unknown; readonly complaints: readonly DataComplaint[] } => {
  const reader: Reader = { text, anchors: new Map(), complaints: [], open: [], aliased: 0 }
  return { data: root === null ? null : dataOf(reader, root, 0), complaints: reader.complaints }
}

interface Reader {
  readonly text: string
  readonly anchors: Map<string, Node>
  readonly complaints: DataComplaint[]
  /** Nodes being read: meeting one again through an alias is a circle. */
  readonly open: Node[]
  aliased: number
  inAlias?: boolean
  tooDeep?: boolean
}

type Complaint = Omit<DataComplaint, 'start' | 'end'> & {
  readonly start?: number
  readonly end?: number
}

const complain = (reader: Reader, node: Node, complaint: Complaint): void => {
  if (reader.complaints.length >= maxComplaints) return
  const [start = 0, end = start] = node.range ?? []
  reader.complaints.push({ start, end, ...complaint })
}

const dataOf = (reader: Reader, node: Node, depth: number): unknown => {
  if (depth > maxDepth) return refuseDepth(reader, node)
  if (reader.inAlias && ++reader.aliased > maxAliased) return refuseAliases(reader, node)
  if (isAlias(node)) return aliasData(reader, node, depth)
  const value = node as Scalar | YAMLMap | YAMLSeq
  if (value.tag) complainOfTag(reader, value)
  if (value.anchor) reader.anchors.set(value.anchor, value)
  if (!isCollection(value)) return scalarData(reader, value)
  reader.open.push(value)
  const data = isMap(value) ? mapData(reader, value, depth) : listData(reader, value, depth)
  reader.open.pop()
  return data
}

const refuseDepth = (reader: Reader, node: Node): undefined => {
  if (reader.tooDeep) return undefined
  reader.tooDeep = true
  complain(reader, node, {
    code: 'too-deep',
    message: `The file nests deeper than ${maxDepth} levels.`,
    hint: 'Flatten it.',
  })
  return undefined
}

const refuseAliases = (reader: Reader, node: Node): undefined => {
  if (reader.aliased === maxAliased + 1) {
    complain(reader, node, {
      code: 'alias-limit',
      message: `The aliases of this file repeat more than ${maxAliased} values.`,
      hint: 'Write the values out, or make a precursor of what repeats.',
    })
  }
  return undefined
}

const aliasData = (reader: Reader, alias: Alias, depth: number): unknown => {
  const target = reader.anchors.get(alias.source)
  if (target === undefined) {
    complain(reader, alias, {
      code: 'unknown-alias',
      message: `No anchor "&${alias.source}" stands before this.`,
      hint: 'Put a text that begins with "*" in quotes.',
    })
    return undefined
  }
  if (reader.open.includes(target)) {
    complain(reader, alias, {
      code: 'alias-circle',
      message: `"*${alias.source}" stands inside what it repeats.`,
    })
    return undefined
  }
  const outer = reader.inAlias
  reader.inAlias = true
  const data = dataOf(reader, target, depth)
  reader.inAlias = outer ?? false
  return data
}

const complainOfTag = (reader: Reader, node: Scalar | YAMLMap | YAMLSeq): void => {
  const [start = 0, end = start] = node.range ?? []
  const tagStart = startOfTag(reader.text, start)
  complain(reader, node, {
    code: 'yaml-tag',
    start: tagStart,
    end: Math.max(end, tagStart + 1),
    message: `YAML reads "${reader.text.slice(tagStart, end).split('\n')[0]}" as a tag, not as a value.`,
    hint: 'Put the whole value in single quotes.',
  })
}

const startOfTag = (text: string, valueStart: number): number => {
  const mark = Math.max(0, text.lastIndexOf('!', valueStart))
  return text[mark - 1] === '!' ? mark - 1 : mark
}

const scalarData = (reader: Reader, node: Scalar): unknown => {
  const { value, source = '' } = node
  if (typeof value !== 'bigint' && typeof value !== 'number') return value
  if (/^[-+]?0\d/.test(source)) {
    complain(reader, node, {
      code: 'leading-zero',
      message: `YAML reads ${source} as the number ${value}.`,
      hint: `Write ${value}, or '${source}' in quotes for a text.`,
    })
  }
  if (typeof value === 'bigint') {
    const number = Number(value)
    return Number.isSafeInteger(number) ? number : value
  }
  if (!Number.isFinite(value)) {
    complain(reader, node, {
      code: 'not-finite',
      message: `${source} is not a finite number.`,
      hint: 'Leave the field out where there is no value.',
    })
  }
  return value
}

const listData = (reader: Reader, list: YAMLSeq, depth: number): unknown[] =>
  list.items.map((item) => (isNode(item) ? dataOf(reader, item, depth + 1) : null))

const isNode = (item: unknown): item is Node => typeof item === 'object' && item !== null

const mapData = (reader: Reader, map: YAMLMap, depth: number): { [key: string]: unknown } => {
  const data: { [key: string]: unknown } = {}
  for (const pair of map.items) {
    const key = keyOf(reader, pair)
    if (key === undefined) continue
    if (Object.hasOwn(data, key)) {
      complain(reader, pair.key as Node, {
        code: 'duplicate-key',
        message: `"${key}" stands twice in this mapping.`,
        hint: 'Remove or rename one of them.',
      })
      continue
    }
    data[key] = isNode(pair.value) ? dataOf(reader, pair.value, depth + 1) : null
  }
  return data
}

/** Text of a key as it is written; undefined for what cannot be a key. */
const keyOf = (reader: Reader, pair: Pair): string | undefined => {
  const node = pair.key as Node
  const scalar = 'value' in node ? (node as Scalar) : undefined
  const key = scalar === undefined ? undefined : (scalar.source ?? String(scalar.value ?? ''))
  if (scalar?.tag) complainOfTag(reader, scalar)
  if (key !== undefined && key !== '' && key !== '__proto__' && key !== '<<') return key
  complain(reader, node, {
    code: 'bad-key',
    message:
      key === undefined || key === '' ? 'A key must be a text.' : `"${key}" cannot be a key.`,
    ...(key === '<<' && { hint: 'Merge keys are not part of YAML 1.2: write the fields out.' }),
  })
  return undefined
}

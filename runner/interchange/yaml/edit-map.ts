import {
  type Document,
  isCollection,
  isNode,
  isScalar,
  type Node,
  Pair,
  Scalar,
  type ScalarTag,
  visit,
  YAMLMap,
} from 'yaml'
import { flowText, scalarText } from './scalar-text.ts'

/** A piece of YAML that is already written. */
interface Written {
  readonly written: string
}

// What is parsed gives texts, numbers, booleans and nothing: an object is always one of ours.
const isWritten = (value: unknown): value is Written =>
  typeof value === 'object' && value !== null && 'written' in value

/** Lets the library write such a piece as it is, so that lists and maps keep the style of our files. */
const writtenTag: ScalarTag = {
  tag: 'tag:lvv,written',
  default: true,
  identify: isWritten,
  resolve: (text) => text,
  stringify: ({ value }) => (isWritten(value) ? value.written : ''),
}

/** A value of one line: a text, a number, a list, a small map. */
export const oneLine = (value: unknown): Scalar =>
  new Scalar({ written: typeof value === 'string' ? scalarText(value) : flowText(value) })

/** Keys of a map, in the order of our files. */
export type FieldOrder = readonly string[]

const nameOf = (pair: Pair): string => (isScalar(pair.key) ? String(pair.key.value) : '')

/** Sets a field: in its place where it is, else after those that come before it in `order`. Comments stay. */
export const setField = (
  map: YAMLMap,
  field: string,
  [value, order]: readonly [unknown, FieldOrder],
): void => {
  const node = value instanceof YAMLMap ? value : oneLine(value)
  const pair = map.items.find((item) => nameOf(item) === field)
  if (pair === undefined) {
    const before = new Set(order.slice(0, order.indexOf(field)))
    const at = map.items.findLastIndex((item) => before.has(nameOf(item))) + 1
    map.items.splice(at, 0, new Pair(new Scalar(field), node))
    return
  }
  if (isNode(pair.value)) {
    node.comment = pair.value.comment ?? null
    node.commentBefore = pair.value.commentBefore ?? null
  }
  pair.value = node
}

/** Sets fields of a map that may stand on one line: then it stays on one line. */
export const mergedFlow = (
  map: YAMLMap,
  fields: { readonly [field: string]: unknown },
  order: FieldOrder,
): Scalar | YAMLMap => {
  const stays = map.flow === true && !holdsComments(map)
  for (const [field, value] of Object.entries(fields)) setField(map, field, [value, order])
  if (!stays) return map
  const pairs = map.items.map((item) => {
    const { value } = item
    return `${flowText(nameOf(item))}: ${shownInFlow(value)}`
  })
  const node = new Scalar({ written: `{ ${pairs.join(', ')} }` })
  node.comment = map.comment ?? null
  return node
}

const shownInFlow = (value: unknown): string => {
  if (isScalar(value) && isWritten(value.value)) return value.value.written
  // 1e-05 stays 1e-05.
  const number = isScalar(value) && typeof value.value === 'number' ? value.source : undefined
  return number ?? flowText(plain(value))
}

const plain = (value: unknown): unknown =>
  isNode(value) ? JSON.parse(JSON.stringify(value)) : value

const holdsComments = (node: Parameters<typeof visit>[0]): boolean => {
  let found = false
  visit(node, {
    Node: (_, { comment, commentBefore }, path) => {
      if ((comment && path.length > 0) || commentBefore) found = true
      return found ? visit.BREAK : undefined
    },
  })
  return found
}

/** A map of one field a line. */
export const blockMap = (fields: { readonly [field: string]: unknown }): YAMLMap => {
  const map = new YAMLMap()
  for (const [field, value] of Object.entries(fields)) {
    map.items.push(new Pair(new Scalar(field), value instanceof YAMLMap ? value : oneLine(value)))
  }
  return map
}

/** The document as text, `source` before it was edited: one line for a list or map that stood on one line, nothing folded. */
export const documentText = (document: Document, source: string): string => {
  document.schema?.tags.unshift(writtenTag)
  visit(document, {
    Collection: (_, node) => {
      if (!isCollection(node) || !node.flow || holdsComments(node) || holdsWritten(node))
        return undefined
      const shown = new Scalar({ written: sourceLine(node, source) ?? flowText(plain(node)) })
      shown.comment = node.comment ?? null
      shown.commentBefore = node.commentBefore ?? null
      shown.spaceBefore = node.spaceBefore ?? false
      return shown
    },
  })
  return document.toString({ lineWidth: 0 })
}

/** What is not touched stays as it is written, if that is one line. */
const sourceLine = ({ range }: Node, source: string): string | undefined => {
  const text = range ? source.slice(range[0], range[1]) : ''
  return text === '' || text.includes('\n') ? undefined : text
}

const holdsWritten = (node: Parameters<typeof visit>[0]): boolean => {
  let found = false
  visit(node, {
    Scalar: (_, { value }) => {
      found ||= isWritten(value)
    },
  })
  return found
}

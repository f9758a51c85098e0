import { type DefaultTreeAdapterTypes, parse } from 'parse5'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

/** What a parser finds in a page. */
export interface Inspected {
  /** Whatever could run or send something: elements and attributes that no page of ours has. */
  readonly active: readonly string[]
  /** Addresses of links, pictures, scripts, forms. */
  readonly addresses: readonly string[]
  readonly ids: readonly string[]
  readonly policy: string | undefined
}

const addressNames = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'xlink:href',
  'data',
  'poster',
  'srcset',
])
const foreign = new Set([
  'iframe',
  'object',
  'embed',
  'base',
  'style',
  'template',
  'frame',
  'math',
  'foreignobject',
  'use',
  'animate',
  'set',
])

/** Parses a page as a browser does. */
export const inspectPage = (text: string): Inspected => {
  const elements = [...elementsOf(parse(text))]
  const attributes = elements.flatMap(({ attrs }) => attrs)
  const valuesOf = (accept: (name: string) => boolean) =>
    attributes.filter(({ name }) => accept(name)).map(({ value }) => value)
  return {
    active: elements.flatMap(activeParts),
    addresses: valuesOf((name) => addressNames.has(name)),
    ids: valuesOf((name) => name === 'id'),
    policy: elements.find(
      ({ tagName, attrs }) => tagName === 'meta' && attrs[0]?.value === 'Content-Security-Policy',
    )?.attrs[1]?.value,
  }
}

function* elementsOf(node: Node): Iterable<Element> {
  if ('tagName' in node) yield node
  if ('childNodes' in node) for (const child of node.childNodes) yield* elementsOf(child)
}

const activeParts = ({ tagName, attrs, childNodes }: Element): readonly string[] => {
  const handlers = attrs
    .filter(({ name }) => name.startsWith('on') || name === 'style' || name === 'srcdoc')
    .map(({ name, value }) => `${tagName} ${name}="${value}"`)
  // Scripts of ours come from files and hold nothing themselves.
  const isOurs = attrs.some(({ name }) => name === 'src') && childNodes.length === 0
  const isActive = foreign.has(tagName.toLowerCase()) || (tagName === 'script' && !isOurs)
  return isActive ? [tagName, ...handlers] : handlers
}

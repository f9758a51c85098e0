import { type SaxesAttributePlain, SaxesParser, type SaxesTagPlain } from 'saxes'
import { HarnessError } from '#domain/harness-error.ts'

/** One SPEC-OBJECT: the name of its type and its values by the name of their attribute. */
export interface ReqifObject {
  readonly id: string
  readonly line: number
  readonly type: string
  readonly values: ReadonlyMap<string, string>
}

/** One SPEC-RELATION between objects. */
export interface ReqifRelation {
  readonly line: number
  readonly type: string
  readonly source: string
  readonly target: string
}

/** What a ReqIF file says, with the names that its types give. */
export interface ReqifContent {
  readonly objects: readonly ReqifObject[]
  readonly relations: readonly ReqifRelation[]
}

interface OpenThing {
  readonly id: string
  readonly line: number
  type: string
  readonly values: Map<string, string>
  source: string
  target: string
}

interface OpenValue {
  definition: string
  text: string
  /** Identifiers of enumerated values. */
  readonly chosen: string[]
  readonly isXhtml: boolean
}

/** Where reading is. */
interface Reading {
  readonly names: Map<string, string>
  readonly objects: OpenThing[]
  readonly relations: OpenThing[]
  /** Names of the elements that are open. */
  readonly path: string[]
  characters: string
  thing: OpenThing | undefined
  value: OpenValue | undefined
}

const deepest = 1_000

/** Reads XML of ReqIF. Throws `bad-input` with the line of the first fault; a document type is refused. */
export const parseReqif = (text: string, file: string): ReqifContent => {
  const parser = new SaxesParser()
  const reading: Reading = {
    names: new Map(),
    objects: [],
    relations: [],
    path: [],
    characters: '',
    thing: undefined,
    value: undefined,
  }
  const fault = (message: string): HarnessError =>
    new HarnessError('bad-input', `${file}:${parser.line}:${parser.column} ${message}`, {
      hint: 'Export it again; `xmllint --noout FILE` shows what is wrong.',
    })
  const onText = (part: string): void => {
    reading.characters += part
    if (reading.value?.isXhtml && reading.path.includes('THE-VALUE')) reading.value.text += part
  }
  parser.on('error', (error) => {
    throw fault(error.message.replace(/^\d+:\d+: /, ''))
  })
  parser.on('doctype', () => {
    throw fault('holds a document type, which ReqIF has not')
  })
  parser.on('opentag', (tag) => {
    opened(reading, tag, parser.line)
    if (reading.path.length > deepest) throw fault(`more than ${deepest} elements in each other`)
    if (reading.path[0] !== 'REQ-IF') throw fault('is XML, but no ReqIF')
  })
  parser.on('text', onText)
  parser.on('cdata', onText)
  parser.on('closetag', () => closed(reading))
  parser.write(text).close()
  return resolved(reading)
}

const opened = (reading: Reading, tag: SaxesTagPlain, line: number): void => {
  const name = localName(tag.name)
  reading.path.push(name)
  reading.characters = ''
  const id = plain(tag, 'IDENTIFIER')
  if (id !== undefined) reading.names.set(id, plain(tag, 'LONG-NAME') ?? '')
  if (name === 'SPEC-OBJECT' || name === 'SPEC-RELATION') {
    reading.thing = { id: id ?? '', line, type: '', values: new Map(), source: '', target: '' }
  } else if (name.startsWith('ATTRIBUTE-VALUE-') && reading.thing !== undefined) {
    const text = plain(tag, 'THE-VALUE') ?? ''
    reading.value = { definition: '', text, chosen: [], isXhtml: name.endsWith('XHTML') }
  } else if (reading.value?.isXhtml && breaks.has(name)) reading.value.text += '\n'
}

const closed = (reading: Reading): void => {
  const name = reading.path.pop() ?? ''
  const content = reading.characters.trim()
  reading.characters = ''
  const { thing, value } = reading
  if (thing === undefined) return
  if (value !== undefined) {
    closedInValue(reading, name, content)
    return
  }
  switch (name) {
    case 'SPEC-OBJECT-TYPE-REF':
    case 'SPEC-RELATION-TYPE-REF':
      thing.type = content
      return
    case 'SPEC-OBJECT-REF':
      thing[reading.path.at(-1) === 'SOURCE' ? 'source' : 'target'] = content
      return
    case 'SPEC-OBJECT':
    case 'SPEC-RELATION':
      reading[name === 'SPEC-OBJECT' ? 'objects' : 'relations'].push(thing)
      reading.thing = undefined
      return
    default:
  }
}

const closedInValue = (reading: Reading, name: string, content: string): void => {
  const { thing, value } = reading
  if (thing === undefined || value === undefined) return
  if (name === 'ENUM-VALUE-REF') value.chosen.push(content)
  else if (name.startsWith('ATTRIBUTE-DEFINITION-')) value.definition = content
  else if (name.startsWith('ATTRIBUTE-VALUE-')) {
    // Names of enumerated values may come later in the file than the values: they are looked up at the end.
    const text = value.isXhtml ? plainText(value.text) : value.text
    const chosen = value.chosen.length === 0 ? undefined : enumerated + value.chosen.join('\n')
    thing.values.set(value.definition, chosen ?? text)
    reading.value = undefined
  }
}

/** Marks a value that names enumerated values by their identifiers; no text of XML begins so. */
const enumerated = '\u0000'

/** Elements of XHTML after which a reader sees a new line. */
const breaks = new Set(['br', 'p', 'div', 'li', 'tr', 'h1', 'h2', 'h3'])

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const plain = (tag: SaxesTagPlain, name: string): string | undefined => {
  const found: string | SaxesAttributePlain | undefined = tag.attributes[name]
  return typeof found === 'string' ? found : undefined
}

/** Text of XHTML as a reader sees it. */
const plainText = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.replace(/[ \t\r]+/g, ' ').trim())
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .trim()

const resolved = ({ objects, relations, names }: Reading): ReqifContent => {
  const nameOf = (id: string): string => names.get(id) || id
  const valueOfName = (text: string): string =>
    text.startsWith(enumerated) ? text.slice(1).split('\n').map(nameOf).join(', ') : text
  return {
    objects: objects.map(({ id, line, type, values }) => ({
      id,
      line,
      type: nameOf(type),
      values: new Map([...values].map(([name, text]) => [nameOf(name), valueOfName(text)])),
    })),
    relations: relations.map(({ line, type, source, target }) => ({
      line,
      type: nameOf(type),
      source,
      target,
    })),
  }
}

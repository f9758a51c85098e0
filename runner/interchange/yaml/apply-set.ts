import { Document, isMap, isScalar, isSeq, Pair, Scalar, YAMLMap, YAMLSeq } from 'yaml'
import type { RecordDifference, SetDifference } from '#interchange/diff/diff-sets.ts'
import { elementFields } from '#interchange/records/element-row.ts'
import { parameterFields } from '#interchange/records/parameter-row.ts'
import {
  blockMap,
  documentText,
  type FieldOrder,
  mergedFlow,
  oneLine,
  setField,
} from './edit-map.ts'
import { parseYaml } from './read-yaml.ts'

/** Texts of the files of `requirements/` by their path from the root. */
export type FileTexts = ReadonlyMap<string, string>

/** What is to be written, and onto what. */
export interface Application {
  /** `requirements/*.yaml` and `requirements/elements/*.yaml` as they are. */
  readonly files: FileTexts
  readonly difference: SetDifference
  /** Removes what is gone instead of keeping it. */
  readonly removeGone: boolean
}

const documentOrder: FieldOrder = ['document', 'title', 'release', 'decidedBy', 'requirements']
const requirementOrder: FieldOrder = [
  'id',
  'title',
  'priority',
  'parents',
  'status',
  'changed',
  'parameters',
]
const elementOrder: FieldOrder = elementFields.filter((field) => field !== 'document')

/**
 * The files that change, with their new texts. Fields that the source does not say, comments and the order of what is
 * there stay; new records come where their key sorts, or last in a file that is not sorted.
 */
export const applySet = ({ files, difference, removeGone }: Application): FileTexts => {
  const open = openFiles(files)
  for (const item of difference.differences) {
    if (item.kind === 'gone') {
      if (removeGone) removeRecord(open, item)
    } else applyRecord(open, item)
  }
  return new Map([...open.changed].map((path) => [path, open.text(path)]))
}

const keyField = { requirements: 'id', elements: 'key' } as const
type ListName = keyof typeof keyField

/** One file while it is edited. */
interface OpenFile {
  readonly document: Document
  /** What it is of: `LSE-61`. */
  readonly name: string
  /** Its text before. */
  readonly source: string
  readonly records: { readonly [list in ListName]: Map<string, YAMLMap> }
  /** Records that are not in the list yet. */
  readonly fresh: { readonly [list in ListName]: Map<string, YAMLMap> }
}

interface OpenFiles {
  /** Files that were asked for to be changed. */
  readonly changed: ReadonlySet<string>
  /** The file of a document's requirements; a new one where there is none. */
  requirements(document: string): OpenFile
  /** The file of an element; that of its document's elements; a new one. */
  elements(document: string, key: string): OpenFile
  /** The text of a file, with what is new in its place. */
  text(path: string): string
}

const openFile = (document: Document, name: string, source = ''): OpenFile => ({
  document,
  name,
  source,
  records: {
    requirements: recordsOf(document, 'requirements'),
    elements: recordsOf(document, 'elements'),
  },
  fresh: { requirements: new Map(), elements: new Map() },
})

const recordsOf = (document: Document, name: ListName): Map<string, YAMLMap> => {
  const list = document.get(name)
  const items = isSeq(list) ? list.items.filter((item) => isMap(item)) : []
  return new Map(items.map((item) => [String(item.get(keyField[name])), item]))
}

const openFiles = (files: FileTexts): OpenFiles => {
  const opened = new Map<string, OpenFile>()
  const changed = new Set<string>()
  for (const [path, text] of files) {
    const document = parseYaml(text, path)
    opened.set(path, openFile(document, String(document.get('document') ?? ''), text))
  }
  const open = (name: string, list: ListName, key?: string): OpenFile => {
    const folder = list === 'elements' ? 'requirements/elements' : 'requirements'
    const of = [...opened].filter(
      ([path, file]) =>
        file.name === name && path.startsWith('requirements/elements/') === (list === 'elements'),
    )
    const [path, file] = of.find(
      ([, { records }]) => key !== undefined && records[list].has(key),
    ) ??
      of[0] ?? [freePath(folder, name, opened), openFile(newDocument(), name)]
    opened.set(path, file)
    changed.add(path)
    return file
  }
  return {
    changed,
    requirements: (name) => open(name, 'requirements'),
    elements: (name, key) => open(name, 'elements', key),
    text: (path) => {
      const file = opened.get(path)
      return file === undefined ? '' : finished(file)
    },
  }
}

/** A path that nothing else has, named for the document; nothing of its name can lead out of the folder. */
const freePath = (folder: string, name: string, taken: ReadonlyMap<string, unknown>): string => {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80)
  const base = `${folder}/${plain || 'document'}`
  let path = `${base}.yaml`
  for (let serial = 2; taken.has(path); serial += 1) path = `${base}-${serial}.yaml`
  return path
}

const newDocument = (): Document => {
  const document = new Document()
  document.contents = blockMap({})
  return document
}

const headOf = ({ document }: OpenFile): YAMLMap => {
  if (isMap(document.contents)) return document.contents
  const head = blockMap({})
  document.contents = head
  return head
}

const finished = (file: OpenFile): string => {
  for (const name of ['requirements', 'elements'] as const) {
    const fresh = [...file.fresh[name]]
    if (fresh.length > 0) insert(listIn(file, name), name, fresh)
  }
  return documentText(file.document, file.source)
}

const listIn = (file: OpenFile, name: ListName): YAMLSeq => {
  const found = file.document.get(name)
  if (isSeq(found) && found.items.length > 0) return found
  const list = new YAMLSeq()
  const head = headOf(file)
  head.delete(name)
  head.items.push(new Pair(new Scalar(name), list))
  return list
}

/** New records by their key where the list is sorted by it, else last. */
const insert = (
  list: YAMLSeq,
  name: ListName,
  fresh: readonly (readonly [string, YAMLMap])[],
): void => {
  const known = list.items.map(
    (item) => [isMap(item) ? String(item.get(keyField[name])) : '', item] as const,
  )
  const sorted = known.every(([key], index) => compareKeys(known[index - 1]?.[0] ?? key, key) <= 0)
  const all = [...known, ...fresh]
  list.items = (sorted ? all.toSorted(([a], [b]) => compareKeys(a, b)) : all).map(
    ([, item]) => item,
  )
}

/** `DMS-REQ-9` before `DMS-REQ-10`. */
const compareKeys = (a: string, b: string): number => {
  const [, one = '', first = ''] = /^(.*?)(\d*)$/.exec(a) ?? []
  const [, other = '', second = ''] = /^(.*?)(\d*)$/.exec(b) ?? []
  return one < other ? -1 : one > other ? 1 : Number(first) - Number(second)
}

type Fields = { readonly [field: string]: unknown }

const applyRecord = (open: OpenFiles, item: RecordDifference): void => {
  const fields: Fields = Object.fromEntries(
    item.fields
      .filter(({ field }) => field !== 'document')
      .map(({ field, after }) => [field, after]),
  )
  switch (item.what) {
    case 'document': {
      const head = headOf(open.requirements(item.key))
      for (const [field, value] of Object.entries({ document: item.key, ...fields })) {
        if (field !== 'document' || !head.has(field)) setField(head, field, [value, documentOrder])
      }
      return
    }
    case 'requirement':
      upsert(open.requirements(item.document), 'requirements', [item.key, fields])
      return
    case 'parameter':
      applyParameter(open.requirements(item.document), item.key, fields)
      return
    case 'element': {
      const file = open.elements(item.document, item.key)
      const head = headOf(file)
      if (!head.has('document')) setField(head, 'document', [item.document, documentOrder])
      upsert(file, 'elements', [item.key, fields])
      return
    }
    default:
      item.what satisfies never
  }
}

const orders = { requirements: requirementOrder, elements: elementOrder } as const

const upsert = (
  file: OpenFile,
  name: ListName,
  [key, fields]: readonly [string, Fields],
): YAMLMap => {
  const known = file.records[name].get(key)
  const record = known ?? blockMap({ [keyField[name]]: key })
  // Our files say it even where it goes without saying.
  if (known === undefined && name === 'requirements')
    setField(record, 'status', ['live', requirementOrder])
  for (const [field, value] of Object.entries(fields))
    setField(record, field, [value, orders[name]])
  if (known === undefined) {
    file.records[name].set(key, record)
    file.fresh[name].set(key, record)
  }
  return record
}

const applyParameter = (file: OpenFile, key: string, fields: Fields): void => {
  const [id = '', name = ''] = key.split('/')
  const record = upsert(file, 'requirements', [id, {}])
  const held = record.get('parameters')
  const parameters = isMap(held) && held.items.length > 0 ? held : new YAMLMap()
  if (parameters !== held) setField(record, 'parameters', [parameters, requirementOrder])
  const known = parameters.get(name)
  if (isMap(known)) {
    const pair = parameters.items.find((item) => isScalar(item.key) && item.key.value === name)
    if (pair !== undefined) pair.value = mergedFlow(known, fields, parameterFields)
    return
  }
  const ordered = parameterFields.filter((field) => fields[field] !== undefined)
  const map = Object.fromEntries(ordered.map((field) => [field, fields[field]]))
  parameters.items.push(new Pair(new Scalar(name), oneLine(map)))
}

const removeRecord = (open: OpenFiles, item: RecordDifference): void => {
  if (item.what === 'parameter') {
    const [id = '', name = ''] = item.key.split('/')
    const record = open.requirements(item.document).records.requirements.get(id)
    const parameters = record?.get('parameters')
    if (!isMap(parameters)) return
    parameters.delete(name)
    if (parameters.items.length === 0) record?.delete('parameters')
    return
  }
  const name = item.what === 'element' ? 'elements' : 'requirements'
  const file =
    name === 'elements' ? open.elements(item.document, item.key) : open.requirements(item.document)
  const list = file.document.get(name)
  if (isSeq(list)) {
    list.items = list.items.filter(
      (record) => !isMap(record) || record.get(keyField[name]) !== item.key,
    )
  }
}

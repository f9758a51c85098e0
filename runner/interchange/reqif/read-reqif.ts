import { HarnessError } from '#domain/harness-error.ts'
import { parseElementKey, parseRequirementKey } from '#domain/keys.ts'
import { readArchive } from '#interchange/archive/read-archive.ts'
import { type Place, quoted } from '#interchange/findings.ts'
import { documentOf } from '#interchange/json/own-form.ts'
import { mergeSets } from '#interchange/preparing/merge-sets.ts'
import { elementOfRow } from '#interchange/records/element-row.ts'
import { parameterOfRow } from '#interchange/records/parameter-row.ts'
import { requirementOfRow } from '#interchange/records/requirement-row.ts'
import { type ReadingContext, type Row, takesFirst } from '#interchange/records/row.ts'
import {
  type DocumentRecord,
  type ElementRecord,
  everyDocument,
  type RequirementRecord,
  type RequirementSet,
} from '#interchange/requirement-set.ts'
import {
  fieldByHeader,
  isNeverHeld,
  isOwnResult,
  plainHeader,
} from '#interchange/table/synonyms.ts'
import { decodeText } from '#interchange/text/decode-text.ts'
import { xmlOriginal } from '#interchange/text/xml-text.ts'
import {
  parseReqif,
  type ReqifContent,
  type ReqifObject,
  type ReqifRelation,
} from './parse-reqif.ts'
import { attributeForms, type ObjectKind, typeNames } from './reqif-attributes.ts'

/** Reads all ReqIF files of a `.reqifz`; what is attached beside them is not taken. */
export const readReqifz = (
  bytes: Uint8Array,
  file: string,
  context: ReadingContext,
): RequirementSet => {
  const inside = [...readArchive(bytes, file)].filter(([path]) => /\.reqif$/i.test(path))
  if (inside.length === 0) {
    throw new HarnessError('bad-input', `${file} holds no .reqif file`, {
      hint: 'Export it again.',
    })
  }
  const sets = inside.map(([path, content]) => {
    const name = `${file} (${path})`
    return {
      file: name,
      set: readReqif(decodeText(content, name, context.findings), name, context),
    }
  })
  return mergeSets(sets, context.findings)
}

/** Reads ReqIF: ours, and that of other tools as far as their attributes have names of the field. */
export const readReqif = (text: string, file: string, context: ReadingContext): RequirementSet => {
  const content = parseReqif(text, file)
  const read = content.objects.map((object) => ({ object, kind: kindOf(object) }))
  const keys = keysOf(read)
  const linked = linksOf(content, keys)
  const documents: DocumentRecord[] = []
  const requirements: RequirementRecord[] = []
  const elements: ElementRecord[] = []
  for (const { object, kind } of read) {
    const place = { file, at: `line ${object.line}` }
    if (kind === undefined) {
      nameUnknown(object, place, context)
      continue
    }
    const row = rowOf(object, kind, place, context)
    if (kind === 'document') documents.push(...documentOf(row.values))
    if (kind === 'requirement') requirements.push(...requirementsOf(row, linked.parents, context))
    if (kind === 'parameter') requirements.push(...parametersOf(row, context))
    if (kind === 'element') elements.push(...elementsOf(row, linked.verified, context))
  }
  nameLooseLinks(content.relations, { file, keys, context })
  const set = { documents, requirements: joined(requirements, file, context), elements }
  const kinds = new Set(read.map(({ kind }) => kind))
  const whole = (kind: ObjectKind): readonly string[] => (kinds.has(kind) ? [everyDocument] : [])
  return {
    ...set,
    scope: {
      requirements: whole('requirement'),
      parameters: whole('parameter'),
      elements: whole('element'),
    },
  }
}

const joined = (
  requirements: readonly RequirementRecord[],
  file: string,
  { findings }: ReadingContext,
): readonly RequirementRecord[] => {
  const sets = requirements.map((item) => ({
    file,
    set: {
      documents: [],
      requirements: [item],
      elements: [],
      scope: { requirements: [], parameters: [], elements: [] },
    },
  }))
  return mergeSets(sets, findings).requirements
}

const ownForms = new Map(
  Object.entries(attributeForms).map(([kind, forms]) => [
    kind,
    new Map(forms.map(({ name, field }) => [name, field])),
  ]),
)

const tableKinds = {
  requirement: 'requirements',
  parameter: 'parameters',
  element: 'elements',
} as const

/** What an object is: by the name of its type, else by its key. */
const kindOf = (object: ReqifObject): ObjectKind | undefined => {
  const own = Object.entries(typeNames).find(([, name]) => name === object.type)?.[0]
  if (own !== undefined) return kinds.find((kind) => kind === own)
  if (/parameter/i.test(object.type)) return 'parameter'
  const key = keyOf(object)
  if (parseRequirementKey(key) !== undefined) return 'requirement'
  if (parseElementKey(key) !== undefined) return 'element'
  return undefined
}

const kinds = ['document', 'requirement', 'parameter', 'element'] as const

const keyOf = (object: ReqifObject): string => {
  for (const [name, value] of object.values) {
    if (fieldByHeader.requirements.get(plainHeader(name)) !== 'id') continue
    return value.trim()
  }
  return ''
}

const nameUnknown = (object: ReqifObject, place: Place, { findings }: ReadingContext): void => {
  const key = keyOf(object)
  const chapter = object.values.get('ReqIF.ChapterName')
  if (key === '' && chapter !== undefined) {
    findings.note(place, `the heading ${quoted(chapter)} is not taken`)
  } else {
    findings.skipped(
      place,
      key === ''
        ? `an object of type ${quoted(object.type)} without a key`
        : `${quoted(key)} is neither the key of a requirement nor of an element`,
    )
  }
}

const rowOf = (
  object: ReqifObject,
  kind: ObjectKind,
  place: Place,
  { findings }: ReadingContext,
): Row => {
  const values: { [field: string]: unknown } = {}
  const own = ownForms.get(kind)
  for (const [name, value] of object.values) {
    if (isOwnResult(name)) continue
    const other =
      kind === 'document' ? undefined : fieldByHeader[tableKinds[kind]].get(plainHeader(name))
    const field = own?.get(name) ?? other
    if (field !== undefined && values[field] === undefined) values[field] = xmlOriginal(value)
    else if (isNeverHeld(name)) {
      findings.note(
        { file: place.file },
        `attribute ${quoted(name)} is not taken: lvv does not hold it`,
      )
    } else if (field === undefined) {
      // An attribute is a column: it is named once, not for each object.
      findings.skipped(
        { file: place.file },
        `nobody knows the attribute ${quoted(name)} of ${kind}s`,
      )
    } else if (values[field] !== xmlOriginal(value)) {
      findings.skipped(
        place,
        `attribute ${quoted(name)} says ${field} a second time: the first is taken`,
      )
    }
  }
  return { place, values }
}

const requirementsOf = (
  row: Row,
  parents: Links,
  context: ReadingContext,
): readonly RequirementRecord[] => {
  const found = requirementOfRow(row, context)
  if (found === undefined || !takesFirst(found.id, row, context)) return []
  const linked = parents.get(found.id)
  if (linked === undefined) return [found]
  return [{ ...found, parents: [...new Set([...(found.parents ?? []), ...linked])] }]
}

const parametersOf = (row: Row, context: ReadingContext): readonly RequirementRecord[] => {
  const parameter = parameterOfRow(row, context)
  const id = String(row.values.requirement ?? '')
  if (parseRequirementKey(id) === undefined) {
    context.findings.skipped(row.place, 'a parameter without a requirement')
    return []
  }
  if (parameter === undefined || !takesFirst(`${id}/${parameter.name}`, row, context)) return []
  return [{ id, parameters: { [parameter.name]: parameter } }]
}

const elementsOf = (
  row: Row,
  verified: Links,
  context: ReadingContext,
): readonly ElementRecord[] => {
  const found = elementOfRow(row, context)
  if (found === undefined || !takesFirst(found.key, row, context)) return []
  const requirement = found.requirement ?? verified.get(found.key)?.[0]
  return [{ ...found, ...(requirement !== undefined && { requirement }) }]
}

type Links = ReadonlyMap<string, readonly string[]>
type Keys = ReadonlyMap<string, { readonly kind: ObjectKind; readonly key: string }>

const keysOf = (
  read: readonly { readonly object: ReqifObject; readonly kind: ObjectKind | undefined }[],
): Keys =>
  new Map(
    read.flatMap(({ object, kind }) =>
      kind === 'requirement' || kind === 'element'
        ? [[object.id, { kind, key: keyOf(object) }] as const]
        : [],
    ),
  )

/** A requirement points to its parent, an element to its requirement. */
const linksOf = ({ relations }: ReqifContent, keys: Keys) => {
  const parents = new Map<string, string[]>()
  const verified = new Map<string, string[]>()
  for (const { source, target } of relations) {
    const [from, to] = [keys.get(source), keys.get(target)]
    if (from === undefined || to?.kind !== 'requirement') continue
    const links = from.kind === 'element' ? verified : parents
    links.set(from.key, [...(links.get(from.key) ?? []), to.key])
  }
  return { parents, verified }
}

interface Loose {
  readonly file: string
  readonly keys: Keys
  readonly context: ReadingContext
}

const nameLooseLinks = (
  relations: readonly ReqifRelation[],
  { file, keys, context }: Loose,
): void => {
  for (const { source, target, line, type } of relations) {
    if (keys.has(source) && keys.get(target)?.kind === 'requirement') continue
    context.findings.skipped(
      { file, at: `line ${line}` },
      `a relation ${quoted(type)} from ${quoted(source)} to ${quoted(target)}, which do not lead to a requirement`,
    )
  }
}

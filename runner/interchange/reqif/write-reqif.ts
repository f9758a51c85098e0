import { writeArchive } from '#interchange/archive/write-archive.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { listText } from '#interchange/text/list-text.ts'
import { xmlPossible } from '#interchange/text/xml-text.ts'
import {
  type AttributeForm,
  attributeForms,
  type ObjectKind,
  typeNames,
} from './reqif-attributes.ts'

/** What may be written beside a set: values of further attributes of requirements and elements, by key. */
export interface ReqifExtras {
  readonly columns: readonly string[]
  readonly values: ReadonlyMap<string, { readonly [column: string]: string }>
}

const noExtras: ReqifExtras = { columns: [], values: new Map() }

/** A set as ReqIF 1.2 (whose files still say version 1.0). Same set, same bytes: identifiers come from keys, and no instant is written but the epoch. */
export const writeReqif = (set: RequirementSet, extras: ReqifExtras = noExtras): string => {
  const objects = objectsOf(set)
  const content = [
    `<DATATYPES>${datatypes}</DATATYPES>`,
    `<SPEC-TYPES>${kinds.map((kind) => typeOf(kind, extras)).join('\n')}\n${relationTypes}</SPEC-TYPES>`,
    `<SPEC-OBJECTS>\n${objects.map((item) => objectOf(item, extras)).join('\n')}\n</SPEC-OBJECTS>`,
    `<SPEC-RELATIONS>\n${relationsOf(set).join('\n')}\n</SPEC-RELATIONS>`,
    `<SPECIFICATIONS>\n${set.documents.map((item) => specificationOf(item.document, set)).join('\n')}\n</SPECIFICATIONS>`,
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd">
<THE-HEADER><REQ-IF-HEADER IDENTIFIER="lvv"><CREATION-TIME>${never}</CREATION-TIME><REQ-IF-TOOL-ID>lvv</REQ-IF-TOOL-ID><REQ-IF-VERSION>1.0</REQ-IF-VERSION><SOURCE-TOOL-ID>lvv</SOURCE-TOOL-ID><TITLE>Requirements</TITLE></REQ-IF-HEADER></THE-HEADER>
<CORE-CONTENT><REQ-IF-CONTENT>
${content.join('\n')}
</REQ-IF-CONTENT></CORE-CONTENT>
</REQ-IF>
`
}

/** The same as an archive, `.reqifz`. */
export const writeReqifz = (set: RequirementSet, extras: ReqifExtras = noExtras): Uint8Array =>
  writeArchive(new Map([['requirements.reqif', writeReqif(set, extras)]]))

const never = '1970-01-01T00:00:00Z'

const kinds = ['document', 'requirement', 'parameter', 'element'] as const

const attribute = (value: unknown): string =>
  xmlPossible(String(value)).replace(
    /[&<>"'\t\r\n\u0085\u2028]/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )

/** An identifier as XML has it: no slash, no space; two texts never give the same. */
const identifier = (text: string): string =>
  text.replace(/[^A-Za-z0-9.-]/gu, (character) => `_${character.codePointAt(0)?.toString(16)}_`)

/** What every identifiable thing carries. */
const identity = (id: string, name?: string): string =>
  `IDENTIFIER="${identifier(id)}" LAST-CHANGE="${never}"${name === undefined ? '' : ` LONG-NAME="${attribute(name)}"`}`

const datatypes = `
<DATATYPE-DEFINITION-STRING ${identity('type-text', 'Text')} MAX-LENGTH="2147483647"/>
<DATATYPE-DEFINITION-REAL ${identity('type-number', 'Number')} ACCURACY="17" MIN="-1.7976931348623157E308" MAX="1.7976931348623157E308"/>
<DATATYPE-DEFINITION-BOOLEAN ${identity('type-yes-or-no', 'Yes or no')}/>
`

const xmlTypes = { text: 'STRING', number: 'REAL', 'yes-or-no': 'BOOLEAN' } as const

const formsOf = (kind: ObjectKind, { columns }: ReqifExtras): readonly AttributeForm[] => [
  ...attributeForms[kind],
  ...(kind === 'requirement' || kind === 'element' ? columns : []).map(
    (column): AttributeForm => ({ name: column, field: `extra ${column}`, type: 'text' }),
  ),
]

const attributeId = (kind: ObjectKind, { name }: AttributeForm): string => `${kind}-${name}`

const typeOf = (kind: ObjectKind, extras: ReqifExtras): string => {
  const forms = formsOf(kind, extras).map((form) => {
    const tag = xmlTypes[form.type]
    return `<ATTRIBUTE-DEFINITION-${tag} ${identity(attributeId(kind, form), form.name)}><TYPE><DATATYPE-DEFINITION-${tag}-REF>type-${form.type}</DATATYPE-DEFINITION-${tag}-REF></TYPE></ATTRIBUTE-DEFINITION-${tag}>`
  })
  return `<SPEC-OBJECT-TYPE ${identity(`kind-${kind}`, typeNames[kind])}><SPEC-ATTRIBUTES>${forms.join('')}</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>`
}

const relationTypes = `<SPEC-RELATION-TYPE ${identity('relation-derives', 'derived from')}/>
<SPEC-RELATION-TYPE ${identity('relation-verifies', 'verifies')}/>
<SPECIFICATION-TYPE ${identity('kind-specification', 'Specification')}/>`

/** One thing with its values by our fields. */
interface ReqifObject {
  readonly kind: ObjectKind
  readonly key: string
  readonly fields: { readonly [field: string]: unknown }
}

const objectsOf = ({
  documents,
  requirements,
  elements,
}: RequirementSet): readonly ReqifObject[] => [
  ...documents.map((item) => ({
    kind: 'document' as const,
    key: item.document,
    fields: { ...item },
  })),
  ...requirements.flatMap((item) => [
    { kind: 'requirement' as const, key: item.id, fields: { ...item } },
    ...Object.values(item.parameters).map(({ levels, ...parameter }) => ({
      kind: 'parameter' as const,
      key: `${item.id}/${parameter.name}`,
      fields: { requirement: item.id, ...parameter, ...levels },
    })),
  ]),
  ...elements.map((item) => ({ kind: 'element' as const, key: item.key, fields: { ...item } })),
]

const objectId = (kind: ObjectKind, key: string): string => `${kind}-${key}`

const objectOf = ({ kind, key, fields }: ReqifObject, extras: ReqifExtras): string => {
  const more = extras.values.get(key) ?? {}
  const values = formsOf(kind, extras).flatMap((form) => {
    const value = form.field.startsWith('extra ') ? more[form.name] : textOf(fields[form.field])
    if (value === undefined) return []
    const tag = xmlTypes[form.type]
    return `<ATTRIBUTE-VALUE-${tag} THE-VALUE="${attribute(value)}"><DEFINITION><ATTRIBUTE-DEFINITION-${tag}-REF>${identifier(attributeId(kind, form))}</ATTRIBUTE-DEFINITION-${tag}-REF></DEFINITION></ATTRIBUTE-VALUE-${tag}>`
  })
  return `<SPEC-OBJECT ${identity(objectId(kind, key))}><VALUES>${values.join('')}</VALUES><TYPE><SPEC-OBJECT-TYPE-REF>kind-${kind}</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>`
}

const textOf = (value: unknown): string | undefined => {
  if (value === undefined || value === null) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : listText(value.map(String))
  if (typeof value === 'object')
    return Object.keys(value).length === 0 ? undefined : JSON.stringify(value)
  return String(value)
}

const relationsOf = ({ requirements, elements }: RequirementSet): readonly string[] => {
  const held = new Set(requirements.map((item) => item.id))
  return [
    ...requirements.flatMap((item) =>
      (item.parents ?? [])
        .filter((parent) => held.has(parent))
        .map((parent) => relation('derives', `requirement-${item.id}`, `requirement-${parent}`)),
    ),
    ...elements
      .filter(({ requirement }) => requirement !== undefined && held.has(requirement))
      .map(({ key, requirement }) =>
        relation('verifies', `element-${key}`, `requirement-${requirement}`),
      ),
  ]
}

const reference = (id: string): string => `<SPEC-OBJECT-REF>${identifier(id)}</SPEC-OBJECT-REF>`

const relation = (kind: 'derives' | 'verifies', source: string, target: string): string =>
  `<SPEC-RELATION ${identity(`${kind} ${source} ${target}`)}><SOURCE>${reference(source)}</SOURCE><TARGET>${reference(target)}</TARGET><TYPE><SPEC-RELATION-TYPE-REF>relation-${kind}</SPEC-RELATION-TYPE-REF></TYPE></SPEC-RELATION>`

/** A document as a tree: requirements, below them their parameters and elements. */
const specificationOf = (document: string, { requirements, elements }: RequirementSet): string => {
  const claims = Map.groupBy(
    elements.filter((item) => item.document === document),
    (item) => item.requirement ?? '',
  )
  const own = requirements.filter((item) => item.document === document)
  const placed = new Set(own.map((item) => item.id))
  const orphans = [...claims].flatMap(([requirement, items]) =>
    placed.has(requirement) ? [] : items,
  )
  const nodes = [
    ...own.map((item) =>
      node(objectId('requirement', item.id), [
        ...Object.keys(item.parameters).map((name) =>
          node(objectId('parameter', `${item.id}/${name}`)),
        ),
        ...(claims.get(item.id) ?? []).map(({ key }) => node(objectId('element', key))),
      ]),
    ),
    ...orphans.map(({ key }) => node(objectId('element', key))),
  ]
  return `<SPECIFICATION ${identity(`specification-${document}`, document)}><TYPE><SPECIFICATION-TYPE-REF>kind-specification</SPECIFICATION-TYPE-REF></TYPE><CHILDREN>
${[node(objectId('document', document)), ...nodes].join('\n')}
</CHILDREN></SPECIFICATION>`
}

const node = (object: string, children: readonly string[] = []): string => {
  const below = children.length === 0 ? '' : `<CHILDREN>${children.join('')}</CHILDREN>`
  return `<SPEC-HIERARCHY ${identity(`node-${object}`)}><OBJECT>${reference(object)}</OBJECT>${below}</SPEC-HIERARCHY>`
}

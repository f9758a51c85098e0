import type {
  DocumentRecord,
  ElementRecord,
  ParameterRecord,
  RequirementRecord,
  RequirementSet,
} from '#interchange/requirement-set.ts'

/** One field that is said otherwise; an absent side was not said. */
export interface FieldChange {
  readonly field: string
  readonly before?: unknown
  readonly after?: unknown
}

/** One record that is new, changed or gone. */
export interface RecordDifference {
  readonly kind: 'new' | 'changed' | 'gone'
  readonly what: 'document' | 'requirement' | 'parameter' | 'element'
  /** `LSE-61`, `DMS-REQ-0360`, `DMS-REQ-0360/AM1`, `LVV-3402`. */
  readonly key: string
  readonly document: string
  readonly fields: readonly FieldChange[]
}

/** How two sets differ, in the order of the sets. */
export interface SetDifference {
  readonly differences: readonly RecordDifference[]
  readonly unchanged: number
}

type Fields = { readonly [field: string]: unknown }

/**
 * Compares what is held with what a source says. A field that the source does not say is no change; a record is gone
 * only where the source lists its document whole.
 */
export const diffSets = (before: RequirementSet, after: RequirementSet): SetDifference => {
  const all = [
    ...documentDifferences(before, after),
    ...requirementDifferences(before, after),
    ...elementDifferences(before, after),
    ...goneRecords(before, after),
  ]
  const differences = all.filter((item) => item.kind !== 'changed' || item.fields.length > 0)
  return { differences, unchanged: all.length - differences.length }
}

type Compared = Pick<RecordDifference, 'what' | 'key' | 'document'> & {
  readonly old: Fields | undefined
  readonly now: Fields | undefined
}

const compared = ({ what, key, document, old, now = {} }: Compared): RecordDifference => ({
  kind: old === undefined ? 'new' : 'changed',
  what,
  key,
  document,
  fields: changesOf(old, now),
})

const documentDifferences = (before: RequirementSet, after: RequirementSet) => {
  const held = new Map(before.documents.map((item) => [item.document, item]))
  return after.documents.map((item) =>
    compared({
      what: 'document',
      key: item.document,
      document: item.document,
      old: fieldsOf(held.get(item.document)),
      now: fieldsOf(item),
    }),
  )
}

const requirementDifferences = (before: RequirementSet, after: RequirementSet) => {
  const held = new Map(before.requirements.map((item) => [item.id, item]))
  const whole = new Set(after.scope.parameters)
  return after.requirements.flatMap((item) => {
    const old = held.get(item.id)
    const document = item.document ?? old?.document ?? ''
    const statement = { key: item.id, document, old: fieldsOf(old), now: fieldsOf(item) }
    const parameters = Object.entries(item.parameters).map(([name, parameter]) =>
      compared({
        what: 'parameter',
        key: `${item.id}/${name}`,
        document,
        old: fieldsOf(parameterOf(old, name)),
        now: fieldsOf(parameter),
      }),
    )
    const gone = Object.keys(whole.has(document) ? (old?.parameters ?? {}) : {})
      .filter((name) => !Object.hasOwn(item.parameters, name))
      .map((name) => goneRecord('parameter', `${item.id}/${name}`, document))
    return [compared({ what: 'requirement', ...statement }), ...parameters, ...gone]
  })
}

const elementDifferences = (before: RequirementSet, after: RequirementSet) => {
  const held = new Map(before.elements.map((item) => [item.key, item]))
  return after.elements.map((item) => {
    const old = held.get(item.key)
    const document = item.document ?? old?.document ?? ''
    return compared({
      what: 'element',
      key: item.key,
      document,
      old: fieldsOf(old),
      now: fieldsOf(item),
    })
  })
}

const goneRecord = (
  what: RecordDifference['what'],
  key: string,
  document: string,
): RecordDifference => ({ kind: 'gone', what, key, document, fields: [] })

const goneRecords = (before: RequirementSet, after: RequirementSet) => {
  const requirements = new Set(after.requirements.map((item) => item.id))
  const elements = new Set(after.elements.map((item) => item.key))
  return [
    ...before.requirements
      .filter(
        ({ id, document = '' }) =>
          after.scope.requirements.includes(document) && !requirements.has(id),
      )
      .map(({ id, document = '' }) => goneRecord('requirement', id, document)),
    ...before.elements
      .filter(
        ({ key, document = '' }) => after.scope.elements.includes(document) && !elements.has(key),
      )
      .map(({ key, document = '' }) => goneRecord('element', key, document)),
  ]
}

const parameterOf = (
  item: RequirementRecord | undefined,
  name: string,
): ParameterRecord | undefined =>
  item !== undefined && Object.hasOwn(item.parameters, name) ? item.parameters[name] : undefined

/** Fields that name a record instead of describing it, or that are compared by themselves. */
const fieldsOf = (
  record: DocumentRecord | RequirementRecord | ParameterRecord | ElementRecord | undefined,
): Fields | undefined => {
  if (record === undefined) return undefined
  const isRequirement = 'id' in record
  return Object.fromEntries(
    Object.entries(record).filter(
      ([field, value]) =>
        value !== undefined &&
        !['id', 'key', 'name'].includes(field) &&
        !(isRequirement && field === 'parameters'),
    ),
  )
}

/** What a record says when it does not say it. */
const defaults: Fields = {
  strict: false,
  status: 'live',
  uses: [],
  given: [],
  parents: [],
  parameters: [],
  verifiedIn: [],
  covers: {},
}

const changesOf = (old: Fields | undefined, now: Fields): readonly FieldChange[] =>
  Object.entries(now).flatMap(([field, after]) => {
    const before = old?.[field]
    if (sameValue(before ?? (old && defaults[field]), after)) return []
    if (old === undefined && sameValue(defaults[field], after)) return []
    return [{ field, ...(before !== undefined && { before }), after }]
  })

/** Equal data; the order of keys and lists counts, as it does in the files. */
const sameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

import { type Findings, quoted } from '#interchange/findings.ts'
import type {
  DocumentRecord,
  ElementRecord,
  emptySet,
  ParameterRecord,
  RequirementRecord,
  RequirementSet,
} from '#interchange/requirement-set.ts'

/** A set and the file that it was read from. */
export interface ReadSet {
  readonly file: string
  readonly set: RequirementSet
}

/** One set of several: later files complete earlier ones; where they contradict, the earlier one stays and it is named. */
export const mergeSets = (sets: readonly ReadSet[], findings: Findings): RequirementSet => {
  const documents = new Map<string, DocumentRecord>()
  const requirements = new Map<string, RequirementRecord>()
  const elements = new Map<string, ElementRecord>()
  for (const { file, set } of sets) {
    const completed = <Item extends object>(
      known: Item | undefined,
      item: Item,
      key: string,
    ): Item => (known === undefined ? item : complete(known, item, { file, key, findings }))
    for (const item of set.documents) {
      documents.set(item.document, completed(documents.get(item.document), item, item.document))
    }
    for (const item of set.requirements) {
      const known = requirements.get(item.id)
      requirements.set(item.id, {
        ...completed(known, item, item.id),
        ...parentsOf(known, item),
        parameters: mergeParameters(known, item, completed),
      })
    }
    for (const item of set.elements) {
      elements.set(item.key, completed(elements.get(item.key), item, item.key))
    }
  }
  const scopes = sets.map(({ set }) => set.scope)
  const union = (field: keyof typeof emptySet.scope): readonly string[] => [
    ...new Set(scopes.flatMap((scope) => scope[field])),
  ]
  return {
    documents: [...documents.values()],
    requirements: [...requirements.values()],
    elements: [...elements.values()],
    scope: {
      requirements: union('requirements'),
      parameters: union('parameters'),
      elements: union('elements'),
    },
  }
}

type Complete = <Item extends object>(known: Item | undefined, item: Item, key: string) => Item

const mergeParameters = (
  known: RequirementRecord | undefined,
  item: RequirementRecord,
  completed: Complete,
): RequirementRecord['parameters'] => {
  const parameters: { [name: string]: ParameterRecord } = { ...known?.parameters }
  for (const [name, parameter] of Object.entries(item.parameters)) {
    const before = Object.hasOwn(parameters, name) ? parameters[name] : undefined
    parameters[name] = completed(before, parameter, `${item.id}/${name}`)
  }
  return parameters
}

/** Parents add up: each file may know other ones. */
const parentsOf = (
  known: RequirementRecord | undefined,
  item: RequirementRecord,
): Pick<RequirementRecord, 'parents'> => {
  if (known?.parents === undefined && item.parents === undefined) return {}
  return { parents: [...new Set([...(known?.parents ?? []), ...(item.parents ?? [])])] }
}

interface Completing {
  readonly file: string
  readonly key: string
  readonly findings: Findings
}

/** Fields that both say in their own way, and that are put together elsewhere. */
const apart = new Set(['parents', 'parameters'])

const complete = <Item extends object>(
  known: Item,
  item: Item,
  { file, key, findings }: Completing,
): Item => {
  for (const [field, value] of Object.entries(item)) {
    const before: unknown = Object.entries(known).find(([name]) => name === field)?.[1]
    if (before === undefined || (apart.has(field) && !Array.isArray(value))) continue
    if (field === 'parents' || JSON.stringify(before) === JSON.stringify(value)) continue
    findings.skipped(
      { file, at: key },
      `${field} is ${quoted(value)} here and ${quoted(before)} in a file before: the one before is taken`,
    )
  }
  return { ...item, ...known }
}

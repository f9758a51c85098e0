import type { Findings, Place } from '#interchange/findings.ts'
import type {
  ElementRecord,
  ParameterRecord,
  RequirementRecord,
  RequirementSet,
} from '#interchange/requirement-set.ts'

/** Names what is left out, by where it stands. */
export interface Named {
  readonly findings: Findings
  readonly origins: ReadonlyMap<string, Place>
}

/**
 * Leaves out what cannot be held because something is missing that neither the source nor what is held says; each is
 * named. An element without a title takes that of its requirement.
 */
export const completeSet = (
  set: RequirementSet,
  held: RequirementSet,
  { findings, origins }: Named,
): RequirementSet => {
  const at = (key: string): Place => ({ ...(origins.get(key) ?? { file: 'import' }), key })
  const heldRequirements = new Map(held.requirements.map((item) => [item.id, item]))
  const heldElements = new Map(held.elements.map((item) => [item.key, item]))
  const requirements = set.requirements.flatMap((item) => {
    const before = heldRequirements.get(item.id)
    if (item.title === undefined && before?.title === undefined) {
      findings.skipped(at(item.id), 'a requirement without a title')
      return []
    }
    return [{ ...item, parameters: completeParameters(item, before, { at, findings }) }]
  })
  const titles = new Map(
    [...held.requirements, ...requirements].map((item) => [item.id, item.title]),
  )
  const elements = set.elements.flatMap((item) =>
    completeElement(item, heldElements.get(item.key), { titles, at, findings }),
  )
  return { ...set, requirements: withoutCycles(requirements, { at, findings }), elements }
}

const needed = ['value', 'unit', 'role'] as const

const completeParameters = (
  { id, parameters }: RequirementRecord,
  before: RequirementRecord | undefined,
  { at, findings }: Pick<Surroundings, 'at' | 'findings'>,
): RequirementRecord['parameters'] => {
  const kept: { [name: string]: ParameterRecord } = {}
  for (const [name, parameter] of Object.entries(parameters)) {
    const known =
      before !== undefined && Object.hasOwn(before.parameters, name)
        ? before.parameters[name]
        : undefined
    const whole = { ...known, ...parameter }
    const missing = needed.filter((field) => whole[field] === undefined)
    if (missing.length === 0) kept[name] = parameter
    else findings.skipped(at(`${id}/${name}`), `a parameter without ${missing.join(', ')}`)
  }
  return kept
}

interface Surroundings {
  readonly titles: ReadonlyMap<string, string | undefined>
  readonly at: (key: string) => Place
  readonly findings: Findings
}

const completeElement = (
  item: ElementRecord,
  before: ElementRecord | undefined,
  { titles, at, findings }: Surroundings,
): readonly ElementRecord[] => {
  const requirement = item.requirement ?? before?.requirement
  const document = item.document ?? before?.document
  if (requirement === undefined || document === undefined) {
    const what = requirement === undefined ? 'requirement' : 'document'
    findings.skipped(at(item.key), `an element without a ${what}`)
    return []
  }
  if (item.title !== undefined || before?.title !== undefined) return [item]
  const title = titles.get(requirement)
  if (title === undefined) {
    findings.skipped(at(item.key), 'an element without a title')
    return []
  }
  findings.note(at(item.key), `has no title: it takes that of ${requirement}`)
  return [{ ...item, title }]
}

/** Leaves out every link to a parent that leads back to the requirement itself. */
const withoutCycles = (
  requirements: readonly RequirementRecord[],
  { at, findings }: Pick<Surroundings, 'at' | 'findings'>,
): readonly RequirementRecord[] => {
  const closing = closingLinks(requirements)
  if (closing.size === 0) return requirements
  return requirements.map((item) => {
    const closed = closing.get(item.id)
    if (closed === undefined || item.parents === undefined) return item
    for (const parent of closed) {
      findings.skipped(at(item.id), `its parent ${parent} descends from ${item.id} itself`)
    }
    return { ...item, parents: item.parents.filter((parent) => !closed.has(parent)) }
  })
}

/** Parents that close a circle, by child. */
const closingLinks = (
  requirements: readonly RequirementRecord[],
): ReadonlyMap<string, ReadonlySet<string>> => {
  const search: Search = {
    links: new Map(requirements.map((item) => [item.id, item.parents ?? []])),
    asked: new Map(),
    closing: new Map(),
  }
  for (const { id } of requirements) if (!search.asked.has(id)) followParents(id, search)
  return search.closing
}

interface Search {
  readonly links: ReadonlyMap<string, readonly string[]>
  /** How many parents of a requirement were followed. */
  readonly asked: Map<string, number>
  readonly closing: Map<string, Set<string>>
}

/** Depth first without recursion: a chain of parents may be as long as the file. */
const followParents = (start: string, { links, asked, closing }: Search): void => {
  const stack = [start]
  const open = new Set(stack)
  for (let child = stack.at(-1); child !== undefined; child = stack.at(-1)) {
    const index = asked.get(child) ?? 0
    const parent = links.get(child)?.[index]
    asked.set(child, index + 1)
    if (parent === undefined) open.delete(stack.pop() ?? '')
    else if (open.has(parent)) closing.set(child, (closing.get(child) ?? new Set()).add(parent))
    else if (links.has(parent) && !asked.has(parent)) {
      stack.push(parent)
      open.add(parent)
    }
  }
}

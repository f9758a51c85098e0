import { type ElementKey, implicitElement, type RequirementKey } from '#domain/keys.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { RecordChange } from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from './compare-keys.ts'
import { type Concerns, concernsOf } from './outdated/concerns.ts'
import { changesSince } from './outdated/record-changes.ts'
import { type Cells, groupCells } from './results/group-cells.ts'
import { type Lens, lensesOf } from './results/releases.ts'
import { orderResults, type Result } from './results/result.ts'
import type { TraceInput } from './trace-input.ts'

/** An element, with what links it. */
export interface IndexedElement {
  readonly element: Omit<VerificationElement, 'contentHash'>
  /** Made for a requirement that has none. */
  readonly implicit: boolean
  readonly requirement?: Requirement
  /** Live cases that name it, in the order of keys. */
  readonly cases: readonly CaseHead[]
}

/** The look-ups that the folds share; made once, in linear time. */
export interface TraceIndex {
  readonly input: TraceInput
  /** In the order of keys. */
  readonly elements: ReadonlyMap<ElementKey, IndexedElement>
  readonly requirements: readonly Requirement[]
  readonly elementsOf: ReadonlyMap<RequirementKey, readonly ElementKey[]>
  readonly cases: readonly CaseHead[]
  /** Oldest first. */
  readonly results: readonly Result[]
  readonly cells: Cells
  readonly lenses: { readonly credit: Lens; readonly rehearsal: Lens }
  /** What changed since a result, by its id; absent: nothing. */
  readonly changes: ReadonlyMap<string, readonly RecordChange[]>
  readonly concerns: Concerns
}

/** Live is all but Deprecated. */
export const isLive = ({ status }: Pick<CaseHead, 'status'>): boolean => status !== 'Deprecated'

/** Prepares the look-ups. */
export const indexTrace = (input: TraceInput): TraceIndex => {
  const results = orderResults(input.outcomes, input.runs)
  const since = changesSince(input)
  const changes = new Map<string, readonly RecordChange[]>()
  for (const { id, outcome } of results) {
    const found = since(outcome)
    if (found.length > 0) changes.set(id, found)
  }
  const cases = sortByKey(input.cases, ({ key }) => key)
  const requirements = sortByKey(input.requirements.requirements.values(), ({ id }) => id)
  const elements = indexElements(input, cases, requirements)
  return {
    input,
    elements,
    requirements,
    elementsOf: groupElements(elements),
    cases,
    results,
    cells: groupCells(results),
    lenses: lensesOf(results, input.release),
    changes,
    concerns: concernsOf(input.requirements),
  }
}

const indexElements = (
  { requirements: held }: TraceInput,
  cases: readonly CaseHead[],
  requirements: readonly Requirement[],
): ReadonlyMap<ElementKey, IndexedElement> => {
  const named = new Set<ElementKey>()
  const liveCases = new Map<ElementKey, CaseHead[]>()
  for (const head of cases) {
    for (const { element } of head.verifies) {
      named.add(element)
      if (isLive(head)) push(liveCases, element, head)
    }
  }
  const stated = new Set([...held.elements.values()].map(({ requirement }) => requirement))
  const implicit = requirements
    .filter(({ id }) => !stated.has(id) && named.has(implicitElement(id)))
    .map(implicitOf)
  const all = sortByKey([...held.elements.values(), ...implicit], ({ key }) => key)
  return new Map(
    all.map((element) => {
      const requirement = held.requirements.get(element.requirement)
      return [
        element.key,
        {
          element,
          implicit: !held.elements.has(element.key),
          ...(requirement === undefined ? {} : { requirement }),
          cases: liveCases.get(element.key) ?? [],
        },
      ]
    }),
  )
}

const implicitOf = ({ id, document, title }: Requirement): IndexedElement['element'] => ({
  key: implicitElement(id),
  document,
  requirement: id,
  title,
  parameters: [],
  covers: {},
  verifiedIn: [],
})

const groupElements = (
  elements: ReadonlyMap<ElementKey, IndexedElement>,
): ReadonlyMap<RequirementKey, readonly ElementKey[]> => {
  const groups = new Map<RequirementKey, ElementKey[]>()
  for (const { element } of elements.values()) push(groups, element.requirement, element.key)
  return groups
}

const push = <K, V>(lists: Map<K, V[]>, key: K, item: V): void => {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [item])
  else list.push(item)
}

import type { Requirements } from '#domain/requirement.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import type { RecordChange } from '#domain/tracing/trace-dossier.ts'

/** True when a change since a result of the case matters to the element. */
export type Concerns = (change: RecordChange, element: string, head: CaseHead) => boolean

/**
 * A case may verify many elements: a change of one of their records makes the verification of the others no older. What
 * belongs to no element of the case (the case itself, a precursor, a parameter that it reads) concerns all of them.
 */
export const concernsOf = ({ elements }: Pick<Requirements, 'elements'>): Concerns => {
  const owners = new Map<string, Set<string>>()
  const requirementOf = new Map<string, string>()
  for (const { key, requirement, parameters } of elements.values()) {
    requirementOf.set(key, requirement)
    for (const name of parameters) addTo(owners, `${requirement}/${name}`, key)
  }
  return ({ key, what }, element, head) => {
    const others = head.verifies.filter((one) => one.element !== element)
    switch (what) {
      case 'element':
        return key === element || !others.some((one) => one.element === key)
      case 'requirement':
        return key === (requirementOf.get(element) ?? element) || !isOf(key, others)
      case 'parameter': {
        const owned = owners.get(key)
        return owned?.has(element) || !others.some((one) => owned?.has(one.element))
      }
      case 'case':
      case 'step':
        return true
      default:
        return what satisfies never
    }
  }
}

const isOf = (requirement: string, others: CaseHead['verifies']): boolean =>
  others.some((one) => one.requirement === requirement)

const addTo = (sets: Map<string, Set<string>>, key: string, item: string): void => {
  const set = sets.get(key) ?? new Set()
  sets.set(key, set.add(item))
}

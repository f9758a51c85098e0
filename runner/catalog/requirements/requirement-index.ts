import type { ElementKey, RequirementKey } from '#domain/keys.ts'
import type { Parameter, Requirement, Requirements } from '#domain/requirement.ts'

/** Requirements with the look-ups that checking needs. */
export interface RequirementIndex {
  readonly all: Requirements
  /** Elements of a requirement, in the order of the files. */
  elementsOf(requirement: RequirementKey): readonly ElementKey[]
  /** Elements that own a parameter. */
  ownersOf(requirement: RequirementKey, parameter: string): readonly ElementKey[]
  parameter(requirement: RequirementKey, name: string): Parameter | undefined
  /** The requirement that a name in `given` or `uses` of another one means: that one itself, else the first with it. */
  holderOf(parameter: string, from: RequirementKey): Requirement | undefined
  /** True for a key of a document that is held: `DMS-REQ-9999` where any `DMS-REQ` is. */
  isHeld(key: string): boolean
  /** All names that `meets` may use: `DMS-REQ-0360/AM2`. */
  readonly parameterNames: readonly string[]
}

/** Prepares the look-ups. */
export const indexRequirements = (all: Requirements): RequirementIndex => {
  const elements = new Map<RequirementKey, ElementKey[]>()
  for (const element of all.elements.values()) {
    const known = elements.get(element.requirement) ?? []
    known.push(element.key)
    elements.set(element.requirement, known)
  }
  const holders = new Map<string, Requirement>()
  for (const requirement of all.requirements.values()) {
    for (const name in requirement.parameters) {
      if (!holders.has(name)) holders.set(name, requirement)
    }
  }
  const prefixes = new Set([...all.requirements.keys(), ...all.elements.keys()].map(prefixOf))
  const elementsOf = (requirement: RequirementKey) => elements.get(requirement) ?? []
  return {
    all,
    elementsOf,
    ownersOf: (requirement, parameter) =>
      elementsOf(requirement).filter((key) =>
        all.elements.get(key)?.parameters.includes(parameter),
      ),
    parameter: (requirement, name) => all.requirements.get(requirement)?.parameters[name],
    holderOf: (parameter, from) => {
      const own = all.requirements.get(from)
      return own?.parameters[parameter] === undefined ? holders.get(parameter) : own
    },
    isHeld: (key) => prefixes.has(prefixOf(key)),
    parameterNames: [...all.requirements.values()].flatMap(parameterNamesOf),
  }
}

/** Stands for the document of a key: `DMS-REQ` of `DMS-REQ-0360`. */
export const prefixOf = (key: string): string => key.replace(/-\d+$/, '')

const parameterNamesOf = (requirement: Requirement): string[] =>
  Object.keys(requirement.parameters).map((name) => `${requirement.id}/${name}`)

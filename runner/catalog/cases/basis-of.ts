import { contentHash } from '#domain/content-hash.ts'
import type { Requirement } from '#domain/requirement.ts'
import { parameterRecord } from '#domain/requirement-records.ts'
import type { Verified } from '#domain/test-case.ts'
import { parseParameterName } from './expectations/parameter-name.ts'
import type { Knowledge } from './knowledge.ts'

/** Hashes of what the judgements of a case rest on, by key: statements, single parameters, elements. */
export type Basis = { readonly [key: string]: string }

/**
 * What a case rests on: the statements and elements it verifies, the parameters that these own, the parameters that
 * it names itself, and, since they say under which conditions and by which other numbers those hold, what these name
 * in `given` and `uses`, through any number of them.
 */
export const basisOf = (
  { requirements: index }: Pick<Knowledge, 'requirements'>,
  verified: readonly Verified[],
  named: Iterable<string>,
): Basis => {
  const basis = new Map<string, string>()
  const { requirements, elements } = index.all
  const addParameter = (start: Requirement, first: string): void => {
    const waiting = [{ requirement: start, name: first }]
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const { requirement, name } = next
      const key = `${requirement.id}/${name}`
      const parameter = requirement.parameters[name]
      if (parameter === undefined || basis.has(key)) continue
      basis.set(key, parameter.contentHash ?? contentHash(parameterRecord(parameter)))
      for (const other of [...parameter.given, ...parameter.uses]) {
        const holder = index.holderOf(other, requirement.id)
        if (holder !== undefined) waiting.push({ requirement: holder, name: other })
      }
    }
  }
  for (const { element, requirement: id } of verified) {
    const requirement = id && requirements.get(id)
    const held = elements.get(element)
    if (held !== undefined) basis.set(element, held.contentHash)
    if (requirement === undefined) continue
    basis.set(requirement.id, requirement.contentHash)
    // An implicit element stands for its requirement with all that it states.
    const owned = held?.parameters ?? Object.keys(requirement.parameters)
    for (const name of owned) addParameter(requirement, name)
  }
  for (const text of named) {
    const name = parseParameterName(text)
    const requirement = name && requirements.get(name.requirement)
    if (name === undefined || requirement === undefined) continue
    basis.set(requirement.id, requirement.contentHash)
    addParameter(requirement, name.parameter)
  }
  return Object.fromEntries([...basis].sort(([a], [b]) => (a < b ? -1 : 1)))
}

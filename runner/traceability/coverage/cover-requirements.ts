import type { ElementKey, RequirementKey } from '#domain/keys.ts'
import type { CoverageFlag } from '#domain/tracing/coverage.ts'
import type { ElementTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import type { TraceIndex } from '#traceability/trace-index.ts'
import { orderFlags } from './element-flags.ts'
import { coverRequirement } from './requirement-table.ts'

/** Coverage of every requirement by its elements, with its links up and down; in the order of keys. */
export const coverRequirements = (
  { requirements, elementsOf }: TraceIndex,
  elements: readonly ElementTrace[],
): readonly RequirementTrace[] => {
  const known = new Map<ElementKey, ElementTrace>(elements.map((one) => [one.key, one]))
  const children = childrenOf(requirements)
  return requirements.map((requirement): RequirementTrace => {
    const { id, document, title, priority, status, parents, parameters } = requirement
    const own = (elementsOf.get(id) ?? []).flatMap((key) => known.get(key) ?? [])
    const lone: readonly CoverageFlag[] = own.length === 0 ? ['no-element'] : []
    const descoped: readonly CoverageFlag[] = status === 'descoped' ? ['descoped'] : []
    return {
      id,
      document,
      title,
      ...(priority === undefined ? {} : { priority }),
      status,
      parents,
      children: children.get(id) ?? [],
      parameters: sortByKey(Object.values(parameters), ({ name }) => name),
      elements: own.map(({ key }) => key),
      cases: sortByKey(new Set(own.flatMap((one) => one.cases)), (key) => key),
      coverage: coverRequirement(own.map((one) => one.coverage)),
      rehearsal: coverRequirement(own.map((one) => one.rehearsal)),
      flags: orderFlags([...own.flatMap((one) => one.flags), ...lone, ...descoped]),
    }
  })
}

const childrenOf = (
  requirements: TraceIndex['requirements'],
): ReadonlyMap<string, readonly RequirementKey[]> => {
  const children = new Map<string, RequirementKey[]>()
  for (const { id, parents } of requirements) {
    for (const parent of new Set(parents)) {
      const known = children.get(parent)
      if (known === undefined) children.set(parent, [id])
      else known.push(id)
    }
  }
  return children
}

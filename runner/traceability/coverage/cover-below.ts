import type { Coverage } from '#domain/tracing/coverage.ts'
import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import type { Levels } from '#traceability/flow-down/link-levels.ts'
import { coverRequirement } from './requirement-table.ts'

type Below = NonNullable<RequirementTrace['below']>

/**
 * Adds to every requirement what the live ones that flow down from it say together, over all levels: the fold of
 * requirements, of the children's own coverage where they have elements and of what is below them. A circle is not
 * followed. It stands beside the requirement's own coverage and never changes it.
 */
export const coverBelow = (
  requirements: readonly RequirementTrace[],
  { levelOf }: Levels,
): readonly RequirementTrace[] => {
  const known = new Map<string, RequirementTrace>(requirements.map((one) => [one.id, one]))
  const level = (id: string) => levelOf.get(id) ?? 0
  const found = new Map<string, Below>()
  // Children stand on higher levels than their parents, but in a circle.
  for (const one of [...requirements].sort((a, b) => level(b.id) - level(a.id))) {
    const children = one.children
      .filter((id) => level(id) > level(one.id))
      .flatMap((id) => known.get(id) ?? [])
      .filter(({ status }) => status === 'live')
    if (children.length === 0) continue
    found.set(one.id, {
      coverage: coverRequirement(children.flatMap((child) => said(child, found, 'coverage'))),
      rehearsal: coverRequirement(children.flatMap((child) => said(child, found, 'rehearsal'))),
    })
  }
  return requirements.map((one) => {
    const below = found.get(one.id)
    return below === undefined ? one : { ...one, below }
  })
}

/** What a child says: its own coverage where it has elements or nothing below, and what is below it. */
const said = (
  child: RequirementTrace,
  found: ReadonlyMap<string, Below>,
  which: keyof Below,
): readonly Coverage[] => {
  const below = found.get(child.id)?.[which]
  const own = child.elements.length > 0 || below === undefined ? [child[which]] : []
  return below === undefined ? own : [...own, below]
}

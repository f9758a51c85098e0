import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import { circlesOf, strongComponents } from './strong-components.ts'

type Linked = Pick<RequirementTrace, 'id' | 'parents'>

/** Where requirements stand in the flow-down. */
export interface Levels {
  /** 0 for one without a parent that is held; else one below its lowest parent. Those of a circle share a level. */
  readonly levelOf: ReadonlyMap<string, number>
  /** Requirements that are their own ancestors, in the order of keys. */
  readonly circles: readonly (readonly string[])[]
}

/** Computes levels over any number of documents; circles are named and not followed. */
export const linkLevels = (requirements: readonly Linked[]): Levels => {
  const parentsOf = new Map<string, readonly string[]>(
    requirements.map(({ id, parents }) => [id, parents]),
  )
  const held = new Map(
    [...parentsOf].map(([id, parents]) => [id, parents.filter((one) => parentsOf.has(one))]),
  )
  const next = (id: string) => held.get(id) ?? []
  const groups = strongComponents(held.keys(), next)
  const levelOf = new Map<string, number>()
  for (const group of groups) {
    const members = new Set(group)
    let level = 0
    for (const parent of group.flatMap(next)) {
      if (!members.has(parent)) level = Math.max(level, (levelOf.get(parent) ?? 0) + 1)
    }
    for (const id of group) levelOf.set(id, level)
  }
  const circles = circlesOf(groups, next).map((circle) => sortByKey(circle, (id) => id))
  return { levelOf, circles: sortByKey(circles, ([first]) => first ?? '') }
}

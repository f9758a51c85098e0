import type { CaseHead } from '#domain/tracing/case-head.ts'
import type {
  CoverageGroup,
  RequirementTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import { countCoverage } from './count-coverage.ts'

const aspectTag = 'aspect-'

/** Live requirements counted by priority, by area and by aspect of the cases that verify them. */
export const groupCoverage = (
  requirements: readonly RequirementTrace[],
  cases: readonly CaseHead[],
): TraceDossier['groups'] => {
  const heads = new Map<string, CaseHead>(cases.map((head) => [head.key, head]))
  const byCases = (namesOf: (head: CaseHead) => readonly string[]) =>
    groupBy(requirements, (requirement) => {
      const names = requirement.cases.flatMap((key) => {
        const head = heads.get(key)
        return head === undefined ? [] : namesOf(head)
      })
      return names.length === 0 ? [''] : names
    })
  return {
    priority: groupBy(requirements, ({ priority }) => [priority ?? '']),
    area: byCases(({ area }) => [area]),
    aspect: byCases(({ tags }) =>
      tags.filter((tag) => tag.startsWith(aspectTag)).map((tag) => tag.slice(aspectTag.length)),
    ),
  }
}

const groupBy = (
  requirements: readonly RequirementTrace[],
  namesOf: (requirement: RequirementTrace) => readonly string[],
): readonly CoverageGroup[] => {
  const groups = new Map<string, RequirementTrace[]>()
  for (const requirement of requirements) {
    for (const name of new Set(namesOf(requirement))) {
      const group = groups.get(name)
      if (group === undefined) groups.set(name, [requirement])
      else group.push(requirement)
    }
  }
  return sortByKey(groups, ([name]) => name).map(([name, group]) => ({
    name,
    ...countCoverage(group),
  }))
}

import type {
  DocumentTrace,
  ElementTrace,
  RequirementTrace,
} from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import type { TraceInput } from '#traceability/trace-input.ts'
import { countCoverage } from './count-coverage.ts'

interface Content {
  readonly requirements: RequirementTrace[]
  readonly elements: ElementTrace[]
}

/** Counts of every document that is held, in the order of their names. */
export const traceDocuments = (
  { documents }: Pick<TraceInput['requirements'], 'documents'>,
  requirements: readonly RequirementTrace[],
  elements: readonly ElementTrace[],
): readonly DocumentTrace[] => {
  const contents = new Map<string, Content>()
  const contentOf = (document: string): Content => {
    const found = contents.get(document) ?? { requirements: [], elements: [] }
    contents.set(document, found)
    return found
  }
  for (const { document } of documents) contentOf(document)
  for (const requirement of requirements)
    contentOf(requirement.document).requirements.push(requirement)
  for (const element of elements) contentOf(element.document).elements.push(element)
  const heads = new Map(documents.map((head) => [head.document, head]))
  return sortByKey(contents, ([document]) => document).map(([document, content]) => {
    const head = heads.get(document)
    return {
      document,
      title: head?.title ?? '',
      ...(head?.release === undefined ? {} : { release: head.release }),
      ...countContent(content),
    }
  })
}

const countContent = ({
  requirements,
  elements,
}: Content): Omit<DocumentTrace, 'document' | 'title' | 'release'> => {
  const live = requirements.filter(isLiveRequirement)
  return {
    requirements: requirements.length,
    live: live.length,
    descoped: requirements.length - live.length,
    priorities: countPriorities(requirements),
    withoutParent: live.filter(({ parents }) => parents.length === 0).length,
    withoutCase: live.filter(({ cases }) => cases.length === 0).length,
    elements: elements.filter(({ implicit }) => !implicit).length,
    coverage: countCoverage(live),
    elementCoverage: countCoverage(elements.filter(({ flags }) => !flags.includes('descoped'))),
  }
}

/** A requirement that is not descoped. */
export const isLiveRequirement = ({ status }: Pick<RequirementTrace, 'status'>): boolean =>
  status === 'live'

const countPriorities = (
  requirements: readonly RequirementTrace[],
): DocumentTrace['priorities'] => {
  const counts = new Map<string, number>()
  for (const { priority = '' } of requirements)
    counts.set(priority, (counts.get(priority) ?? 0) + 1)
  return Object.fromEntries(sortByKey(counts, ([priority]) => priority))
}

/** Documents that are verified themselves: those with elements or cases, and not only parents of others. */
export const verifiedDocuments = (
  requirements: readonly RequirementTrace[],
  elements: readonly ElementTrace[],
): ReadonlySet<string> =>
  new Set([
    ...elements.map(({ document }) => document),
    ...requirements.filter((one) => one.elements.length > 0).map(({ document }) => document),
  ])

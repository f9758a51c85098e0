import type { TraceDossier, TraceFrame } from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from './compare-keys.ts'
import { traceApprovals } from './coverage/approvals.ts'
import { countCoverage } from './coverage/count-coverage.ts'
import { coverBelow } from './coverage/cover-below.ts'
import { coverElements } from './coverage/cover-elements.ts'
import { coverRequirements } from './coverage/cover-requirements.ts'
import { groupCoverage } from './coverage/group-coverage.ts'
import { isLiveRequirement, traceDocuments, verifiedDocuments } from './coverage/trace-documents.ts'
import { linkLevels } from './flow-down/link-levels.ts'
import { findGaps } from './gaps/find-gaps.ts'
import { traceMeasures } from './measures/trace-measures.ts'
import { releasesOf } from './results/releases.ts'
import { traceResults } from './results/trace-results.ts'
import { traceCases } from './trace-cases.ts'
import { indexTrace, type TraceIndex } from './trace-index.ts'
import type { TraceInput } from './trace-input.ts'

export type { TraceInput } from './trace-input.ts'

/**
 * Folds everything that is held and was found into the read model that every trace report renders. Pure and ordered: the
 * same input in any order gives the same model. Linear in what it is given.
 */
export const buildTrace = (input: TraceInput): TraceDossier => {
  const index = indexTrace(input)
  const elements = coverElements(index)
  const own = coverRequirements(index, elements)
  const levels = linkLevels(own)
  const requirements = coverBelow(own, levels)
  const cases = traceCases(index)
  const verified = verifiedDocuments(requirements, elements)
  const counted = requirements.filter((one) => isLiveRequirement(one) && verified.has(one.document))
  return {
    asOf: frameOf(index),
    total: countCoverage(counted),
    documents: traceDocuments(input.requirements, requirements, elements),
    groups: groupCoverage(counted, index.cases),
    requirements,
    elements,
    cases,
    results: traceResults(index),
    measures: traceMeasures(input),
    runs: [...input.runs].sort((a, b) => b.run - a.run),
    gaps: findGaps({ index, requirements, elements, cases, verified, levels }),
    ...traceApprovals(index),
  }
}

const frameOf = ({ input, results, lenses }: TraceIndex): TraceFrame => {
  const { release } = lenses.credit
  const newest = results.at(-1)?.outcome.at
  return {
    ...(release === '' ? {} : { release }),
    releases: releasesOf(results).filter((name) => name !== ''),
    today: input.today,
    ...(input.problems === undefined ? {} : { problems: input.problems }),
    ...(newest === undefined ? {} : { newestResult: newest }),
    environments: environmentsOf(results),
  }
}

const environmentsOf = (results: TraceIndex['results']): TraceFrame['environments'] => {
  const found = new Map<string, TraceFrame['environments'][number]>()
  for (const { outcome } of results) {
    const { environment: name, stage } = outcome
    const key = `${name} ${stage}`
    if (!found.has(key)) found.set(key, { name, stage })
  }
  return sortByKey(found, ([key]) => key).map(([, environment]) => environment)
}

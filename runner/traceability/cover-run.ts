import type { DossierExecution, DossierRequirement } from '#domain/dossier.ts'
import type { ElementKey, RequirementKey } from '#domain/keys.ts'
import { compareKeys } from './compare-keys.ts'
import { coverElement, type ElementResult } from './cover-element.ts'
import type { DossierInput } from './dossier-input.ts'
import { elementResults } from './element-results.ts'
import { foldCoverage } from './fold-coverage.ts'

/**
 * Coverage of the requirements that the cases of one run verify, by the results of this run alone. What an
 * element of them got elsewhere does not count here: it is not-verified.
 */
export const coverRun = (
  input: DossierInput,
  executions: readonly DossierExecution[],
): readonly DossierRequirement[] => {
  const results = elementResults(input)
  const elements = elementsOf(input)
  return [...elements.keys()].sort(compareKeys).map((id) => {
    const own = [...(elements.get(id) ?? [])].sort(compareKeys)
    const wanted = new Set<string>(own)
    return {
      ...coverRequirement(input, id, own, results),
      executions: executions
        .filter((execution) => execution.verifies.some((element) => wanted.has(element)))
        .map((execution) => execution.id),
    }
  })
}

const coverRequirement = (
  input: DossierInput,
  id: RequirementKey,
  elements: readonly ElementKey[],
  results: ReadonlyMap<ElementKey, readonly ElementResult[]>,
): Omit<DossierRequirement, 'executions'> => {
  const { stage, noCredit } = input.summary.request
  const covered = elements.map((element) => {
    const known = input.requirements?.elements.get(element)
    return coverElement({ element: known, results: results.get(element) ?? [], stage })
  })
  const flags = new Set(covered.flatMap((one) => one.flags))
  if (stage === 'rehearsal' || noCredit.length > 0) flags.add('rehearsed')
  if (isImplicit(input, id)) flags.add('no-element')
  return {
    id,
    title: input.requirements?.requirements.get(id)?.title ?? '',
    coverage: foldCoverage(
      covered.map((one) => one.coverage),
      input.requirements !== undefined,
    ),
    flags: [...flags].sort(),
  }
}

/** Elements of every requirement that a case of the run verifies, also those that no case of it names. */
const elementsOf = (input: DossierInput): ReadonlyMap<RequirementKey, ReadonlySet<ElementKey>> => {
  const elements = new Map<RequirementKey, Set<ElementKey>>()
  for (const { case: key } of input.graph.executions) {
    for (const { requirement, element } of input.graph.definitions[key]?.verifies ?? []) {
      if (requirement === undefined) continue
      elements.set(requirement, (elements.get(requirement) ?? new Set()).add(element))
    }
  }
  for (const [element, { requirement }] of input.requirements?.elements ?? []) {
    elements.get(requirement)?.add(element)
  }
  return elements
}

const isImplicit = (input: DossierInput, id: RequirementKey): boolean =>
  input.graph.executions.some((execution) =>
    input.graph.definitions[execution.case]?.verifies.some(
      (verified) => verified.requirement === id && verified.implicit,
    ),
  )

import type { DossierExecution, DossierRequirement } from '#domain/dossier.ts'
import type { ElementKey, RequirementKey } from '#domain/keys.ts'
import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { ElementTrace } from '#domain/tracing/trace-dossier.ts'
import { compareKeys } from './compare-keys.ts'
import { coverElements } from './coverage/cover-elements.ts'
import { coverRequirement } from './coverage/requirement-table.ts'
import type { DossierInput } from './dossier-input.ts'
import { runAsTrace } from './run-as-trace.ts'
import { indexTrace } from './trace-index.ts'

/** What one run can know; the rest (releases, reviews, waivers, what changed since) is of the model over all runs. */
const ofOneRun: ReadonlySet<CoverageFlag> = new Set<CoverageFlag>([
  'rehearsed',
  'deviation',
  'blocked',
  'manual-pending',
  'rerun-unexplained',
  'unstable',
  'conditions',
  'stage',
  'cells',
])

/**
 * Coverage of the requirements that the cases of one run verify, by the results of this run alone and by the same rules
 * as over all runs. What an element of them got elsewhere does not count here: it is not-verified.
 */
export const coverRun = (
  input: DossierInput,
  executions: readonly DossierExecution[],
): readonly DossierRequirement[] => {
  const covered = coverElements(indexTrace(runAsTrace(input)))
  const traces = new Map<ElementKey, ElementTrace>(covered.map((trace) => [trace.key, trace]))
  const elements = elementsOf(input)
  const named = namedIn(input)
  const ranBy = executionsOf(executions)
  return [...elements.keys()].sort(compareKeys).map((id) => {
    const own = [...(elements.get(id) ?? [])].sort(compareKeys)
    const positions = new Set(own.flatMap((key) => ranBy.get(key) ?? []))
    return {
      ...coverOne(
        { input, named },
        id,
        own.flatMap((key) => traces.get(key) ?? []),
      ),
      executions: [...positions]
        .sort((one, other) => one - other)
        .flatMap((position) => executions[position]?.id ?? []),
    }
  })
}

/** Places of the executions that verify an element, in their order. */
const executionsOf = (
  executions: readonly DossierExecution[],
): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>()
  for (const [position, { verifies }] of executions.entries()) {
    for (const element of new Set(verifies)) {
      const known = places.get(element)
      if (known === undefined) places.set(element, [position])
      else known.push(position)
    }
  }
  return places
}

/** What the cases of a run verify by name. */
interface Named {
  readonly elements: ReadonlySet<ElementKey>
  /** Requirements that stand for their elements. */
  readonly implicit: ReadonlySet<RequirementKey>
}

const namedIn = ({ graph }: DossierInput): Named => {
  const elements = new Set<ElementKey>()
  const implicitly = new Set<RequirementKey>()
  for (const { case: key } of graph.executions) {
    for (const { element, requirement, implicit } of graph.definitions[key]?.verifies ?? []) {
      elements.add(element)
      if (implicit && requirement !== undefined) implicitly.add(requirement)
    }
  }
  return { elements, implicit: implicitly }
}

interface RunInput {
  readonly input: DossierInput
  readonly named: Named
}

const coverOne = (
  { input, named }: RunInput,
  id: RequirementKey,
  elements: readonly ElementTrace[],
): Omit<DossierRequirement, 'executions'> => {
  const { stage, noCredit } = input.summary.request
  const flags = new Set<string>(
    elements.flatMap((one) => one.flags).filter((one) => ofOneRun.has(one)),
  )
  if (stage === 'rehearsal' || noCredit.length > 0) flags.add('rehearsed')
  if (named.implicit.has(id)) flags.add('no-element')
  return {
    id,
    title: input.requirements?.requirements.get(id)?.title ?? '',
    coverage: coverRequirement(elements.map((one) => coverageInRun({ input, named }, one))),
    flags: [...flags].sort(),
  }
}

/** An element that no case of the run names may be covered elsewhere; one that is not held may ask for more. */
const coverageInRun = ({ input, named }: RunInput, { key, coverage }: ElementTrace): Coverage => {
  if (coverage === 'not-covered') return named.elements.has(key) ? 'not-covered' : 'not-verified'
  const isHeld = input.requirements?.elements.has(key) ?? false
  return coverage === 'fully-verified' && !isHeld ? 'partially-verified' : coverage
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

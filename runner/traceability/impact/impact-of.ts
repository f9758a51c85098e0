import { parseRequirementKey } from '#domain/keys.ts'
import type { CaseTrace, ResultTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { isJudged } from '#domain/verdict.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import { placeOf } from '#traceability/results/group-cells.ts'
import { isLive } from '#traceability/trace-index.ts'

/** What a key that may change is. */
export type ImpactKind =
  | 'requirement'
  | 'parameter'
  | 'element'
  | 'case'
  | 'precursor'
  | 'step family'
  | 'product'

/** What a change of one thing would make outdated. */
export interface Impact {
  readonly key: string
  readonly what: ImpactKind
  /** Live cases that would have to run again. */
  readonly cases: readonly string[]
  /** Results that hold today and would not hold any more: the last judged one of each cell. */
  readonly results: readonly string[]
  /** Elements and requirements that those cases verify. */
  readonly elements: readonly string[]
  readonly requirements: readonly string[]
  /** For a requirement: those that flow down from it directly, and may have to change, too. */
  readonly children: readonly string[]
}

/**
 * What `lvv trace --impact KEY` says beforehand: KEY is a requirement, `REQ/PARAMETER`, an element, a case, a precursor, a
 * family of steps, or a product of the stack; undefined when the model has none of this name.
 */
export const impactOf = (key: string, trace: TraceDossier): Impact | undefined => {
  const what = kindOf(key, trace)
  if (what === undefined) return undefined
  const runs = runsWith(key, what, trace)
  const ofOwners = casesOfOwners(key, trace)
  const affected = trace.cases.filter((one) => isLive(one) && rests(one, key, what, ofOwners))
  const keys = new Set<string>(affected.map((one) => one.key))
  const results = validResults(trace).filter(
    ({ case: own, origin }) =>
      own !== undefined && (what === 'product' ? runs.has(origin.run) : keys.has(own)),
  )
  if (what === 'product') for (const { case: own } of results) if (own) keys.add(own)
  const cases = trace.cases.filter((one) => keys.has(one.key))
  return {
    key,
    what,
    cases: cases.map((one) => one.key),
    results: results.map(({ id }) => id),
    elements: union(cases.map(({ elements }) => elements)),
    requirements: union(cases.map(({ requirements }) => requirements)),
    children: trace.requirements.find(({ id }) => id === key)?.children ?? [],
  }
}

const kindOf = (key: string, trace: TraceDossier): ImpactKind | undefined => {
  const [id, name] = key.split('/', 2)
  const requirement = trace.requirements.find((one) => one.id === id)
  if (requirement !== undefined && name === undefined) return 'requirement'
  if (requirement?.parameters.some((one) => one.name === name)) return 'parameter'
  if (trace.elements.some((one) => one.key === key)) return 'element'
  const found = trace.cases.find((one) => one.key === key)
  if (found !== undefined) return found.kind
  if (trace.cases.some(({ families }) => families.includes(key))) return 'step family'
  return trace.runs.some(({ software }) => software.some(({ product }) => product === key))
    ? 'product'
    : undefined
}

/** True for a case whose verdict rests on the thing. */
const rests = (
  one: CaseTrace,
  key: string,
  what: ImpactKind,
  ofOwners: ReadonlySet<string>,
): boolean => {
  switch (what) {
    case 'case':
      return one.key === key
    case 'precursor':
      return one.calls.some((call) => call === key)
    case 'step family':
      return one.families.includes(key)
    case 'product':
      return false
    case 'element':
      return Object.hasOwn(one.basis, key) || one.elements.some((element) => element === key)
    case 'parameter':
      return Object.hasOwn(one.basis, key) || ofOwners.has(one.key)
    case 'requirement':
      return restsOnRequirement(one, key)
    default:
      return what satisfies never
  }
}

const restsOnRequirement = (one: CaseTrace, key: string): boolean =>
  one.requirements.some((id) => id === key) ||
  Object.keys(one.basis).some((name) => name === key || name.startsWith(`${key}/`))

/** Cases of the elements that own a parameter. */
const casesOfOwners = (key: string, { elements }: TraceDossier): ReadonlySet<string> => {
  const [id = '', name = ''] = key.split('/', 2)
  const requirement = parseRequirementKey(id)
  return new Set(
    elements
      .filter((one) => one.requirement === requirement && one.parameters.includes(name))
      .flatMap(({ cases }) => cases),
  )
}

const runsWith = (key: string, what: ImpactKind, { runs }: TraceDossier): ReadonlySet<number> =>
  what === 'product'
    ? new Set(
        runs
          .filter(({ software }) => software.some(({ product }) => product === key))
          .map(({ run }) => run),
      )
    : new Set()

/** The last judged result of every cell, with credit and without, where nothing has changed since. */
const validResults = ({ results }: TraceDossier): readonly ResultTrace[] => {
  const seen = new Set<string>()
  return results.filter((result) => {
    if (!isJudged(result.verdict)) return false
    const place = `${result.case ?? ''} ${placeOf({ outcome: result })} ${result.creditable}`
    if (seen.has(place)) return false
    seen.add(place)
    return result.changes.length === 0
  })
}

const union = (lists: readonly (readonly string[])[]): readonly string[] =>
  sortByKey(new Set(lists.flat()), (key) => key)

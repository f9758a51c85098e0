import type { Gap } from '#domain/tracing/gap.ts'
import { lostParameters } from '#traceability/outdated/is-suspect.ts'
import { isLive } from '#traceability/trace-index.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/**
 * Keys that are named and do not exist. A key of a document that is not held is none of them: nothing is known of it; held
 * is what has the prefix of a key that exists (`DMS-REQ-9999` where any `DMS-REQ` is).
 */
export const unknownKeys = (facts: GapFacts): readonly Gap[] => [
  ...ofRequirements(facts),
  ...ofElements(facts),
  ...ofCases(facts),
  ...ofApprovals(facts),
  ...ofResults(facts),
]

const prefixOf = (key: string): string => key.replace(/\d+$/, '')

const prefixesOf = (keys: Iterable<string>): ReadonlySet<string> => {
  const prefixes = new Set<string>()
  for (const key of keys) prefixes.add(prefixOf(key))
  return prefixes
}

const ofRequirements = ({ requirements }: GapFacts): readonly Gap[] => {
  const known = new Set<string>(requirements.map(({ id }) => id))
  const prefixes = prefixesOf(known)
  return requirements.flatMap(({ id, document, parents }) =>
    parents
      .filter((parent) => !known.has(parent) && prefixes.has(prefixOf(parent)))
      .map((parent) =>
        gap('unknown-key', id, {
          document,
          about: [parent],
          message: `${id} has the parent ${parent}, which does not exist.`,
        }),
      ),
  )
}

const ofElements = ({ index, elements }: GapFacts): readonly Gap[] =>
  elements.flatMap(({ key, document, requirement, parameters }) => {
    const held = index.elements.get(key)?.requirement
    if (held === undefined) {
      const message = `${key} is of ${requirement}, which does not exist.`
      return [gap('unknown-key', key, { document, about: [requirement], message })]
    }
    return lostParameters({ parameters }, held).map((name) =>
      gap('unknown-key', key, {
        document,
        about: [`${requirement}/${name}`],
        message: `${key} owns the parameter ${name}, which ${requirement} does not have.`,
      }),
    )
  })

const ofCases = ({ index, cases }: GapFacts): readonly Gap[] => {
  const { requirements } = index.input.requirements
  const prefixes = prefixesOf([...index.elements.keys(), ...requirements.keys()])
  const parameters = new Set(
    index.requirements.flatMap(({ id, parameters: own }) =>
      Object.keys(own).map((name) => `${id}/${name}`),
    ),
  )
  const isUnknownParameter = (name: string) =>
    !parameters.has(name) && prefixes.has(prefixOf(name.split('/', 1)[0] ?? ''))
  return cases.filter(isLive).flatMap(({ key, elements, meets, compares }) =>
    [
      ...elements.filter((one) => !index.elements.has(one) && prefixes.has(prefixOf(one))),
      ...[...meets, ...compares].filter(isUnknownParameter),
    ].map((unknown) =>
      gap('unknown-key', key, {
        about: [unknown],
        message: `${key} names ${unknown}, which does not exist.`,
      }),
    ),
  )
}

const ofApprovals = ({ index }: GapFacts): readonly Gap[] => {
  const { waivers, deviations, requirements } = index.input.requirements
  return [
    ...waivers
      .filter(({ element }) => !index.elements.has(element))
      .map(({ element, jira }) =>
        gap('unknown-key', element, {
          about: [jira],
          message: `The waiver ${jira} is for ${element}, which does not exist.`,
        }),
      ),
    ...deviations
      .filter(
        ({ requirement, parameter }) =>
          requirements.get(requirement)?.parameters[parameter] === undefined,
      )
      .map(({ requirement, parameter, jira }) =>
        gap('unknown-key', requirement, {
          about: [`${requirement}/${parameter}`, jira],
          message: `The deviation ${jira} is from ${requirement}/${parameter}, which does not exist.`,
        }),
      ),
  ]
}

/** Results of our own keep what they were judged by; those recorded elsewhere may name what never existed. */
const ofResults = ({ index, cases }: GapFacts): readonly Gap[] => {
  const known = new Set<string>(cases.map(({ key }) => key))
  return index.results
    .filter(({ outcome }) => outcome.origin.kind === 'import')
    .flatMap(({ id, outcome }) => {
      const isCaseUnknown = outcome.case !== undefined && !known.has(outcome.case)
      return [
        ...(isCaseUnknown && outcome.case !== undefined ? [outcome.case] : []),
        ...Object.keys(outcome.elements).filter((key) => !hasKey(index.elements, key)),
      ].map((unknown) =>
        gap('unknown-key', unknown, {
          about: [id],
          message: `The imported result ${id} names ${unknown}, which does not exist.`,
        }),
      )
    })
}

const hasKey = (map: ReadonlyMap<string, unknown>, key: string): boolean => map.has(key)

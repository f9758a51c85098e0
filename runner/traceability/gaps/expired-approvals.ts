import type { Gap } from '#domain/tracing/gap.ts'
import { isInForce } from '#traceability/coverage/approvals.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/** Waivers and deviations whose last day has passed, and passes by a deviation that is in force no more. */
export const expiredApprovals = (facts: GapFacts): readonly Gap[] => {
  const { requirements, today } = facts.index.input
  return [
    ...requirements.waivers
      .filter((one) => !isInForce(one, today))
      .map(({ element, release, expires, jira }) =>
        gap('waiver-expired', element, {
          document: requirements.elements.get(element)?.document,
          about: [jira],
          message: `The waiver ${jira} of ${element} for ${release} expired on ${expires}.`,
        }),
      ),
    ...requirements.deviations
      .filter((one) => !isInForce(one, today))
      .map(({ requirement, parameter, release, expires, jira }) =>
        gap('deviation-expired', requirement, {
          document: requirements.requirements.get(requirement)?.document,
          about: [`${requirement}/${parameter}`, jira],
          message: `The deviation ${jira} from ${parameter} of ${requirement} for ${release} expired on ${expires}.`,
        }),
      ),
    ...unsupportedPasses(facts),
  ]
}

/** Such a pass stands, it was approved when it was found; that it would be none today must be seen. */
const unsupportedPasses = ({ index, elements }: GapFacts): readonly Gap[] => {
  const { input, lenses } = index
  const { release } = lenses.credit
  const supporting = input.requirements.deviations.filter(
    (one) => one.release === release && isInForce(one, input.today),
  )
  return elements.flatMap(({ key, document, requirement, parameters, cells }) => {
    const isSupported = supporting.some(
      (one) =>
        one.requirement === requirement &&
        (parameters.length === 0 || parameters.includes(one.parameter)),
    )
    if (isSupported) return []
    return cells.flatMap(({ verdict, taken }) =>
      verdict === 'pass-with-deviation' && taken !== undefined
        ? gap('deviation-expired', key, {
            document,
            about: [requirement, taken],
            message: `${key} rests on ${taken}, a pass with a deviation; no deviation from ${requirement} is in force${release === '' ? '' : ` for ${release}`}.`,
          })
        : [],
    )
  })
}

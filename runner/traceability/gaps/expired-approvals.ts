import type { Gap } from '#domain/tracing/gap.ts'
import { isInForce } from '#traceability/coverage/approvals.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/** Waivers and deviations whose last day has passed. */
export const expiredApprovals = ({ index }: GapFacts): readonly Gap[] => {
  const { requirements, today } = index.input
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
  ]
}

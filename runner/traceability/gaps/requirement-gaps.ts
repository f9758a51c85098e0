import type { Gap } from '#domain/tracing/gap.ts'
import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { isLiveRequirement } from '#traceability/coverage/trace-documents.ts'
import { isLive } from '#traceability/trace-index.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/** What requirements lack: parents, children, elements, cases, measurements. */
export const requirementGaps = (facts: GapFacts): readonly Gap[] => {
  const live = facts.requirements.filter(isLiveRequirement)
  const documentOf = new Map<string, string>(
    facts.requirements.map(({ id, document }) => [id, document]),
  )
  const verified = live.filter(({ document }) => facts.verified.has(document))
  return [
    ...unansweredParents(facts),
    ...withoutParent(facts.requirements, live),
    ...verified
      .filter(({ elements, flags }) => elements.length === 0 || flags.includes('no-element'))
      .map(({ id, document }) =>
        gap('no-element', id, { document, message: `No verification element states ${id}.` }),
      ),
    ...verified
      .filter(({ cases }) => cases.length === 0)
      .map(({ id, document, elements }) =>
        gap('no-case', id, {
          document,
          about: elements,
          message: `No live case verifies ${id} by any of its elements.`,
        }),
      ),
    ...facts.requirements
      .filter((one) => !isLiveRequirement(one) && one.cases.length > 0)
      .map(({ id, document, cases }) =>
        gap('descoped-tested', id, {
          document,
          about: cases,
          message: `${id} is descoped and still verified by ${cases.join(', ')}.`,
        }),
      ),
    ...unmeasuredThresholds(facts, verified),
    ...facts.levels.circles.map((circle) =>
      gap('parent-cycle', circle[0] ?? '', {
        document: documentOf.get(circle[0] ?? ''),
        about: circle,
        message: `${circle.join(', ')} ${circle.length === 1 ? 'is its own parent' : 'are parents of each other in a circle'}.`,
      }),
    ),
  ]
}

/** A parent must have a live child; so must all of a document that others flow down from, unless verified itself. */
const unansweredParents = ({ requirements }: GapFacts): readonly Gap[] => {
  const known = new Map<string, RequirementTrace>(requirements.map((one) => [one.id, one]))
  const isAnswered = ({ children }: RequirementTrace) =>
    children.some((child) => known.get(child)?.status === 'live')
  const upstream = new Set(
    requirements.flatMap(({ document, parents }) =>
      parents.flatMap((parent) => {
        const above = known.get(parent)?.document
        return above === undefined || above === document ? [] : [above]
      }),
    ),
  )
  return requirements
    .filter(
      (one) =>
        isLiveRequirement(one) &&
        !isAnswered(one) &&
        (one.children.length > 0 || (upstream.has(one.document) && one.elements.length === 0)),
    )
    .map(({ id, document, children }) =>
      gap('parent-unanswered', id, {
        document,
        about: children,
        message:
          children.length === 0
            ? `No requirement names ${id} as its parent.`
            : `All children of ${id} are descoped: ${children.join(', ')}.`,
      }),
    )
}

/** The top of the flow-down has no parents: only a document that names some can lack one. */
const withoutParent = (
  all: readonly RequirementTrace[],
  live: readonly RequirementTrace[],
): readonly Gap[] => {
  const below = new Set(
    all.filter(({ parents }) => parents.length > 0).map(({ document }) => document),
  )
  return live
    .filter(({ document, parents }) => parents.length === 0 && below.has(document))
    .map(({ id, document }) => gap('no-parent', id, { document, message: `${id} has no parent.` }))
}

const unmeasuredThresholds = (
  { cases }: GapFacts,
  requirements: readonly RequirementTrace[],
): readonly Gap[] => {
  const measured = new Set(cases.filter(isLive).flatMap(({ meets }) => meets))
  return requirements.flatMap(({ id, document, parameters }) =>
    parameters
      .filter(({ name, role }) => role === 'threshold' && !measured.has(`${id}/${name}`))
      .map(({ name }) =>
        gap('threshold-unmeasured', id, {
          document,
          about: [`${id}/${name}`],
          message: `No live case measures the threshold ${name} of ${id}.`,
        }),
      ),
  )
}

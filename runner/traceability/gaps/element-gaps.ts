import type { ElementKey } from '#domain/keys.ts'
import type { Gap } from '#domain/tracing/gap.ts'
import type { ElementTrace } from '#domain/tracing/trace-dossier.ts'
import { sortByKey } from '#traceability/compare-keys.ts'
import { orderElements } from '#traceability/coverage/cover-elements.ts'
import { isOlder } from '#traceability/outdated/is-suspect.ts'
import { type GapFacts, gap } from './gap-facts.ts'
import { disagrees } from './jira-status.ts'

/** What elements lack, and where they disagree with what is held elsewhere. */
export const elementGaps = (facts: GapFacts): readonly Gap[] => {
  const live = facts.elements.filter(({ flags }) => !flags.includes('descoped'))
  return [
    ...live.filter(isWithoutCase).map(({ key, document, requirement }) =>
      gap('element-without-case', key, {
        document,
        about: [requirement],
        message: `No live case names ${key} of ${requirement}.`,
      }),
    ),
    ...live.flatMap((element) => olderThanRequirement(facts, element)),
    ...live.flatMap((element) => missingElsewhere(facts, element)),
    ...circles(facts),
    ...live.filter(disagrees).map(({ key, document, jiraStatus, coverage }) =>
      gap('status-differs', key, {
        document,
        message: `Jira says "${jiraStatus}" of ${key}; its results say ${coverage}.`,
      }),
    ),
    ...live.flatMap((element) => otherMethod(facts, element)),
  ]
}

const isWithoutCase = ({ cases, verifiedIn }: ElementTrace): boolean =>
  cases.length === 0 && verifiedIn.length === 0

const olderThanRequirement = (
  { index }: GapFacts,
  { key, document, requirement }: ElementTrace,
): readonly Gap[] => {
  const indexed = index.elements.get(key)
  if (indexed === undefined || !isOlder(indexed.element, indexed.requirement)) return []
  return [
    gap('element-older', key, {
      document,
      about: [requirement],
      message: `${key} was written for ${indexed.element.written}; ${requirement} changed in ${indexed.requirement?.changed}.`,
    }),
  ]
}

const missingElsewhere = (
  { index }: GapFacts,
  { key, document, verifiedIn }: ElementTrace,
): readonly Gap[] => {
  const missing = verifiedIn.filter((one) => !index.elements.has(one))
  if (missing.length === 0) return []
  const message = `${key} is verified in ${missing.join(', ')}, which is not held.`
  return [gap('verified-in-missing', key, { document, about: missing, message })]
}

const circles = ({ index }: GapFacts): readonly Gap[] => {
  const { circleOf } = orderElements(index.elements)
  return [...new Set(circleOf.values())].map((circle) => {
    const keys: readonly ElementKey[] = sortByKey(circle, (key) => key)
    const [first] = keys
    return gap('verified-in-cycle', first ?? '', {
      document: first && index.elements.get(first)?.element.document,
      about: keys,
      message: `${keys.join(', ')} ${keys.length === 1 ? 'is verified in itself' : 'are verified in each other in a circle'}.`,
    })
  })
}

const otherMethod = (
  { index }: GapFacts,
  { key, document, method, cases }: ElementTrace,
): readonly Gap[] => {
  const methods = new Set<string>(index.elements.get(key)?.cases.map((head) => head.method))
  if (method === undefined || methods.size === 0 || methods.has(method)) return []
  const found = [...methods].sort().join(', ')
  const message = `${key} is planned as ${method}; its cases are ${found}.`
  return [gap('method-differs', key, { document, about: cases, message })]
}

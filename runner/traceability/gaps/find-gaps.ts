import type { Gap, GapKind } from '#domain/tracing/gap.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import { caseGaps } from './case-gaps.ts'
import { elementGaps } from './element-gaps.ts'
import { expiredApprovals } from './expired-approvals.ts'
import type { GapFacts } from './gap-facts.ts'
import { lostFailures } from './lost-failures.ts'
import { requirementGaps } from './requirement-gaps.ts'
import { unknownKeys } from './unknown-keys.ts'

/** The order in which gaps are listed: from the top of the flow-down to its results. */
const kinds = [
  'parent-cycle',
  'parent-unanswered',
  'no-parent',
  'unknown-key',
  'no-element',
  'no-case',
  'element-without-case',
  'case-verifies-nothing',
  'descoped-tested',
  'threshold-unmeasured',
  'element-older',
  'verified-in-missing',
  'verified-in-cycle',
  'method-differs',
  'status-differs',
  'waiver-expired',
  'deviation-expired',
] as const satisfies readonly GapKind[]

/** What is missing or does not fit, both ways; by kind, then by key. */
export const findGaps = (facts: GapFacts): readonly Gap[] => {
  const rank = new Map<GapKind, number>(kinds.map((kind, index) => [kind, index]))
  return [
    ...requirementGaps(facts),
    ...elementGaps(facts),
    ...caseGaps(facts),
    ...unknownKeys(facts),
    ...lostFailures(facts),
    ...expiredApprovals(facts),
  ].sort(
    (a, b) =>
      (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0) ||
      compareKeys(a.key, b.key) ||
      compareKeys(a.about.join(' '), b.about.join(' ')),
  )
}

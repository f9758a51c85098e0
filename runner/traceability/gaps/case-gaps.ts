import type { Gap } from '#domain/tracing/gap.ts'
import { isLive } from '#traceability/trace-index.ts'
import { type GapFacts, gap } from './gap-facts.ts'

/** Cases that nothing asks for. */
export const caseGaps = ({ cases }: GapFacts): readonly Gap[] =>
  cases
    .filter((one) => one.kind === 'case' && isLive(one) && one.verifies.length === 0)
    .map(({ key, title }) =>
      gap('case-verifies-nothing', key, { message: `${key} (${title}) verifies nothing.` }),
    )

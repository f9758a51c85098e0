import type { Coverage } from '#domain/tracing/coverage.ts'
import { isPassing, type Verdict } from '#domain/verdict.ts'

/** Everything on which the coverage of one element rests. */
export interface ElementFacts {
  /** Live cases that name it; results recorded elsewhere that name no case count as one. */
  readonly cases: number
  /** Elements in which it is verified, held or not. */
  readonly verifiedIn: number
  /** Verdict that counts of every cell of those cases and elements; undefined: none was judged. */
  readonly verdicts: readonly (Verdict | undefined)[]
  /** Every cell that it covers passed. */
  readonly everyCell: boolean
  /** Whatever passed did so at the stage that it needs. */
  readonly atStage: boolean
  /** Every threshold that passed was measured under the conditions that it asks for. */
  readonly underConditions: boolean
}

interface Rule {
  readonly coverage: Coverage
  readonly when: (facts: ElementFacts) => boolean
}

const anyFailed = ({ verdicts }: ElementFacts): boolean => verdicts.includes('fail')
const passed = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && isPassing(verdict)
const anyPassed = ({ verdicts }: ElementFacts): boolean => verdicts.some(passed)
const allPassed = ({ verdicts }: ElementFacts): boolean =>
  verdicts.length > 0 && verdicts.every(passed)

/** Coverage of an element; the first rule that holds. */
const table: readonly Rule[] = [
  { coverage: 'not-covered', when: ({ cases, verifiedIn }) => cases === 0 && verifiedIn === 0 },
  { coverage: 'with-failures', when: anyFailed },
  {
    coverage: 'fully-verified',
    when: (facts) => allPassed(facts) && facts.everyCell && facts.atStage && facts.underConditions,
  },
  { coverage: 'partially-verified', when: anyPassed },
  { coverage: 'not-verified', when: () => true },
]

/** Coverage of one element by the facts that are known of it. */
export const coverElement = (facts: ElementFacts): Coverage =>
  table.find(({ when }) => when(facts))?.coverage ?? 'not-verified'

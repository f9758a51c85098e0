/** A requirement of the generated graph. */
export interface GraphRequirement {
  /** From 1. */
  readonly number: number
  /** 0 for the document on top, 2 for the one at the bottom. */
  readonly level: Level
  /** Number of its parent; absent on top. */
  readonly parent?: number
  /** True when it states a threshold. */
  readonly measured: boolean
}

export type Level = 0 | 1 | 2
export const levels: readonly Level[] = [0, 1, 2]

/** A case of the generated graph. */
export interface GraphCase {
  /** From 1. */
  readonly number: number
  /** Requirements that it verifies: one, or two for three in ten. */
  readonly verifies: readonly GraphRequirement[]
  readonly result: 'pass' | 'fail' | 'not-executed'
}

/** The same requirements, cases and results for every tool. */
export interface TraceGraph {
  readonly requirements: readonly GraphRequirement[]
  readonly cases: readonly GraphCase[]
  /** Numbers of the requirements that no case verifies. */
  readonly uncovered: readonly number[]
}

/**
 * Makes a graph: three levels with 2, 20 and 78 % of the requirements, each with a parent in the level above and each
 * parent answered; 3 % of them without a case; 70 % of the cases pass, 10 % fail, 20 % were not executed.
 */
export const traceGraph = (requirementCount: number, caseCount: number): TraceGraph => {
  const top = Math.max(1, Math.floor(requirementCount / 50))
  const middle = Math.floor(requirementCount / 5)
  const requirements = numbers(requirementCount).map((index): GraphRequirement => {
    const level: Level = index < top ? 0 : index < top + middle ? 1 : 2
    const parents = { 0: undefined, 1: index % top, 2: top + (index % Math.max(1, middle)) }
    const parent = parents[level]
    return {
      number: index + 1,
      level,
      ...(parent !== undefined && { parent: parent + 1 }),
      measured: index % 4 === 1,
    }
  })
  const coverable = requirements.filter(({ number }) => number % 33 !== 7)
  const cases = numbers(caseCount).map((index): GraphCase => {
    const first = at(coverable, index)
    const second = index % 10 < 3 ? at(coverable, index * 7919 + 11) : first
    return {
      number: index + 1,
      verifies: [...new Set([first, second])],
      result: index % 10 === 4 ? 'fail' : index % 5 === 2 ? 'not-executed' : 'pass',
    }
  })
  const covered = new Set(cases.flatMap(({ verifies }) => verifies))
  return {
    requirements,
    cases,
    uncovered: requirements.filter((one) => !covered.has(one)).map(({ number }) => number),
  }
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i)

const at = (list: readonly GraphRequirement[], index: number): GraphRequirement => {
  const found = list[index % list.length]
  if (found === undefined) throw new Error('a graph needs requirements')
  return found
}

/** Title of a requirement, the same for every tool. */
export const titleOf = ({ number }: GraphRequirement): string =>
  `The system provides function ${number} to ${(number % 300) + 1} users at once`

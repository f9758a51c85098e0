import type { ProblemList } from '#catalog/problem-list.ts'
import type { ElementKey } from '#domain/keys.ts'
import type { Row, Verified } from '#domain/test-case.ts'

/** Warns of elements that a case names and no row can ever judge. */
export const checkJudgedElements = (
  list: ProblemList,
  references: readonly string[] | undefined,
  verified: readonly Verified[],
  rows: readonly Row[],
): void => {
  if (list.hasErrors() || references === undefined) return
  const judged = new Set(rows.flatMap(judgedBy))
  for (const { element } of verified) {
    if (judged.has(element)) continue
    const position = verified.length === references.length ? indexOf(verified, element) : -1
    list.at(position < 0 ? ['verifies'] : ['verifies', position], {
      severity: 'warning',
      code: 'never-judged',
      message: `No expectation and no manual or report row can judge ${element}: it can never pass.`,
      hint: 'A comparison with a target decides nothing: add an expectation that does.',
    })
  }
}

const indexOf = (verified: readonly Verified[], element: ElementKey): number =>
  verified.findIndex((each) => each.element === element)

const judgedBy = (row: Row): readonly ElementKey[] => {
  if (row.kind === 'call') return []
  const decided = row.expect.flatMap(({ judgement, elements }) =>
    judgement.kind === 'measure' && judgement.criterion.kind === 'compares' ? [] : elements,
  )
  return row.kind === 'do' ? decided : [...decided, ...row.elements]
}

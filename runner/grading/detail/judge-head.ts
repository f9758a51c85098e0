import type { ElementKey } from '#domain/keys.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { PersonRow, Row, StepRow, TestCase, Verified } from '#domain/test-case.ts'
import { type Applied, applied } from './judge-row.ts'

/** Applies what a case must have as a whole: an objective, elements, and rows that judge each of them. */
export const judgeHead = (testCase: TestCase, requirements: Requirements): readonly Applied[] => {
  const { kind, objective, verifies, script, aggregate } = testCase
  const rows = [...script, ...aggregate].filter(isJudging)
  return [
    applied('objective', (objective ?? '').trim() === '', 'has no objective'),
    ...(kind === 'case' ? [applied('verifies', verifies.length === 0, 'verifies nothing')] : []),
    applied('script', script.length === 0, 'has no script'),
    ...(script.length === 0
      ? []
      : [...judged(verifies, rows), ...measured(verifies, rows, requirements)]),
  ]
}

type JudgingRow = StepRow | PersonRow

const isJudging = (row: Row): row is JudgingRow => row.kind !== 'call'

const judged = (verifies: readonly Verified[], rows: readonly JudgingRow[]): readonly Applied[] => {
  const judgedBy = new Set(rows.flatMap(judgedElements))
  return verifies.map(({ element }) =>
    applied('judged', !judgedBy.has(element), `no row judges ${element}`),
  )
}

// An exit code that a step judges by itself shows an element only where the row says so.
const judgedElements = (row: JudgingRow): readonly ElementKey[] => [
  ...(row.kind === 'do' ? [] : row.elements),
  ...row.expect.filter((each) => !each.implied || each.named).flatMap(({ elements }) => elements),
]

const measured = (
  verifies: readonly Verified[],
  rows: readonly JudgingRow[],
  { elements, requirements }: Requirements,
): readonly Applied[] => {
  const met = new Set(rows.flatMap(metLimits))
  const told = rows.flatMap((row) =>
    row.kind === 'do' ? [] : `${row.text} ${row.description ?? ''} ${row.expected ?? ''}`,
  )
  const limits = verifies.flatMap(({ element, requirement, implicit }) => {
    const all = requirement === undefined ? {} : (requirements.get(requirement)?.parameters ?? {})
    const names = implicit ? Object.keys(all) : (elements.get(element)?.parameters ?? [])
    return names
      .filter((name) => all[name]?.role === 'threshold')
      .map((name) => ({ name, limit: `${requirement}/${name}` }))
  })
  return limits.map(({ name, limit }) => {
    const shown = met.has(limit) || told.some((text) => text.includes(name))
    return applied('measured', !shown, `no row measures ${limit}`)
  })
}

const metLimits = (row: JudgingRow): readonly string[] =>
  row.expect.flatMap(({ judgement }) =>
    judgement.kind === 'measure' && judgement.criterion.kind === 'meets'
      ? `${judgement.criterion.limit.requirement}/${judgement.criterion.limit.parameter}`
      : [],
  )

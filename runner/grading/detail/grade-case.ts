import type { TestCaseKey } from '#domain/keys.ts'
import type { Requirements } from '#domain/requirement.ts'
import type { Row, Section, TestCase } from '#domain/test-case.ts'
import {
  findContradictions,
  type PlacedContradiction,
} from '#grading/numbers/find-contradictions.ts'
import type { NamedParameters } from '#grading/numbers/named-parameters.ts'
import { type CriterionCode, criteria, type DetailGrade } from './criteria.ts'
import { judgeHead } from './judge-head.ts'
import { type Applied, judgeRow, surroundingsOf } from './judge-row.ts'

/** Something that a script lacks. */
export interface Lack {
  readonly code: CriterionCode
  /** Id of the row; absent for the case as a whole. */
  readonly row?: string
  /** One-based line of the file; 0 for the case as a whole. */
  readonly line: number
  readonly message: string
  readonly contradiction?: PlacedContradiction
}

/** The detail of one row. */
export interface RowDetail {
  readonly id: string
  readonly section: Section
  readonly kind: Row['kind']
  readonly line: number
  readonly grade: DetailGrade
}

/** The detail of a case or precursor. */
export interface CaseDetail {
  readonly key: TestCaseKey
  readonly kind: TestCase['kind']
  readonly title: string
  readonly file: string
  readonly area: string
  readonly grade: DetailGrade
  /** Part of the weight of all criteria that is met, 0 to 100; 0 without a script. */
  readonly score: number
  readonly rows: readonly RowDetail[]
  readonly lacks: readonly Lack[]
}

/** What grading a case looks things up in. */
export interface GradingContext {
  readonly requirements: Requirements
  readonly names: NamedParameters
}

/** Grades the level of detail of a case or precursor, row by row. */
export const gradeCase = (
  testCase: TestCase,
  { requirements, names }: GradingContext,
): CaseDetail => {
  const { key, kind, title, file, area } = testCase
  const wrong = findContradictions(testCase, names)
  const around = surroundingsOf(testCase)
  const head = judgeHead(testCase, requirements)
  const rows = sectionsOf(testCase).map(([row, section]) => ({
    row,
    section,
    applied: judgeRow(row, section, around),
    wrong: wrong.filter((each) => each.row === row.id),
  }))
  const details = rows.map(({ row, section, applied, wrong: numbers }) => ({
    id: row.id,
    section,
    kind: row.kind,
    line: row.line,
    grade: gradeOfRow(applied, numbers.length > 0),
  }))
  const all = [...head, ...rows.flatMap(({ applied }) => applied)]
  const lacks = [
    ...wrong.map(numberLack),
    ...lacksOf(head),
    ...rows.flatMap(({ row, applied }) =>
      lacksOf(applied).map((each) => ({ ...each, row: row.id, line: row.line })),
    ),
  ]
  return {
    key,
    kind,
    title,
    file,
    area,
    grade: gradeOfCase(testCase, lacks, details),
    score: testCase.script.length === 0 ? 0 : scoreOf(all, wrong.length),
    rows: details,
    lacks,
  }
}

const sectionsOf = (testCase: TestCase): readonly (readonly [Row, Section])[] =>
  (['script', 'aggregate', 'teardown'] as const).flatMap((section) =>
    testCase[section].map((row) => [row, section] as const),
  )

const lacksOf = (applied: readonly Applied[]): readonly Lack[] =>
  applied.flatMap(({ code, lacks }) =>
    lacks === undefined ? [] : [{ code, line: 0, message: lacks }],
  )

const numberLack = (each: PlacedContradiction): Lack => ({
  code: 'numbers',
  ...(each.row === undefined ? {} : { row: each.row }),
  line: each.line,
  message: `${each.field === 'text' ? '' : `${each.field} `}says ${each.said}; ${each.requirement}/${each.parameter} is ${each.holds}`,
  contradiction: each,
})

const gradeOfRow = (applied: readonly Applied[], wrong: boolean): DetailGrade => {
  const missing = applied.flatMap(({ code, lacks }) => (lacks === undefined ? [] : code))
  if (missing.includes('description') && missing.includes('expected')) return 'stub'
  if (wrong || missing.some((code) => criteria[code].essential)) return 'thin'
  return missing.length > 0 ? 'usable' : 'complete'
}

const gradeOfCase = (
  testCase: TestCase,
  lacks: readonly Lack[],
  rows: readonly RowDetail[],
): DetailGrade => {
  const own = rows.filter(({ kind, section }) => kind !== 'call' && section !== 'teardown')
  if (testCase.script.length === 0) return 'stub'
  if (own.length > 0 && own.every(({ grade }) => grade === 'stub')) return 'stub'
  if (lacks.length === 0) return 'complete'
  const poor = own.filter(({ grade }) => grade === 'thin' || grade === 'stub').length
  const wanting = lacks.some(
    ({ code, row }) => code === 'numbers' || (row === undefined && criteria[code].essential),
  )
  return wanting || poor * 2 > own.length ? 'thin' : 'usable'
}

const scoreOf = (applied: readonly Applied[], wrong: number): number => {
  const numbers = Math.max(1, wrong) * criteria.numbers.weight
  const possible = weigh(applied) + numbers
  const met =
    weigh(applied.filter(({ lacks }) => lacks === undefined)) + (wrong === 0 ? numbers : 0)
  return Math.round((100 * met) / possible)
}

const weigh = (applied: readonly Applied[]): number =>
  applied.reduce((sum, { code }) => sum + criteria[code].weight, 0)

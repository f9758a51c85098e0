import { detailGrades } from '#grading/detail/criteria.ts'
import type { CaseDetail } from '#grading/detail/grade-case.ts'
import { countGrades, type DetailReport, type Improvement } from '#grading/detail/grade-detail.ts'
import { renderTable } from './render-table.ts'

/** Improvements that are listed where not all are asked for. */
const shortList = 25
/** Rows that are named in one line. */
const rowsNamed = 4

/** The level of detail of scripts for people: areas, then what to improve first. */
export const renderDetail = (
  report: DetailReport,
  screen: {
    readonly columns: number
    readonly isTTY: boolean
    readonly colour: boolean
    readonly verbose: boolean
  },
): readonly string[] => {
  const { cases, improvements, areas } = report
  if (cases.length === 0) return ['', 'No case to grade.']
  const shown = screen.verbose ? improvements : improvements.slice(0, shortList)
  const left = improvements.length - shown.length
  const table = (columns: readonly string[], rows: readonly (readonly string[])[]) =>
    renderTable(columns, rows, screen).trimEnd()
  return [
    '',
    table(
      ['area', ...detailGrades, 'score'],
      [
        ...areas.map(({ area, grades, score }) => areaRow(area, grades, String(score))),
        ...(areas.length > 1 ? [areaRow('all', countGrades(cases), meanScore(cases))] : []),
      ],
    ),
    ...(screen.verbose ? ['', table(['case', 'grade', 'score', 'rows'], cases.map(caseRow))] : []),
    ...(shown.length === 0
      ? ['', 'Every script is complete.']
      : [
          '',
          'To improve, the largest gain first:',
          '',
          table(['gain', 'case', 'what'], shown.map(improvementRow)),
          '',
          ...mends(shown),
        ]),
    ...(left > 0 ? ['', `${left} more: --verbose, --json, or name a path or key.`] : []),
  ]
}

/** The same for programs: a line for each case, then for each improvement, then for each area. */
export const detailLines = ({ cases, improvements, areas }: DetailReport): readonly string[] => [
  ...cases.map((each) => JSON.stringify({ detail: 'case', ...each })),
  ...improvements.map((each) => JSON.stringify({ detail: 'improvement', ...each })),
  ...areas.map((each) => JSON.stringify({ detail: 'area', ...each })),
]

const areaRow = (
  name: string,
  grades: DetailReport['areas'][number]['grades'],
  score: string,
): readonly string[] => [name, ...detailGrades.map((grade) => String(grades[grade])), score]

const meanScore = (cases: readonly CaseDetail[]): string =>
  String(Math.round(cases.reduce((sum, { score }) => sum + score, 0) / cases.length))

const caseRow = ({ key, grade, score, rows }: CaseDetail): readonly string[] => [
  key,
  grade,
  String(score),
  rows.map(({ id, grade: ofRow }) => `${id} ${ofRow}`).join(', ') || '-',
]

const improvementRow = ({ gain, key, rows, message }: Improvement): readonly string[] => {
  const named = rows.slice(0, rowsNamed).join(', ')
  const more = rows.length > rowsNamed ? ` and ${rows.length - rowsNamed} more` : ''
  return [String(gain), key, rows.length === 0 ? message : `${named}${more}: ${message}`]
}

/** What to do, once for each kind of lack. */
const mends = (shown: readonly Improvement[]): readonly string[] => {
  const byCode = new Map(shown.map(({ code, mend }) => [code, mend]))
  return [...byCode].map(([code, mend]) => `  ${code.padEnd(12)}${mend}`)
}

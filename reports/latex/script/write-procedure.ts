import type { Row, TestCase } from '#domain/test-case.ts'
import { list, prose } from '#reports/latex/writing/blocks.ts'
import { toLabel } from '#reports/latex/writing/links.ts'
import { type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { describeRow } from './describe-row.ts'
import { mostSteps, type NumberedStep, numberSteps } from './number-steps.ts'

/** The steps of a case as its specification writes them, calls written out. */
export const writeProcedure = (
  testCase: TestCase,
  precursors: ReadonlyMap<string, TestCase>,
): Latex => {
  if (testCase.script.length === 0) return tex`No procedure is written yet: this case is a stub.`
  return lines(
    tex`{\lvvprocedure`,
    ...section(testCase.script, precursors),
    ...titled('When all cells of the matrix passed', testCase.aggregate, precursors),
    ...titled('At the end, whatever happened', testCase.teardown, precursors),
    tex`\par}`,
  )
}

const titled = (
  title: string,
  rows: readonly Row[],
  precursors: ReadonlyMap<string, TestCase>,
): readonly Latex[] =>
  rows.length === 0 ? [] : [tex`\lvvfield{${title}}`, ...section(rows, precursors)]

const section = (
  rows: readonly Row[],
  precursors: ReadonlyMap<string, TestCase>,
): readonly Latex[] => {
  const steps = numberSteps(rows, precursors)
  return [
    ...steps.map((step) => writeStep(step)),
    ...(steps.length < mostSteps
      ? []
      : [tex`\lvvfield{Only the first ${mostSteps} steps are written out.}`]),
  ]
}

const writeStep = ({ number, row, from, called }: NumberedStep): Latex => {
  const { description, testData, conditions, expected } = describeRow(row)
  return lines(
    tex`\lvvstep{Step ${number}}{${from ? tex`from ${toLabel(from.key)}` : nothing}}`,
    row.kind === 'call' ? writeCall(row.call, called) : undefined,
    field('Description', prose(description)),
    field('Condition', prose(conditions)),
    field(
      'Test Data',
      testData.length > 1 ? list(testData.map((line) => tex`${line}`)) : prose(testData),
    ),
    field('Expected Result', prose(expected)),
  )
}

const writeCall = (key: string, called: TestCase | undefined): Latex =>
  called
    ? tex`Execute ${toLabel(called.key)}, ${called.title}, with the steps that follow.`
    : tex`Execute ${key}, which is not held here.`

const field = (name: string, content: Latex): Latex | undefined =>
  content.latex === '' ? undefined : lines(tex`\lvvfield{${name}}`, content)

import type { Row, TestCase } from '#domain/test-case.ts'
import { list, prose } from '#reports/latex/writing/blocks.ts'
import { type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { describeRow } from '#reports/script/describe-row.ts'
import { mostSteps, type NumberedStep, numberSteps } from '#reports/script/number-steps.ts'

/** What the steps of a case are written with. */
export interface ProcedureContext {
  readonly precursors: ReadonlyMap<string, TestCase>
  /** How the key of a precursor is shown: as a link where the document holds it. */
  readonly nameOf: (key: string) => Latex
}

/** The steps of a case as its specification writes them, calls written out. */
export const writeProcedure = (testCase: TestCase, context: ProcedureContext): Latex => {
  if (testCase.script.length === 0) return tex`No procedure is written yet: this case is a stub.`
  return lines(
    tex`{\lvvprocedure`,
    ...section(testCase.script, context),
    ...titled('When all cells of the matrix passed', testCase.aggregate, context),
    ...titled('At the end, whatever happened', testCase.teardown, context),
    tex`\par}`,
  )
}

const titled = (
  title: string,
  rows: readonly Row[],
  context: ProcedureContext,
): readonly Latex[] =>
  rows.length === 0 ? [] : [tex`\lvvfield{${title}}`, ...section(rows, context)]

const section = (rows: readonly Row[], context: ProcedureContext): readonly Latex[] => {
  const steps = numberSteps(rows, context.precursors)
  return [
    ...steps.map((step) => writeStep(step, context)),
    ...(steps.length < mostSteps
      ? []
      : [tex`\lvvfield{Only the first ${mostSteps} steps are written out.}`]),
  ]
}

const writeStep = (
  { number, row, from, called }: NumberedStep,
  { nameOf }: ProcedureContext,
): Latex => {
  const { description, testData: inputs, asks, conditions, expected } = describeRow(row)
  const testData = [...inputs, ...(asks.length === 0 ? [] : [`To record: ${asks.join(', ')}`])]
  return lines(
    tex`\lvvstep{Step ${number}}{${from ? tex`from ${nameOf(from.key)}` : nothing}}`,
    row.kind === 'call' ? writeCall(called, nameOf(row.call)) : undefined,
    field('Description', prose(description)),
    field('Condition', prose(conditions)),
    field(
      'Test Data',
      testData.length > 1 ? list(testData.map((line) => tex`${line}`)) : prose(testData),
    ),
    field('Expected Result', prose(expected)),
  )
}

const writeCall = (called: TestCase | undefined, name: Latex): Latex =>
  called
    ? tex`Execute ${name}, ${called.title}, with the steps that follow.`
    : tex`Execute ${name}, which is not held here.`

const field = (name: string, content: Latex): Latex | undefined =>
  content.latex === '' ? undefined : lines(tex`\lvvfield{${name}}`, content)

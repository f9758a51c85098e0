import type { DossierExpectation } from '#domain/dossier.ts'
import { cell, longTable } from '#reports/latex/writing/blocks.ts'
import { type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import { writeNumber, writeQuantity } from '#reports/latex/writing/write-quantity.ts'
import { writeCell } from '#reports/script/write-template.ts'
import type { Campaign } from './campaign.ts'
import { verdictNames } from './verdict-names.ts'

/** Every judged measurement of the campaign with its limit and margin. */
export const writeMargins = ({ dossiers, links }: Campaign): Latex => {
  const rows = dossiers.flatMap(({ run, executions, precursors }) =>
    [...executions, ...precursors].flatMap((execution) =>
      execution.steps
        .flatMap(({ expectations }) => expectations)
        .filter(({ measure }) => measure !== undefined)
        .map((expectation) => [
          tex`${links.testCase(execution.case)}\newline {\scriptsize run ${run.id} ${cell(writeCell(execution.matrix))}}`,
          tex`${cell(expectation.measure ?? '')}${reference(expectation)}`,
          writeValue(expectation),
          writeLimit(expectation),
          writeMargin(expectation),
          tex`${expectation.meets === undefined && expectation.compares !== undefined ? 'compared' : verdictNames[expectation.verdict]}${execution.creditable ? nothing : tex`\newline {\scriptsize rehearsed}`}`,
        ]),
    ),
  )
  if (rows.length === 0) return tex`No measurement was judged.`
  return lines(
    tex`A margin is positive when the limit is met; \emph{compared} numbers decide nothing.`,
    tex`{\small\setlength{\tabcolsep}{4pt}`,
    longTable({
      columns: tex`p{2.4cm}>{\raggedright\arraybackslash}p{3.4cm}>{\raggedright\arraybackslash}p{2.8cm}>{\raggedright\arraybackslash}p{2.5cm}>{\raggedright\arraybackslash}p{2.1cm}>{\raggedright\arraybackslash}p{1.7cm}`,
      head: [tex`Test Case`, tex`Measure`, tex`Value`, tex`Limit`, tex`Margin`, tex`Verdict`],
      rows,
    }),
    tex`}`,
  )
}

const reference = ({ meets, compares }: DossierExpectation): Latex => {
  const key = meets ?? compares
  return key === undefined ? nothing : tex`\newline {\scriptsize ${cell(key)}}`
}

/** Value with uncertainty and sample size. */
export const writeValue = ({ value, unit, uncertainty, n }: DossierExpectation): Latex => {
  if (value === undefined) return tex`none`
  const spread =
    uncertainty === undefined
      ? nothing
      : typeof uncertainty === 'number'
        ? tex`${' ± '}${writeNumber(uncertainty)}`
        : tex` (+${writeNumber(uncertainty.high)} ${'−'}${writeNumber(uncertainty.low)})`
  const of = n === undefined ? nothing : tex` {\scriptsize n=${n}}`
  return tex`${writeNumber(value)}${spread}${unit === undefined || unit === '1' ? nothing : tex`~${unit}`}${of}`
}

const senses = { 'at-most': '≤', 'at-least': '≥', equals: '=', near: 'near' } as const

/** The limit as it was judged. */
export const writeLimit = ({ limit, unit }: DossierExpectation): Latex => {
  if (!limit) return nothing
  const sense = limit.strict
    ? senses[limit.sense].replace('≤', '<').replace('≥', '>')
    : senses[limit.sense]
  return tex`${sense} ${writeQuantity(limit.limit, unit ?? '1')}`
}

/** The signed distance to the limit, or the pull against a known value. */
export const writeMargin = ({ margin, pull, unit, conformity }: DossierExpectation): Latex => {
  const distance =
    margin === undefined
      ? pull === undefined
        ? nothing
        : tex`pull ${writeNumber(pull)}`
      : tex`${margin > 0 ? '+' : ''}${writeQuantity(margin, unit ?? '1')}`
  return conformity === undefined
    ? distance
    : tex`${distance}\newline {\scriptsize p=${writeNumber(conformity)}}`
}

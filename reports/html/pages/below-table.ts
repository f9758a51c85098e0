import { type CoverageCount, coverages } from '#domain/tracing/coverage.ts'
import type { DocumentTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { coverageBar } from '#reports/html/parts/bars.ts'
import { numberLink } from '#reports/html/parts/count-table.ts'
import { type Column, table } from '#reports/html/parts/table.ts'
import { coverageWords } from '#reports/html/parts/words.ts'
import { parentDocuments, type SiteModel } from '#reports/html/site-model.ts'
import { documentPath } from '#reports/html/site-paths.ts'
import { countCoverage } from '#traceability/coverage/count-coverage.ts'

const columns: readonly Column[] = [
  'Document',
  { name: 'Live', kind: 'num' },
  { name: 'Descoped', kind: 'num' },
  { name: 'What flows down says together', kind: 'wide' },
  ...coverages.map(
    (coverage): Column => ({ name: coverageWords[coverage].replace(' verified', ''), kind: 'num' }),
  ),
  { name: 'Rehearsed only', kind: 'num' },
  { name: 'Nothing below', kind: 'num' },
]

/** Documents that nobody verifies here: what flows down from their requirements answers them. */
export const belowTable = ({ trace }: SiteModel): Html | undefined => {
  const documents = parentDocuments(trace).filter(({ requirements }) => requirements > 0)
  if (documents.length === 0) return undefined
  const byDocument = Map.groupBy(trace.requirements, ({ document }) => document)
  return html`<section><h2>Answered by other documents</h2>${table(
    'Requirements that only name what is verified below them, over all levels; counted nowhere else',
    columns,
    documents.map((document) => row(document, byDocument.get(document.document) ?? [])),
  )}</section>`
}

const row = (
  { document, release, title, live, descoped }: DocumentTrace,
  requirements: readonly RequirementTrace[],
): Html => {
  const count = countBelow(requirements)
  const href = `matrix.html#document=${encodeURIComponent(document)}&below=`
  return html`<tr><th scope="row"><a href="${documentPath(document)}">${document}</a> ${release}<br><small>${brief(title, 80)}</small></th><td class="num">${live}</td><td class="num">${descoped}</td><td class="wide">${coverageBar(count, (what) => href + what)}</td>${coverages.map(
    (coverage) =>
      html`<td class="num">${numberLink(count.byCoverage[coverage], href + coverage)}</td>`,
  )}<td class="num">${numberLink(count.rehearsed, `${href}rehearsed`)}</td><td class="num">${numberLink(requirements.length - count.total, `${href}none`)}</td></tr>`
}

// One that is descoped may still be named as a parent.
const countBelow = (requirements: readonly RequirementTrace[]): CoverageCount =>
  countCoverage(requirements.flatMap(({ below }) => (below ? [{ ...below, flags: [] }] : [])))

import type { Dossier, DossierExpectation, DossierRow } from '#domain/dossier.ts'
import type { EvidenceRef } from '#domain/evidence.ts'
import { list, prose } from '#reports/latex/writing/blocks.ts'
import { href, labelName } from '#reports/latex/writing/links.ts'
import { type Latex, lines, nothing, tex } from '#reports/latex/writing/tex.ts'
import type { Campaign } from './campaign.ts'
import { verdictNames } from './verdict-names.ts'
import { writeLimit, writeMargin, writeValue } from './write-margins.ts'

/** Name of the label of one execution of one run. */
export const executionLabel = (run: number, execution: string): Latex =>
  tex`run${run}-${labelName(execution)}`

/** A step with its status: what was done, what was expected, what was found, and the evidence. */
export const writeRowResult = (
  row: DossierRow,
  number: number,
  { dossier, campaign }: { readonly dossier: Dossier; readonly campaign: Campaign },
): Latex => {
  const part = row.section === 'script' ? '' : ` (${row.section})`
  const status = row.skipped ? 'Skipped' : verdictNames[row.verdict]
  return lines(
    tex`\lvvstep{Step ${number}${part}: ${row.id}}{Step Execution Status: \textbf{${status}}}`,
    field('Description', prose(descriptionOf(row))),
    row.call === undefined ? undefined : calledBy(row, dossier),
    field('Expected Result', prose(row.expected === undefined ? [] : [row.expected])),
    field('Actual Result', list(actual(row))),
    field('Evidence', list(row.evidence.map((file) => writeEvidence(file, campaign)))),
  )
}

const field = (name: string, content: Latex): Latex | undefined =>
  content.latex === '' ? undefined : lines(tex`\lvvfield{${name}}`, content)

const descriptionOf = (row: DossierRow): readonly string[] => {
  const deed = row.manual ?? row.report ?? (row.do === undefined ? undefined : `Step ${row.do}`)
  return [row.description, deed].filter((text) => text !== undefined)
}

const calledBy = ({ call, execution }: DossierRow, { run, precursors }: Dossier): Latex => {
  const found = precursors.find(({ id }) => id === execution)
  return found
    ? tex`Executes \hyperref[${executionLabel(run.id, found.id)}]{${found.case}}, ${found.title}: ${verdictNames[found.verdict]}.`
    : tex`Executes ${call}.`
}

const actual = (row: DossierRow): readonly Latex[] => [
  ...(row.message === undefined ? [] : [tex`${row.message}`]),
  ...row.expectations.map(expectationLine),
  ...(row.record
    ? [
        tex`Recorded by ${row.record.name}, ${row.record.role}, ${row.record.at}: ${row.record.note}`,
      ]
    : []),
  ...(row.attempts > 1 ? [tex`Tried ${row.attempts} times.`] : []),
  ...row.earlier.map((message) => tex`Before: ${message}`),
  ...(row.knownIssue === undefined ? [] : [tex`Known issue: ${row.knownIssue}`]),
]

const expectationLine = (expectation: DossierExpectation): Latex => {
  const { verdict, message, measure, items, meets, compares, deviation } = expectation
  const measured =
    measure === undefined
      ? nothing
      : tex`; ${measure} = ${writeValue(expectation)}${labelled('limit', writeLimit(expectation))}${labelled('margin', flat(writeMargin(expectation)))}`
  const key = meets ?? compares
  const title = key !== undefined && meets === undefined ? 'Compared' : verdictNames[verdict]
  return tex`\textbf{${title}}: ${message.replace(/\.$/, '')}${measured}${key === undefined ? nothing : tex` (${meets === undefined ? 'compared with' : 'meets'} ${key})`}${
    items
      ? tex` ${items.total - items.failed} of ${items.total} items hold${items.worst === undefined ? nothing : tex`; worst: ${items.worst}`}.`
      : nothing
  }${deviation === undefined ? nothing : tex` Deviation ${deviation}.`}`
}

const labelled = (name: string, content: Latex): Latex =>
  content.latex === '' ? nothing : tex`, ${name} ${content}`

// A line of a cell has no place in running text.
const flat = ({ latex }: Latex): Latex => ({ latex: latex.replaceAll('\\newline ', ', ') })

const writeEvidence = (file: EvidenceRef, { options }: Campaign): Latex => {
  const address = options.evidenceAddress?.(file)
  const hash = tex`\texttt{${file.sha256}}`
  return tex`${file.name} (${file.mediaType}, ${file.size} bytes), SHA-256 ${address === undefined ? hash : href(address, hash)}`
}

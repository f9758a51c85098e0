import { coverages } from '#domain/tracing/coverage.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { matrixRows } from './matrix-rows.ts'
import { isCompared, measureRows } from './measure-rows.ts'
import { instantCell, listCell, type ReportTable, tableOf } from './report-table.ts'

/**
 * Tables of what was found, beside those of what is held: a spreadsheet or another program can answer without lvv. Their
 * names begin with `LVV`: a reader of requirements leaves them out.
 */
export const traceTables = (trace: TraceDossier): readonly ReportTable[] => [
  documents(trace),
  cases(trace),
  matrix(trace),
  measures(trace),
  gaps(trace),
  runs(trace),
]

const documents = ({ documents: items, asOf }: TraceDossier): ReportTable =>
  tableOf('LVV Coverage', items, [
    { header: 'Document', of: (one) => one.document },
    { header: 'Title', of: (one) => one.title },
    { header: 'Document release', of: (one) => one.release },
    { header: 'Coverage for release', of: () => asOf.release },
    { header: 'Requirements', of: (one) => one.requirements },
    { header: 'Live', of: (one) => one.live },
    { header: 'Descoped', of: (one) => one.descoped },
    { header: 'Live without parent', of: (one) => one.withoutParent },
    { header: 'Live without case', of: (one) => one.withoutCase },
    { header: 'Elements', of: (one) => one.elements },
    ...coverages.map((coverage) => ({
      header: `Live ${coverage}`,
      of: (one: (typeof items)[number]) => one.coverage.byCoverage[coverage],
    })),
    { header: 'Rehearsed only', of: (one) => one.coverage.rehearsed },
    { header: 'Outdated', of: (one) => one.coverage.outdated },
  ])

const cases = ({ cases: items }: TraceDossier): ReportTable =>
  tableOf('LVV Cases', items, [
    { header: 'Case', of: (one) => one.key },
    { header: 'Title', of: (one) => one.title },
    { header: 'Kind', of: (one) => one.kind },
    { header: 'Area', of: (one) => one.area },
    { header: 'Method', of: (one) => one.method },
    { header: 'Status', of: (one) => one.status },
    { header: 'Rows', of: (one) => (one.stub ? 'stub' : one.automation) },
    { header: 'Elements', of: (one) => listCell(one.elements) },
    { header: 'Calls', of: (one) => listCell(one.calls) },
    { header: 'Newest verdict', of: (one) => one.newest },
    { header: 'File', of: (one) => one.file },
  ])

const matrix = (trace: TraceDossier): ReportTable =>
  tableOf('LVV Matrix', matrixRows(trace), [
    { header: 'Requirement', of: (one) => one.requirement },
    { header: 'Requirement coverage', of: (one) => one.requirementCoverage },
    { header: 'Priority', of: (one) => one.priority },
    { header: 'Element', of: (one) => one.element },
    { header: 'Element coverage', of: (one) => one.elementCoverage },
    { header: 'Case', of: (one) => one.case },
    { header: 'Cell', of: (one) => one.cell },
    { header: 'Verdict', of: (one) => one.verdict },
    { header: 'Counts', of: (one) => one.counts },
    { header: 'Result', of: (one) => one.result },
    { header: 'Environment', of: (one) => one.environment },
    { header: 'Stage', of: (one) => one.stage },
    { header: 'Release', of: (one) => one.release },
    { header: 'At (UTC)', of: (one) => instantCell(one.at) },
    { header: 'Flags', of: (one) => listCell(one.flags) },
    { header: 'Changed since', of: (one) => listCell(one.changes) },
  ])

const measures = (trace: TraceDossier): ReportTable =>
  tableOf('LVV Measures', measureRows(trace), [
    { header: 'Parameter', of: (one) => one.key },
    { header: 'Measure', of: (one) => one.point.measure },
    { header: 'Case', of: (one) => one.point.case },
    { header: 'Cell', of: (one) => one.cell },
    { header: 'Run', of: (one) => one.point.run },
    { header: 'At (UTC)', of: (one) => instantCell(one.point.at) },
    { header: 'Value', of: (one) => one.point.value },
    { header: 'Uncertainty (low)', of: (one) => one.low },
    { header: 'Uncertainty (high)', of: (one) => one.high },
    { header: 'Unit', of: (one) => one.point.unit },
    { header: 'Sample size', of: (one) => one.point.n },
    { header: 'Limit', of: (one) => one.point.limit?.limit },
    { header: 'Sense', of: (one) => one.point.limit?.sense },
    { header: 'Margin', of: (one) => one.point.margin },
    // A target has no verdict: reading it worked, whether it is reached or not.
    { header: 'Verdict', of: ({ point }) => (isCompared(point) ? undefined : point.verdict) },
    { header: 'Decides', of: ({ point }) => !isCompared(point) },
    { header: 'Credit', of: (one) => one.point.creditable },
    { header: 'Release', of: (one) => one.point.release },
  ])

const gaps = ({ gaps: items }: TraceDossier): ReportTable =>
  tableOf('LVV Gaps', items, [
    { header: 'Gap', of: (one) => one.kind },
    { header: 'Key', of: (one) => one.key },
    { header: 'Document', of: (one) => one.document },
    { header: 'About', of: (one) => listCell(one.about) },
    { header: 'What', of: (one) => one.message },
  ])

const runs = ({ runs: items }: TraceDossier): ReportTable =>
  tableOf('LVV Runs', items, [
    { header: 'Run', of: (one) => one.run },
    { header: 'Environment', of: (one) => one.environment },
    { header: 'Stage', of: (one) => one.stage },
    { header: 'Plan', of: (one) => one.plan },
    { header: 'Release', of: (one) => one.release },
    { header: 'Started (UTC)', of: (one) => instantCell(one.startedAt) },
    { header: 'Finished (UTC)', of: (one) => instantCell(one.finishedAt) },
    { header: 'Verdict', of: (one) => one.verdict },
    { header: 'No credit because', of: (one) => one.noCredit.join('; ') },
    {
      header: 'Software',
      of: (one) =>
        listCell(
          one.software.map(
            ({ product, version, modified }) =>
              `${product} ${version}${modified ? ' (modified)' : ''}`,
          ),
        ),
    },
    {
      header: 'Reviews',
      of: (one) =>
        listCell(one.reviews.map(({ name, disposition }) => `${disposition} by ${name}`)),
    },
  ])

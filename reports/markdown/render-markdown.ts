import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { coverages } from '#domain/tracing/coverage.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { type Verdict, verdictsWorstFirst } from '#domain/verdict.ts'
import { formatMargin, formatMeasured } from '#reports/terminal/text/format-number.ts'
import { between, formatDuration, formatInstant } from '#reports/terminal/text/format-time.ts'
import { markdownText } from './markdown-text.ts'

/** Executions and margins listed; a summary is no archive. */
const most = 50

/**
 * Markdown summary of a run for a pull request or a job summary: what the verdicts are, what failed and why, the tightest
 * margins, and what the run means for coverage.
 */
export const renderMarkdown = (dossier: Dossier, trace?: TraceDossier): string =>
  [
    ...headLines(dossier),
    ...countLines(dossier),
    ...problemLines(dossier),
    ...marginLines(dossier),
    ...(trace === undefined ? [] : coverageLines(trace)),
  ].join('\n')

const marks: { readonly [verdict in Verdict]: string } = {
  pass: '✅',
  'pass-with-deviation': '☑️',
  fail: '❌',
  blocked: '🟧',
  'in-progress': '⏳',
  'not-executed': '⬜',
}

const headLines = ({ run }: Dossier): readonly string[] => {
  const duration = between(run.startedAt, run.finishedAt)
  return [
    `## ${marks[run.verdict]} lvv run ${run.id}: ${run.verdict}`,
    '',
    `${markdownText(run.environment)} (${run.stage})${run.plan === undefined ? '' : `, plan ${markdownText(run.plan)}`}${run.release === undefined ? '' : `, release ${markdownText(run.release)}`}, ${formatInstant(run.startedAt)}${duration === undefined ? '' : `, ${formatDuration(duration)}`}`,
    '',
    ...(run.noCredit.length === 0
      ? []
      : [
          `> **Rehearsal: nothing here earns credit.** ${markdownText(run.noCredit.join('; '))}`,
          '',
        ]),
  ]
}

const countLines = ({ executions, notApplicable }: Dossier): readonly string[] => {
  const counts = [...verdictsWorstFirst]
    .map(
      (verdict) => [verdict, executions.filter((one) => one.verdict === verdict).length] as const,
    )
    .filter(([, count]) => count > 0)
  return [
    '| verdict | executions |',
    '|---|---:|',
    ...counts.map(([verdict, count]) => `| ${marks[verdict]} ${verdict} | ${count} |`),
    ...(notApplicable.length === 0 ? [] : [`| not applicable | ${notApplicable.length} |`]),
    '',
  ]
}

const problemLines = (dossier: Dossier): readonly string[] => {
  const found = [...dossier.precursors, ...dossier.executions].filter(
    ({ verdict }) => verdict === 'fail' || verdict === 'blocked',
  )
  if (found.length === 0) return []
  return [
    '### Not passed',
    '',
    '| execution | verdict | why |',
    '|---|---|---|',
    ...found
      .slice(0, most)
      .map(
        (one) =>
          `| ${markdownText(one.id)} | ${marks[one.verdict]} ${one.verdict} | ${markdownText(whyOf(one))} |`,
      ),
    ...(found.length > most ? [`| … | | ${found.length - most} more |`] : []),
    '',
  ]
}

const whyOf = (execution: DossierExecution): string => {
  const row = execution.steps.find(({ verdict }) => verdict === execution.verdict)
  const expectation = row?.expectations.find(({ verdict }) => verdict !== 'pass')
  return expectation?.message ?? row?.message ?? execution.message ?? ''
}

const marginLines = ({ executions }: Dossier): readonly string[] => {
  const rows = executions.flatMap((execution) =>
    execution.steps.flatMap((row) =>
      row.expectations.flatMap((one) =>
        one.meets === undefined || one.margin === undefined || one.value === undefined
          ? []
          : [{ execution, one, margin: one.margin }],
      ),
    ),
  )
  if (rows.length === 0) return []
  const relative = ({ one, margin }: (typeof rows)[number]) =>
    margin / Math.max(Math.abs(one.limit?.limit ?? 0), Number.MIN_VALUE)
  return [
    '### Margins to thresholds, tightest first',
    '',
    '| threshold | execution | value | margin |',
    '|---|---|---:|---:|',
    ...rows
      .sort((a, b) => relative(a) - relative(b))
      .slice(0, most)
      .map(
        ({ execution, one, margin }) =>
          `| ${markdownText(one.meets ?? '')} | ${markdownText(execution.id)} | ${markdownText(formatMeasured(one, one.limit?.limit))} | ${markdownText(formatMargin(margin, one.unit, one.uncertainty))} |`,
      ),
    '',
  ]
}

const coverageLines = ({ total, asOf, gaps }: TraceDossier): readonly string[] => [
  `### Coverage of ${total.total} live requirements${asOf.release === undefined ? '' : `, release ${markdownText(asOf.release)}`}`,
  '',
  '| coverage | requirements |',
  '|---|---:|',
  ...coverages.map((coverage) => `| ${coverage} | ${total.byCoverage[coverage]} |`),
  `| *rehearsed, no credit* | ${total.rehearsed} |`,
  `| *outdated* | ${total.outdated} |`,
  '',
  ...(asOf.problems === undefined
    ? []
    : [
        `> **Not whole:** ${asOf.problems} ${asOf.problems === 1 ? 'error' : 'errors'} in the files of the root left something out; \`lvv check\` shows them.`,
        '',
      ]),
  `${gaps.length} gaps; \`lvv trace --gaps\` lists them.`,
  '',
]

import type { DossierExecution, DossierRow } from '#domain/dossier.ts'
import { limitText, measurementFacts } from '#reports/terminal/describe-expectation.ts'
import { neutralise, neutralLines, shorten } from '#reports/terminal/text/neutralise.ts'

/** Longest text of one attribute; the whole is in the JSON dossier. */
const attributeLimit = 4000

/** Text that any XML 1.0 document may hold, on one line and safe to print; what XML forbids is shown as an escape. */
export const xmlText = (text: string): string =>
  neutralise(shorten(text, attributeLimit)).replace(/[\ufffe\uffff]/g, '\ufffd')

/** Text of a CDATA section: the mark that would end it is broken up. */
export const xmlLines = (lines: readonly string[]): string =>
  lines.map(xmlText).join('\n').replaceAll(']]>', ']] >')

/**
 * Names that stay the same from run to run, so that histories of a CI server hold: `KEY title [band=g]`. Executions
 * of one precursor with different inputs get a number, in the order of the plan.
 */
export const nameExecutions = (
  executions: readonly DossierExecution[],
): ReadonlyMap<DossierExecution, string> => {
  const seen = new Map<string, number>()
  return new Map(
    executions.map((execution) => {
      const cell = Object.entries(execution.matrix).map(([key, value]) => `${key}=${value}`)
      const parts = [execution.case, execution.title, ...(cell.length > 0 ? [`[${cell}]`] : [])]
      if (execution.role === 'aggregate') parts.push('(aggregate)')
      const name = xmlText(parts.join(' '))
      const count = (seen.get(name) ?? 0) + 1
      seen.set(name, count)
      return [execution, count === 1 ? name : `${name} #${count}`]
    }),
  )
}

/** All that a reader of one execution needs, as lines. */
export const executionText = (execution: DossierExecution): readonly string[] => [
  `${execution.id} ${execution.verdict}${execution.message === undefined ? '' : `: ${execution.message}`}`,
  ...execution.earlierAttempts.map(
    ({ attempt, verdict, message }) =>
      `  attempt ${attempt}: ${verdict}${message === undefined ? '' : `: ${message}`}`,
  ),
  ...execution.steps.flatMap((row) => rowText(execution, row)),
]

/** Text of a suite: every execution. */
export const suiteText = (executions: readonly DossierExecution[]): string =>
  xmlLines(executions.flatMap(executionText))

const rowText = (execution: DossierExecution, row: DossierRow): readonly string[] => {
  if (row.verdict === 'not-executed' && row.message === undefined) return []
  const code = row.code === undefined ? '' : ` [${row.code}]`
  return [
    `  ${row.id}: ${row.skipped ? 'skipped' : row.verdict}${code}  ${execution.file}:${row.line}`,
    ...neutralLines(row.message ?? '', 20).map((text) => `    ${text}`),
    ...(row.hint === undefined ? [] : [`    hint: ${row.hint}`]),
    ...(row.knownIssue === undefined ? [] : [`    known issue: ${row.knownIssue}`]),
    ...row.expectations.flatMap((one) => [
      `    ${one.compares === undefined ? one.verdict : 'target'}: ${one.message}`,
      ...(limitText(one) === undefined && one.value === undefined
        ? []
        : [
            `      ${measurementFacts(one)
              .map((fact) => fact.join(' '))
              .join('; ')}`,
          ]),
    ]),
    ...row.evidence.map((file) => `    evidence: ${file.name} sha256 ${file.sha256}`),
  ]
}

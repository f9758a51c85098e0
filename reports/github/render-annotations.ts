import type { Dossier, DossierExecution, DossierRow } from '#domain/dossier.ts'

/** Annotations that GitHub shows of one step of a job; more are not shown anywhere. */
const most = 10

/**
 * Workflow commands of GitHub Actions: an error for every failed row, a warning for every blocked one, at the line of its
 * case file, and a notice that says what the run was. Worst first, since GitHub shows only the first ten of a kind.
 */
export const renderAnnotations = (dossier: Dossier): string => {
  const all = [...dossier.precursors, ...dossier.executions]
  const findings = all.flatMap((execution) =>
    execution.steps.flatMap((row) => finding(execution, row)),
  )
  const errors = findings.filter(({ level }) => level === 'error')
  const warnings = findings.filter(({ level }) => level === 'warning')
  const lines = [...withRest(errors), ...withRest(warnings), notice(dossier)].map(commandText)
  return `${lines.join('\n')}\n`
}

interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly file?: string
  readonly line?: number
  readonly title: string
  readonly message: string
}

const finding = (execution: DossierExecution, row: DossierRow): readonly Annotation[] => {
  const isFail = row.verdict === 'fail' && row.knownIssue === undefined
  if (!isFail && row.verdict !== 'blocked') return []
  // A call that blocked repeats what the rows of its precursor say.
  if (row.call !== undefined) return []
  return [
    {
      level: isFail ? 'error' : 'warning',
      file: execution.file,
      line: row.line,
      title: `${execution.id} ${row.id}: ${row.verdict}`,
      message: messageOf(execution, row),
    },
  ]
}

const messageOf = (execution: DossierExecution, row: DossierRow): string => {
  const failed = row.expectations
    .filter(({ verdict }) => verdict !== 'pass')
    .map(({ message }) => message)
  return [execution.title, ...(row.message === undefined ? [] : [row.message]), ...failed]
    .filter((text, index, all) => all.indexOf(text) === index)
    .join('\n')
}

const withRest = (found: readonly Annotation[]): readonly Annotation[] => {
  const [first] = found
  if (first === undefined || found.length <= most) return found
  const shown = found.slice(0, most - 1)
  const rest = found.length - shown.length
  return [
    ...shown,
    { level: first.level, title: `${rest} more`, message: `${rest} more rows are in the report` },
  ]
}

const notice = ({ run, executions }: Dossier): Annotation => {
  const passed = executions.filter(({ verdict }) => verdict.startsWith('pass')).length
  const credit = run.noCredit.length === 0 ? '' : `; a rehearsal, no credit: ${run.noCredit[0]}`
  return {
    level: 'notice',
    title: `lvv run ${run.id}: ${run.verdict}`,
    message: `${passed} of ${executions.length} executions passed on ${run.environment} (${run.stage})${credit}`,
  }
}

const commandText = ({ level, file, line, title, message }: Annotation): string => {
  const properties = [
    ...(file === undefined ? [] : [`file=${property(file)}`]),
    ...(line === undefined ? [] : [`line=${line}`]),
    `title=${property(title)}`,
  ]
  return `::${level} ${properties.join(',')}::${data(message)}`
}

/** Escapes the text of a workflow command; nothing in it can end the line and begin another command. */
const data = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')

const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C')

import type { TestCase } from 'junit-report-builder'
import type { DossierExecution, DossierRun } from '#domain/dossier.ts'
import { commandText, repeatCommand } from '#reports/terminal/commands.ts'
import { isTrouble } from '#reports/terminal/find-causes.ts'
import { executionText, xmlLines, xmlText } from './describe-execution.ts'

/**
 * A fail is a failure; what was blocked is an error; what did not run, waits for a person, or is forgiven by a known
 * issue is skipped, as the exit code has it.
 */
export const addResult = (
  testCase: TestCase,
  run: DossierRun,
  execution: DossierExecution,
): void => {
  const message = xmlText(reason(execution))
  const text = xmlLines([
    ...executionText(execution),
    `repeat: ${commandText(repeatCommand(run, execution.case))}`,
  ])
  switch (execution.verdict) {
    case 'pass':
    case 'pass-with-deviation':
      return
    case 'not-executed':
    case 'in-progress':
      testCase.skipped()
      return
    case 'fail':
      if (isForgiven(execution)) testCase.skipped()
      else testCase.failure(message, 'fail').stacktrace(text)
      return
    case 'blocked':
      if (isForgiven(execution)) testCase.skipped()
      else testCase.error(message, xmlText(codeOf(execution)), text)
      return
    default:
      execution.verdict satisfies never
  }
}

/** Why a test case is skipped. */
export const skipReason = (execution: DossierExecution): string => {
  if (execution.verdict === 'not-executed') return execution.message ?? 'not executed'
  if (execution.verdict === 'in-progress') return execution.message ?? 'waits for a person'
  const issues = trouble(execution).map(
    (row) => `${row.id} ${row.verdict}, known issue ${row.knownIssue}`,
  )
  return issues.join('; ')
}

const trouble = (execution: DossierExecution) => execution.steps.filter(isTrouble)

const isForgiven = (execution: DossierExecution): boolean =>
  trouble(execution).length > 0 && trouble(execution).every((row) => row.knownIssue !== undefined)

const codeOf = (execution: DossierExecution): string =>
  trouble(execution).find((row) => row.code)?.code ?? 'blocked'

const reason = (execution: DossierExecution): string => {
  const rows = trouble(execution).filter((row) => row.knownIssue === undefined)
  const messages = rows.map((row) => {
    const judged = row.expectations.find((one) => one.verdict === row.verdict)
    return `${row.id}: ${row.message ?? judged?.message ?? row.verdict}`
  })
  return messages.join('; ') || execution.message || execution.verdict
}

import type { KnownIssue } from '#domain/requirement.ts'

/** Finds the Jira key of the known issue that forgives a failure of a row on this environment and day. */
export const knownIssueFinder = (
  issues: readonly KnownIssue[],
  environment: string,
  instant: number,
): ((caseKey: string, row: string) => string | undefined) => {
  const today = new Date(instant).toISOString().slice(0, 10)
  const inForce = new Map(
    issues
      .filter((issue) => issue.environments.includes(environment) && issue.until >= today)
      .map((issue) => [`${issue.case} ${issue.row}`, issue.jira]),
  )
  return (caseKey, row) => inForce.get(`${caseKey} ${row}`)
}

import type { Coverage } from '#domain/tracing/coverage.ts'
import type { ElementTrace } from '#domain/tracing/trace-dossier.ts'

/** Coverages that agree with a status that people set in Jira; a status that is not here says nothing of results. */
const agreeing: ReadonlyMap<string, readonly Coverage[]> = new Map<string, readonly Coverage[]>([
  ['not covered', ['not-covered']],
  ['covered', ['not-verified']],
  ['in verification', ['not-verified', 'partially-verified', 'with-failures']],
  ['verified', ['fully-verified']],
  ['verified w/ deviation', ['fully-verified']],
  ['monitoring', ['fully-verified']],
  ['failed', ['with-failures']],
  ['out of compliance', ['with-failures']],
  // It is not descoped here: its requirement is live.
  ['descoped', []],
])

/** True for a live element whose status in Jira and whose coverage by results do not say the same. */
export const disagrees = ({
  jiraStatus,
  coverage,
}: Pick<ElementTrace, 'jiraStatus' | 'coverage'>): boolean => {
  const expected = agreeing.get(jiraStatus?.trim().toLowerCase() ?? '')
  return expected !== undefined && !expected.includes(coverage)
}

import { exactly } from '#cli/describe-expectation.ts'
import type { Io } from '#cli/screen/io.ts'
import { renderTable } from '#cli/screen/render-table.ts'
import type { RunId } from '#domain/keys.ts'
import type { AttemptOutcome } from '#domain/tracing/outcome.ts'
import type { Ledger } from '#ledger/ledger.ts'

/** Shows a run of imported results: nothing of it was executed here. */
export const showImported = async (
  ledger: Ledger,
  run: RunId,
  json: boolean,
  io: Io,
): Promise<void> => {
  const [facts, outcomes] = await Promise.all([ledger.runOutcomes(), ledger.outcomes()])
  const found = facts.find((one) => one.run === run)
  const results = outcomes.filter(({ origin }) => origin.run === run)
  if (json) {
    io.stdout.write(`${JSON.stringify({ run: found, results }, exactly, 2)}\n`)
    return
  }
  const by = found?.executor === undefined ? '' : ` by ${found.executor}`
  const at = `${found?.startedAt.slice(0, 19).replace('T', ' ')} UTC`
  io.stdout.write(
    `run ${run}: ${results.length} results imported from ${found?.imported?.source}${by}, ${at}\n\n`,
  )
  io.stdout.write(renderTable(columns, results.map(cells), io.stdout))
  for (const { name, role, disposition, note } of found?.reviews ?? []) {
    io.stdout.write(`\nreview: ${disposition} by ${name} (${role}): ${note}\n`)
  }
}

const columns = ['line', 'case', 'elements', 'verdict', 'date', 'release', 'environment', 'message']

const cells = (outcome: AttemptOutcome): readonly string[] => [
  outcome.origin.kind === 'import' ? String(outcome.origin.line) : '',
  outcome.case ?? '',
  Object.keys(outcome.elements).join(' '),
  outcome.verdict,
  outcome.at.slice(0, 10),
  outcome.release ?? '',
  outcome.creditable ? outcome.environment : `${outcome.environment} (${outcome.stage})`,
  (outcome.message ?? '').replaceAll(/\p{Cc}+/gu, ' '),
]

import type { RunId, TestCaseKey } from '#domain/keys.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { RunSummary } from '#ledger/ledger.ts'
import type { ReportFormat } from './report-formats.ts'

/** Runs whose executions get pages of their own; older ones are shown by their results. */
const runsWithPages = 30

/** The site: static pages that open from a disk. Unchanged pages are not touched. */
export const html: ReportFormat = {
  writes: 'folder',
  write: async (source, folder) => {
    const { renderSite } = await import('#reports/html/render-site.ts')
    const { ledger, open } = source
    const { cases, requirements } = open.catalog
    const trace = await source.trace()
    const { missing } = await renderSite(
      {
        trace,
        runs: runsOf(trace),
        dossiers: source.dossierOf,
        versionOf: async (run) => versionOf(await ledger.run(run as RunId)),
        evidence: (sha256) =>
          ledger.evidence.path({ sha256 }).then(
            (path) => path,
            () => undefined,
          ),
        definitions: (key) => cases.get(key as TestCaseKey),
        knownIssues: requirements.knownIssues,
        previous: source.traceBefore,
      },
      folder,
    )
    return missing.length === 0
      ? []
      : [`${missing.length} files of evidence are not in the site: ${listed(missing)}`]
  },
}

/** Files that are named; the rest is counted. */
const named = 5

const listed = (names: readonly string[]): string =>
  names.length <= named ? names.join(', ') : `${names.slice(0, named).join(', ')} …`

/** The newest runs, and every older one that a counted result comes from. */
const runsOf = ({ runs, elements, results }: TraceDossier): readonly number[] => {
  const origin = new Map(results.map(({ id, origin: { run } }) => [id, run]))
  const counted = elements.flatMap(({ cells }) =>
    cells.flatMap(({ taken }) => origin.get(taken ?? '') ?? []),
  )
  const newest = runs.filter(({ imported }) => imported === undefined).slice(0, runsWithPages)
  return [...new Set([...newest.map(({ run }) => run), ...counted])].sort((a, b) => b - a)
}

/** What of a run can change after it ended: it goes on, is recorded, reviewed, explained. */
const versionOf = (run: RunSummary | undefined): string | undefined =>
  run === undefined || run.active
    ? undefined
    : JSON.stringify([run.finishedAt, run.verdict, run.counts])

import { contentHash } from '#domain/content-hash.ts'
import { executionId } from '#domain/keys.ts'
import type { Review, RunOutcome } from '#domain/tracing/outcome.ts'
import type { ResultTrace } from '#domain/tracing/trace-dossier.ts'
import { isPassing, type Verdict } from '#domain/verdict.ts'
import { at, type Plan } from './sample-plan.ts'

/** Runs that a sample has; odd ones are rehearsals, the last one is imported. */
export const runCount = 12

/** True for a run of a sample that earns credit. */
export const isCreditable = (run: number): boolean => run % 2 === 0

const day = 86_400_000
const start = Date.UTC(2026, 9, 26, 2)

/** Instant within a run of a sample. */
export const instant = (run: number, seconds: number): string =>
  new Date(start + run * 2 * day + seconds * 1000).toISOString()

const releaseOf = (run: number): string => (run < 4 ? 'w_2026_39' : 'w_2026_43')

/** The runs of a sample, newest first. */
export const sampleRuns = ({ text }: Plan): readonly RunOutcome[] =>
  [...Array(runCount).keys()].map((index) => runAt(index + 1, text)).reverse()

const runAt = (run: number, text: Plan['text']): RunOutcome => ({
  run,
  ...(isCreditable(run)
    ? { environment: 'usdf', stage: 'commissioning', plan: 'LVV-P147', noCredit: [] }
    : {
        environment: 'local',
        stage: 'rehearsal',
        noCredit: [text('the environment is a rehearsal', run)],
      }),
  release: releaseOf(run),
  startedAt: instant(run, 0),
  ...(run === 5 ? {} : { finishedAt: instant(run, 3600) }),
  verdict: run % 3 === 0 ? 'fail' : 'pass',
  interrupted: run === 5,
  executor: text('C. Operator', run),
  software: [
    { product: 'lsst_distrib', version: text(releaseOf(run), run), modified: run === 7 },
    { product: 'qserv', version: `2026.${run}.1`, modified: false },
  ],
  datasets: { survey: text('HSC/runs/RC2/w_2026_43', run) },
  notApplicable: [],
  reviews: run % 4 === 0 ? [reviewAt(run, text)] : [],
  ...(run === runCount
    ? { imported: { source: text('results-2026-11.csv', 1), sha256: contentHash('imported') } }
    : {}),
})

const reviewAt = (run: number, text: Plan['text']): Review => ({
  name: text('D. Reviewer', run),
  role: 'verification lead',
  at: instant(run, 7200),
  disposition: run === 8 ? 'reject' : 'accept',
  note: text('Looked at every failure.', run + 1),
})

const usual: readonly Verdict[] = ['pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass', 'pass']
const verdicts: readonly Verdict[] = [
  ...usual,
  'pass-with-deviation',
  'fail',
  ...usual,
  'blocked',
  'not-executed',
  ...usual,
  'in-progress',
]

/** Results of all cases of a sample, and the same by case, newest first. */
export const resultsOfCases = (
  plan: Plan,
): {
  readonly newestFirst: readonly ResultTrace[]
  readonly byCase: ReadonlyMap<string, readonly ResultTrace[]>
} => {
  const byCase = new Map<string, readonly ResultTrace[]>()
  for (const [index, testCase] of plan.cases.entries()) {
    if (testCase.stub || testCase.kind === 'precursor' || index % 7 === 3) continue
    const newestRun = runCount - ((index * 5) % 9)
    const runs = [newestRun, newestRun - 1, newestRun - 3].slice(0, 1 + (index % 3))
    byCase.set(
      testCase.key,
      runs.filter((run) => run > 0).map((run) => resultAt(plan, index, run)),
    )
  }
  const newestFirst = [...byCase.values()]
    .flat()
    .sort((a, b) => (a.at === b.at ? (a.id < b.id ? -1 : 1) : a.at < b.at ? 1 : -1))
  return { newestFirst, byCase }
}

const resultAt = (plan: Plan, index: number, run: number): ResultTrace => {
  const testCase = plan.cases[index]
  if (!testCase) throw new Error(`A sample has no case ${index}`)
  const matrix = index % 9 === 2 ? { band: at(['g', 'r', 'i'], index) } : {}
  const verdict = at(verdicts, index * 3 + run)
  return {
    ...identityOf({ plan, index, run, name: `${testCase.key}${cellName(matrix)}` }),
    case: testCase.key,
    matrix,
    verdict,
    elements: verdictsOf(testCase, verdict),
    creditable: isCreditable(run),
    stage: isCreditable(run) ? 'commissioning' : 'rehearsal',
    environment: isCreditable(run) ? 'usdf' : 'local',
    release: releaseOf(run),
    at: instant(run, 60 + (index % 3000)),
    ...(run === runCount ? {} : { caseHash: testCase.contentHash }),
    basis: testCase.basis,
    ...(isPassing(verdict)
      ? {}
      : { message: plan.text(`Expected a value below the limit, found ${index}.`, index) }),
    ...(index % 97 === 9 ? { explanation: explanationAt(plan, index, run) } : {}),
    changes:
      index % 17 === 1
        ? [{ key: testCase.key, what: 'case', message: plan.text('limit 10 s → 12 s', index) }]
        : [],
    review: reviews[run] ?? 'none',
    unstable: index % 83 === 4,
  }
}

// An object whose keys are like no other's costs a kilobyte: results of a case that found the same share one.
const known = new WeakMap<object, { [verdict: string]: ResultTrace['elements'] }>()

const verdictsOf = (
  { elements }: Plan['cases'][number],
  verdict: Verdict,
): ResultTrace['elements'] => {
  const made = known.get(elements) ?? {}
  known.set(elements, made)
  made[verdict] ??= Object.fromEntries(elements.map((element) => [element, verdict]))
  return made[verdict]
}

const reviews: { readonly [run: number]: ResultTrace['review'] } = {
  4: 'accepted',
  8: 'rejected',
  12: 'accepted',
}

const cellName = (matrix: { readonly band?: string }): string =>
  matrix.band === undefined ? '' : `[band=${matrix.band}]`

const identityOf = (of: { plan: Plan; index: number; run: number; name: string }) => {
  const { plan, index, run, name } = of
  if (run === runCount) {
    const source = plan.text('results-2026-11.csv', 1)
    return {
      id: `${run}/import:${index + 1}`,
      origin: { kind: 'import', run, line: index + 1, source },
      fingerprint: '',
    } as const
  }
  return {
    id: `${run}/${name}#1`,
    origin: { kind: 'execution', run, execution: executionId(name), attempt: 1 },
    fingerprint: contentHash(`${name} ${run}`),
  } as const
}

const explanationAt = ({ text }: Plan, index: number, run: number) => ({
  name: text('E. Expert', index),
  role: 'test engineer',
  at: instant(run, 5000),
  note: text('A disk was full.', index),
  jira: 'DM-50003',
})

import type { Dossier, DossierExecution, DossierRow } from '#domain/dossier.ts'
import type { EvidenceRef } from '#domain/evidence.ts'
import { sampleText } from '#domain/testing/sample-text.ts'
import { sampleTrace } from '#domain/testing/sample-trace.ts'
import type { CaseTrace, ResultTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import type { SiteInput } from '#reports/html/site-input.ts'
import { sampleDefinition } from './sample-definition.ts'
import { keepSampleEvidence } from './sample-evidence.ts'

/** Run of the sample that has a dossier. */
export const detailedRun = 11

/** Everything a site is made of, with one run in full. `folder` takes the evidence. */
export const sampleSite = (
  folder: string,
  size: { readonly requirements: number; readonly cases: number; readonly hostile?: boolean },
): SiteInput => {
  const trace = sampleTrace(size)
  const { references, find } = keepSampleEvidence(folder)
  const text = sampleText(size.hostile === true)
  const cases = new Map<string, CaseTrace>(trace.cases.map((one) => [one.key, one]))
  const [firstCase] = trace.cases
  const dossier = sampleDossier(trace, references, size.hostile === true)
  return {
    trace,
    runs: [detailedRun],
    dossiers: async (run) => (run === detailedRun ? dossier : undefined),
    evidence: find,
    definitions: (key) => {
      const held = cases.get(key)
      return held && sampleDefinition(held, text)
    },
    knownIssues: firstCase
      ? [
          {
            case: firstCase.key,
            row: text('look', 1),
            environments: ['usdf'],
            until: '2027-01-31',
            owner: text('A. Person', 2),
            jira: 'EXAMPLE-3',
            reason: text('The map is not drawn yet.', 3),
          },
        ]
      : [],
    previous: async () => previousOf(trace),
  }
}

// What was known before: one requirement fewer, one more, and coverage that has changed since.
const previousOf = (trace: TraceDossier): TraceDossier => ({
  ...trace,
  requirements: trace.requirements
    .slice(1)
    .map((requirement, index) =>
      index % 7 === 0
        ? { ...requirement, coverage: index % 2 === 0 ? 'not-verified' : 'fully-verified' }
        : requirement,
    ),
})

const sampleDossier = (
  trace: TraceDossier,
  evidence: readonly EvidenceRef[],
  hostile: boolean,
): Dossier => {
  const cases = new Map(trace.cases.map((testCase) => [testCase.key, testCase]))
  const own = trace.results.filter(({ origin }) => origin.run === detailedRun)
  const text = sampleText(hostile)
  return {
    run: {
      id: detailedRun,
      environment: 'local',
      stage: 'rehearsal',
      release: 'w_2026_43',
      software: [{ product: 'lsst_distrib', version: 'w_2026_43', modified: false }],
      startedAt: '2026-11-17T02:00:00.000Z',
      finishedAt: '2026-11-17T03:00:00.000Z',
      verdict: 'fail',
      interrupted: false,
      noCredit: [text('the environment is a rehearsal', 1)],
      inputs: { repository: text('/repo/main', 2) },
    },
    executions: own.flatMap((result, index) => {
      const testCase = result.case === undefined ? undefined : cases.get(result.case)
      return testCase
        ? [executionOf(result, testCase, { text, evidence: index === 0 ? evidence : [] })]
        : []
    }),
    precursors: [],
    notApplicable: [],
    requirements: [],
  }
}

interface With {
  readonly text: (plain: string, index: number) => string
  readonly evidence: readonly EvidenceRef[]
}

const executionOf = (result: ResultTrace, testCase: CaseTrace, of: With): DossierExecution => ({
  id: result.origin.kind === 'execution' ? result.origin.execution : result.id,
  case: testCase.key,
  title: testCase.title,
  area: testCase.area,
  role: 'case',
  file: testCase.file,
  matrix: result.matrix,
  fingerprint: result.fingerprint,
  verdict: result.verdict,
  ...(result.message === undefined ? {} : { message: result.message }),
  attempt: 2,
  earlierAttempts: [{ attempt: 1, verdict: 'blocked', message: of.text('no answer', 3) }],
  creditable: false,
  startedAt: '2026-11-17T02:00:00.000Z',
  finishedAt: '2026-11-17T02:01:05.000Z',
  verifies: testCase.elements,
  requirements: testCase.requirements,
  elements: result.elements,
  steps: rowsOf(result, of),
  callers: [],
})

const rowsOf = (result: ResultTrace, { text, evidence }: With): readonly DossierRow[] => {
  const row = (id: string): Omit<DossierRow, 'verdict'> => ({
    id,
    section: 'script',
    skipped: false,
    attempts: 1,
    earlier: [],
    line: 1,
    expectations: [],
    evidence: [],
  })
  return [
    {
      ...row('stack'),
      verdict: 'pass',
      call: text('LVV-T860', 4),
      description: text('Set up the stack.', 5),
    },
    {
      ...row('measured'),
      verdict: result.verdict,
      do: 'metrics.read',
      expected: text('The metric exists.', 6),
      duration: 1234,
      message: text('It was found.', 7),
      evidence,
      expectations: [
        {
          kind: 'measure',
          verdict: 'pass',
          message: text('at most 10 mas was expected, 5.1 mas was found', 8),
          line: 3,
          measure: 'AM1',
          value: 5.13,
          unit: 'mas',
          uncertainty: 0.1,
          n: 400,
          limit: { sense: 'at-most', limit: 10, strict: false },
          margin: 4.87,
          elements: [],
        },
        {
          kind: 'measure',
          verdict: 'pass',
          message: text('AM1 = 5.12999 mas, expected at most 5 mas: a target decides nothing', 9),
          line: 4,
          measure: 'AM1',
          value: 5.13,
          unit: 'mas',
          limit: { sense: 'at-most', limit: 5, strict: false },
          margin: -0.13,
          compares: text('DMS-REQ-0005/limit5', 5),
          elements: [],
        },
      ],
    },
    {
      ...row('look'),
      verdict: 'in-progress',
      manual: text('Look at the map.', 9),
      record: {
        name: text('A. Person', 1),
        role: 'scientist',
        at: '2026-11-17T02:00:30.000Z',
        note: text('Fine.', 2),
      },
    },
  ]
}

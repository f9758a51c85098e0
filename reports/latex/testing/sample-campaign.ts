import type { CampaignPlan } from '#domain/campaign-plan.ts'
import type { Dossier } from '#domain/dossier.ts'
import { parsePlanKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'
import { buildDossier } from '#traceability/build-dossier.ts'
import { laterInput } from '#traceability/testing/later-input.ts'
import { callRow, manualRow, stepRow, testCase } from '#traceability/testing/sample-definitions.ts'
import { sampleInput } from '#traceability/testing/sample-input.ts'

const key = parsePlanKey('LVV-P147')
if (key === undefined) throw new Error('LVV-P147 is no key of a plan')

/** A plan with every section that people write. */
export const samplePlan: CampaignPlan = {
  key,
  title: 'Acceptance campaign of the winter',
  document: 'DMTR-401',
  release: 'w_2026_43',
  environment: 'usdf',
  cases: [
    { kind: 'case', reference: 'LVV-T1745' },
    { kind: 'case', reference: 'LVV-T9999' },
    { kind: 'tag', tag: 'nightly' },
  ],
  entry: testCase('LVV-P147-T0', 'Entry', [stepRow('stack', 'pipelines.stack')]),
  sections: {
    owner: 'A. Person',
    milestone: { id: 'LDM-503-20', name: 'Winter acceptance' },
    product: 'Science pipelines',
    status: 'Approved',
    objective: ['Show that the metrics are computed.'],
    overview: ['Three parts:\n- pipelines\n- Butler\nand what joins them.'],
    observing: false,
    verificationEnvironment: ['The cluster of the data facility.'],
    configuration: ['As released.'],
    entryCriteria: ['The release is installed'],
    exitCriteria: ['No failure is open', 'Every result is reviewed'],
    documentation: ['https://example.org/campaign_147'],
    personnel: [{ name: 'B. Person', role: 'operator', cases: ['LVV-T1745'] }],
    overallAssessment: ['AM2 is 50 % below its limit & stable.'],
    recommendedImprovements: ['- more pairs\n- fewer retries'],
  },
  approvals: [{ what: 'plan', role: 'science lead', name: 'C. Person', date: '2026-11-01' }],
  file: 'cases/plans/LVV-P147.yaml',
  contentHash: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
}

/** Two runs of it, both rehearsals, with every kind of row and verdict. */
export const rehearsals: readonly Dossier[] = [buildDossier(sampleInput), buildDossier(laterInput)]

/** The same results as if they had been found where they earn credit. */
export const credited = (dossier: Dossier): Dossier => ({
  ...dossier,
  run: { ...dossier.run, stage: 'commissioning', environment: 'usdf', noCredit: [] },
  executions: dossier.executions.map((item) => ({ ...item, creditable: true })),
  precursors: dossier.precursors.map((item) => ({ ...item, creditable: true })),
})

const secondLevel = testCase(
  'LVV-T860',
  'Initialize the science pipelines',
  [
    stepRow('load', 'core.command', {
      with: { argv: { kind: 'list', items: [literal('eups'), literal('list')] } },
    }),
  ],
  { kind: 'precursor', alias: 'initialize_science_pipelines' },
)

const firstLevel = testCase(
  'LVV-T1064',
  'Data release production payload',
  [callRow('stack', 'LVV-T860'), stepRow('run', 'pipelines.run', { expected: 'It ends.' })],
  {
    kind: 'precursor',
    inputs: [{ name: 'dataset', type: { kind: 'string' }, default: literal('survey') }],
    outputs: { butler: { kind: 'expression', expression: { source: 'steps.run', line: 3 } } },
  },
)

function literal(value: string) {
  return { kind: 'literal', value } as const
}

/** Cases of each status and kind: calls in calls, an expectation of each kind, a person's row, a stub. */
export const sampleCases: readonly TestCase[] = [
  secondLevel,
  firstLevel,
  testCase(
    'LVV-T1745',
    'Median relative astrometric error on 20 arcmin scales',
    [
      callRow('processed', 'LVV-T1064', { with: { dataset: literal('survey') } }),
      stepRow('am2', 'metrics.read', {
        description: 'Read AM2 of this band.',
        expected: 'AM2 exists.',
        given: [
          { that: { source: 'result.pairs >= 100', line: 1 }, because: 'few say nothing', line: 1 },
        ],
        expect: [
          {
            judgement: {
              kind: 'measure',
              measure: 'AM2',
              value: { source: 'result.value', line: 1 },
              unit: 'mas',
              criterion: {
                kind: 'limit',
                own: { sense: 'at-most', limit: { kind: 'literal', value: 10 }, strict: true },
              },
            },
            elements: [],
            named: false,
            line: 1,
          },
        ],
      }),
      manualRow('look', 'Look at the residual map.', { expected: 'Nothing stands out.' }),
    ],
    {
      objective: 'The software computes AM2.',
      requires: ['datasets.survey'],
      matrix: { band: { kind: 'list', items: [literal('g'), literal('r')] } },
      teardown: [stepRow('close', 'butler.close', { always: true })],
    },
  ),
  testCase('LVV-T40', 'Formats of exported catalogs', [], { status: 'Draft' }),
  testCase('LVV-T9', 'A case of the past', [], { status: 'Deprecated' }),
]

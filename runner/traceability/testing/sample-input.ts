import type { PlannedExecution } from '#domain/execution-graph.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { DossierInput } from '#traceability/dossier-input.ts'
import {
  callRow,
  caseKey,
  elementKey,
  id,
  manualRow,
  requirementKey,
  stepRow,
  testCase,
  verified,
} from './sample-definitions.ts'
import { am2, am2Target, evidence, expectation, planned, row, state } from './sample-results.ts'

const am2Rows = [
  callRow('processed', 'LVV-T1064'),
  stepRow('am2', 'metrics.read', {
    description: 'Read AM2 of this band.',
    expected: 'AM2 exists and agrees with the truth of the simulated sky.',
    line: 24,
  }),
]

const definitions: readonly TestCase[] = [
  testCase('LVV-T860', 'Initialize science pipelines', [stepRow('open', 'pipelines.stack')], {
    kind: 'precursor',
    area: 'precursors',
  }),
  testCase(
    'LVV-T1064',
    'Data release production payload',
    [
      callRow('stack', 'LVV-T860'),
      stepRow('run', 'pipelines.run', {
        description: 'Run the pipeline over the survey.',
        line: 30,
      }),
    ],
    { kind: 'precursor', area: 'precursors' },
  ),
  testCase('LVV-T1745', 'Median relative astrometric error on 20 arcmin scales', am2Rows, {
    verifies: [verified('LVV-3402', 'DMS-REQ-0360')],
  }),
  testCase(
    'LVV-T377',
    'Photometric performance: repeatability, zero points, ghosts and cross-talk of the calibrated images',
    [stepRow('pf1', 'metrics.read', { description: 'Read PF1.' })],
    { verifies: [verified('LVV-9752', 'DMS-REQ-0359'), verified('LVV-9759', 'DMS-REQ-0359')] },
  ),
  testCase(
    'LVV-T28',
    'Measurements in catalogs are in flux units',
    [callRow('data', 'LVV-T1064', { line: 12 }), stepRow('schema', 'butler.get')],
    { area: 'data-products', verifies: [verified('LVV-178', 'DMS-REQ-0347')] },
  ),
  testCase(
    'LVV-T40',
    'Catalog export formats',
    [stepRow('query', 'http.request', { description: 'Ask the service for its formats.' })],
    { area: 'data-products', verifies: [verified('LVV-35', 'DMS-REQ-0078')] },
  ),
  testCase(
    'LVV-T1232',
    'Portal images 電波望遠鏡の画像 are drawn',
    [
      manualRow('look', 'Look at the residual map.', {
        expected: 'No coherent structure larger than 5 mas.',
      }),
    ],
    { area: 'lsp' },
  ),
  testCase('LVV-T191', 'Commissioning cluster', [stepRow('load', 'core.command')], {
    area: 'operations',
  }),
]

const processed = 'LVV-T1064~ab12'
const executions: readonly PlannedExecution[] = [
  planned('LVV-T860~77aa', { role: 'precursor', callers: [id(processed), id('LVV-T1064~cd34')] }),
  planned(processed, {
    role: 'precursor',
    calls: { stack: id('LVV-T860~77aa') },
    callers: [id('LVV-T1745[band=g]'), id('LVV-T1745[band=r]')],
  }),
  planned('LVV-T1064~cd34', {
    role: 'precursor',
    calls: { stack: id('LVV-T860~77aa') },
    callers: [id('LVV-T1745[band=i]'), id('LVV-T28')],
  }),
  planned('LVV-T1745[band=g]', { matrix: { band: 'g' }, calls: { processed: id(processed) } }),
  planned('LVV-T1745[band=r]', { matrix: { band: 'r' }, calls: { processed: id(processed) } }),
  planned('LVV-T1745[band=i]', {
    matrix: { band: 'i' },
    calls: { processed: id('LVV-T1064~cd34') },
  }),
  planned('LVV-T377'),
  planned('LVV-T28', { calls: { data: id('LVV-T1064~cd34') } }),
  planned('LVV-T40'),
  planned('LVV-T1232'),
  planned('LVV-T191'),
]

const because = 'LVV-T1064~cd34 did not pass'
const blockedCall = (name: string) =>
  row(name, { verdict: 'blocked', code: 'precursor-not-passed', message: because })

const states: readonly ExecutionState[] = [
  state('LVV-T860~77aa', { rows: [row('open')] }),
  state(processed, { rows: [row('stack'), row('run', { evidence: [evidence('run.log', 'b')] })] }),
  state('LVV-T1064~cd34', {
    verdict: 'fail',
    message: '2 of 10 quanta failed',
    rows: [
      row('stack'),
      row('run', {
        verdict: 'fail',
        message:
          '2 of 10 quanta failed\nmeasure {band: i, tract: 3}: ValueError: singular matrix\nmeasure {band: i, tract: 4}: ValueError: singular matrix',
        evidence: [evidence('pipetask.log', 'c'), evidence('report.json', 'd')],
      }),
    ],
  }),
  state('LVV-T1745[band=g]', {
    elements: { 'LVV-3402': 'pass' },
    rows: [row('processed'), row('am2', { expectations: [am2(5.13, 'pass'), am2Target(5.13)] })],
  }),
  state('LVV-T1745[band=r]', {
    verdict: 'fail',
    elements: { 'LVV-3402': 'fail' },
    rows: [
      row('processed'),
      row('am2', {
        verdict: 'fail',
        message: am2(7.31, 'fail').message,
        expectations: [am2(7.31, 'fail'), am2Target(7.31), expectation({})],
        evidence: [evidence('AM2-r.json', 'a')],
      }),
    ],
  }),
  state('LVV-T1745[band=i]', {
    verdict: 'blocked',
    elements: { 'LVV-3402': 'blocked' },
    message: because,
    rows: [blockedCall('processed')],
  }),
  state('LVV-T377', {
    verdict: 'pass-with-deviation',
    attempt: 2,
    elements: { 'LVV-9752': 'pass-with-deviation', 'LVV-9759': 'pass' },
    rows: [
      row('pf1', {
        tries: 2,
        earlier: ['the repository did not answer'],
        expectations: [
          expectation({
            kind: 'measure',
            verdict: 'pass-with-deviation',
            message: 'PF1 is 11.2 %, within the approved 12 %',
            measurement: {
              measure: 'PF1',
              value: 11.2,
              unit: '%',
              uncertainty: { low: 0.3, high: 0.4 },
            },
            limit: { sense: 'at-most', limit: 12, strict: false, stated: { value: 10, unit: '%' } },
            margin: 0.8,
            meets: 'DMS-REQ-0359/PF1',
            deviation: 'LVV-20001',
          }),
        ],
      }),
    ],
  }),
  state('LVV-T28', {
    verdict: 'blocked',
    elements: { 'LVV-178': 'blocked' },
    message: because,
    rows: [blockedCall('data')],
  }),
  state('LVV-T40', {
    verdict: 'blocked',
    elements: { 'LVV-35': 'blocked' },
    message: 'GET http://127.0.0.1:8021/formats: connection refused',
    rows: [
      row('query', {
        verdict: 'blocked',
        code: 'service-unavailable',
        tries: 3,
        earlier: ['connection refused', 'connection refused'],
        message: 'GET http://127.0.0.1:8021/formats: connection refused',
        hint: 'Start the service, or name another one in the environment.',
      }),
    ],
  }),
  state('LVV-T1232', {
    verdict: 'in-progress',
    rows: [row('look', { verdict: 'in-progress' })],
  }),
  state('LVV-T191', {
    verdict: 'fail',
    rows: [row('load', { verdict: 'fail', message: 'exit code 3', knownIssue: 'LVV-20017' })],
  }),
]

/** A run in which everything happens that a report must show. */
export const sampleInput: DossierInput = {
  summary: {
    run: 12,
    request: {
      environment: 'local',
      stage: 'rehearsal',
      release: 'w_2026_43',
      selection: [],
      inputs: { defect: 'proper motion' },
      noCredit: ['the environment is at stage rehearsal', 'inputs were overridden (defect)'],
      bindings: {},
      command: ['lvv', 'run'],
    },
    startedAt: '2026-11-23T08:00:00.000Z',
    finishedAt: '2026-11-23T08:01:12.400Z',
    verdict: 'fail',
    exitCode: 1,
    interrupted: false,
  },
  graph: {
    executions,
    notApplicable: [{ case: caseKey('LVV-T134'), title: 'Portal login', missing: ['env.portal'] }],
    definitions: Object.fromEntries(definitions.map((one) => [one.key, one])),
    families: {},
  },
  executions: states,
  earlier: new Map([
    [id('LVV-T377'), [state('LVV-T377', { verdict: 'fail', message: 'PF1 is 14 %' })]],
  ]),
  software: [
    { product: 'lsst-pipe-base', version: '30.2026.4300', modified: false },
    { product: 'lsst-daf-butler', version: '30.2026.4300', modified: true },
  ],
  seal: '5ea1'.repeat(16),
  requirements: {
    requirements: new Map([
      [requirementKey('DMS-REQ-0360'), { title: 'Median relative astrometric error' }],
    ]),
    elements: new Map([
      [
        elementKey('LVV-3402'),
        {
          requirement: requirementKey('DMS-REQ-0360'),
          covers: { band: ['g', 'r', 'i'] },
          verifiedIn: [],
        },
      ],
    ]),
  },
}

import { describe, expect, it } from 'vitest'
import type { ExecutionGraph } from '#domain/execution-graph.ts'
import type { Expectation } from '#domain/expectation.ts'
import { parseRequirementKey } from '#domain/keys.ts'
import type { Deviation } from '#domain/requirement.ts'
import { grantDeviations } from './grant-deviations.ts'
import { callRow, caseForTest, echoRow } from './testing/case-for-test.ts'

const requirement = parseRequirementKey('DMS-REQ-0030') ?? expect.fail('no key')

const meets: Expectation = {
  judgement: {
    kind: 'measure',
    measure: 'accuracy',
    value: { source: 'result.value', line: 1 },
    unit: 'mas',
    criterion: {
      kind: 'meets',
      limit: { requirement, parameter: 'accuracy', value: 50, unit: 'mas', strict: false },
    },
  },
  elements: [],
  named: false,
  line: 1,
}
const that: Expectation = {
  judgement: { kind: 'that', that: { source: 'result.ok', line: 1 } },
  elements: [],
  named: false,
  line: 1,
}
const row = { ...echoRow('value'), expect: [meets, that] }
const graph: ExecutionGraph = {
  executions: [],
  notApplicable: [],
  definitions: {
    'LVV-T40': caseForTest('LVV-T40', [callRow('stack', 'LVV-T860'), row], {
      teardown: [row],
      aggregate: [row],
    }),
  },
  families: {},
}
const deviation: Deviation = {
  requirement,
  parameter: 'accuracy',
  limit: 80,
  stage: 'precursor',
  release: 'w_2026_43',
  approvedBy: 'systems engineer',
  jira: 'EXAMPLE-1',
  expires: '2027-06-30',
}
const circumstances = {
  deviations: [deviation],
  stage: 'precursor',
  release: 'w_2026_43',
  now: Date.parse('2027-06-30T23:59:59Z'),
} as const

/** Deviations beside the limits of script, teardown and aggregate. */
const grantedIn = ({ definitions }: ExecutionGraph): readonly unknown[] => {
  const { script = [], teardown = [], aggregate = [] } = definitions['LVV-T40'] ?? {}
  return [...script, ...teardown, ...aggregate].flatMap((each) =>
    each.kind === 'call'
      ? []
      : each.expect.flatMap(({ judgement }) =>
          judgement.kind === 'measure' && judgement.criterion.kind === 'meets'
            ? [judgement.criterion.limit.deviation]
            : [],
        ),
  )
}

describe('granting of deviations', () => {
  it('writes a deviation in force beside every limit that it relaxes, to its last day', () => {
    const granted = { limit: 80, jira: 'EXAMPLE-1', expires: '2027-06-30' }
    expect(grantedIn(grantDeviations(graph, circumstances))).toEqual([granted, granted, granted])
  })

  it.each([
    ['it has expired', { ...circumstances, now: Date.parse('2027-07-01T00:00:00Z') }],
    ['the stage is another', { ...circumstances, stage: 'rehearsal' }],
    ['the release is another', { ...circumstances, release: 'w_2026_44' }],
    ['the run is for no release', { ...circumstances, release: undefined }],
    ['there is none', { ...circumstances, deviations: [] }],
    [
      'it is of another parameter',
      { ...circumstances, deviations: [{ ...deviation, parameter: 'x' }] },
    ],
  ] as const)('leaves limits as they are when %s', (_why, { release, ...rest }) => {
    const changed = grantDeviations(graph, { ...rest, ...(release !== undefined && { release }) })
    expect(grantedIn(changed)).toEqual([undefined, undefined, undefined])
  })
})

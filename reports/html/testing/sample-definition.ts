import type { Row, TestCase } from '#domain/test-case.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'
import type { CaseTrace } from '#domain/tracing/trace-dossier.ts'

type Text = (plain: string, index: number) => string

/** A case of the sample as a file would hold it, with a row of every kind. */
export const sampleDefinition = (testCase: CaseTrace, text: Text): TestCase => {
  const { key, title, kind, calls, stub } = testCase
  const [called] = calls
  const script: readonly Row[] = [
    ...(called === undefined
      ? []
      : [{ ...row('stack'), kind: 'call' as const, call: called, with: { site: said('usdf') } }]),
    {
      ...row('measured'),
      kind: 'do',
      do: 'metrics.read',
      description: text('Read the metric.', 3),
      with: { metric: said(text('AM1', 1)) },
      onTimeout: 'block',
      given: [{ that: asks('result.pairs >= 100'), because: text('few say nothing', 2), line: 1 }],
      expect: [
        {
          judgement: {
            kind: 'value',
            value: asks('result.value'),
            check: { kind: 'atMost', limit: said(10) },
          },
          elements: [],
          named: false,
          line: 1,
        },
      ],
    },
    {
      ...row('look'),
      kind: 'manual',
      text: text('Look at the map.', 9),
      expected: text('No structure is seen.', 4),
      asks: [
        { name: 'seen', type: { kind: 'array', items: { kind: 'string' } } },
        { name: 'scale', type: { kind: 'nullable', of: { kind: 'number' } }, default: 5 },
      ],
      given: [],
      expect: [],
    },
    {
      ...row('read'),
      kind: 'report',
      text: text('Analysis of a year.', 5),
      asks: [],
      given: [],
      expect: [],
    },
  ]
  return {
    ...sampleCase('LVV-T1'),
    key,
    kind,
    title,
    matrix: { band: { kind: 'list', items: [said('g'), said('r')] } },
    requires: ['datasets.survey'],
    script: stub ? [] : script,
    teardown: stub ? [] : script.slice(0, 1),
  }
}

const row = (id: string) => ({
  id,
  continue: false,
  always: false,
  reads: [],
  elements: [],
  named: false,
  line: 1,
})

const said = (value: string | number) => ({ kind: 'literal', value }) as const
const asks = (source: string) => ({ source, line: 1 })

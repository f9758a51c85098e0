import { describe, expect, it } from 'vitest'
import { createFindings } from '#interchange/findings.ts'
import { emptySet } from '#interchange/requirement-set.ts'
import { prepareImport } from './prepare-import.ts'

describe('sources that do not hold together', () => {
  it('names what is missing, contradicting and circular, and takes the rest', () => {
    const findings = createFindings()
    const sets = [
      {
        file: 'a.csv',
        set: {
          ...emptySet,
          requirements: [
            {
              id: 'DMS-REQ-0005',
              title: 'Five',
              parents: ['DMS-REQ-0006'],
              parameters: {
                a: { name: 'a', value: 1, unit: 'h', role: 'threshold' as const },
                b: { name: 'b', value: 1 },
              },
            },
          ],
        },
      },
      {
        file: 'b.csv',
        set: {
          ...emptySet,
          requirements: [
            {
              id: 'DMS-REQ-0005',
              parents: ['DMS-REQ-0006', 'OSS-REQ-0001'],
              parameters: { a: { name: 'a', unit: 's', sense: 'at-most' as const } },
            },
            {
              id: 'DMS-REQ-0006',
              title: 'Six',
              parents: ['DMS-REQ-0005', 'DMS-REQ-0006'],
              parameters: {},
            },
            { id: 'DMS-REQ-0007', parameters: {} },
            { id: 'ODD-REQ-1', title: 'Of nobody', parameters: {} },
          ],
          elements: [{ key: 'LVV-1' }],
        },
      },
    ]
    const difference = prepareImport({
      sources: sets,
      held: emptySet,
      findings,
      origins: new Map([['DMS-REQ-0007', { file: 'b.csv', at: 'row 4' }]]),
    })
    expect(
      difference.differences.map(({ key, fields }) => [
        key,
        Object.fromEntries(fields.map(({ field, after }) => [field, after])),
      ]),
    ).toEqual([
      ['LSE-61', { document: 'LSE-61', title: 'Data Management System Requirements' }],
      [
        'DMS-REQ-0005',
        { document: 'LSE-61', title: 'Five', parents: ['DMS-REQ-0006', 'OSS-REQ-0001'] },
      ],
      ['DMS-REQ-0005/a', { value: 1, unit: 'h', role: 'threshold', sense: 'at-most' }],
      ['DMS-REQ-0006', { document: 'LSE-61', title: 'Six' }],
    ])
    expect(
      findings.all.map(({ file, at, key, message }) =>
        [file, at, key, message].filter(Boolean).join(' | '),
      ),
    ).toEqual([
      'b.csv | DMS-REQ-0005/a | unit is "s" here and "h" in a file before: the one before is taken',
      'import | ODD-REQ-1 | nobody says which document it is of; --document does',
      'import | DMS-REQ-0005/b | a parameter without unit, role',
      'b.csv | row 4 | DMS-REQ-0007 | a requirement without a title',
      'import | LVV-1 | an element without a requirement',
      'import | DMS-REQ-0006 | its parent DMS-REQ-0005 descends from DMS-REQ-0006 itself',
      'import | DMS-REQ-0006 | its parent DMS-REQ-0006 descends from DMS-REQ-0006 itself',
    ])
  })

  it('follows a chain of parents as long as the file', () => {
    const requirements = Array.from({ length: 20_000 }, (_, index) => ({
      id: `DMS-REQ-${index}`,
      document: 'LSE-61',
      title: 'x',
      parents: [`DMS-REQ-${(index + 1) % 20_000}`],
      parameters: {},
    }))
    const findings = createFindings()
    const sources = [{ file: 'long.csv', set: { ...emptySet, requirements } }]
    prepareImport({ sources, held: emptySet, findings, origins: new Map() })
    expect(findings.all.map(({ key }) => key)).toEqual(['DMS-REQ-19999'])
  })
})

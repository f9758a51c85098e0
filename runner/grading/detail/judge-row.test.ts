import { describe, expect, it } from 'vitest'
import type { Row } from '#domain/test-case.ts'
import { caseOf, manualRow, ownLimit, stepRow } from '#grading/testing/rows-for-test.ts'
import { judgeRow, surroundingsOf } from './judge-row.ts'

const item = surroundingsOf(caseOf('LVV-T1', ['DMS-REQ-0001']))
const lacks = (row: Row): readonly string[] =>
  judgeRow(row, 'script', item).flatMap(({ code, lacks: what }) => (what === undefined ? [] : code))
const judged = { expect: [ownLimit('AM1', 'at-most', 1, 'mas')] }
const told = { description: 'Read AM1.', expected: 'AM1 exists.' }

describe('a row that runs a step', () => {
  it.each<[what: string, row: Row, lacks: readonly string[]]>([
    ['says and judges everything', stepRow('a', { ...told, ...judged }), []],
    ['says everything and judges nothing', stepRow('a', told), []],
    ['judges and does not tell', stepRow('a', { description: 'Read AM1.', ...judged }), ['told']],
    ['says only what is done', stepRow('a', { description: 'Read AM1.' }), ['expected']],
    ['says nothing', stepRow('a'), ['description', 'expected']],
    [
      'says blanks',
      stepRow('a', { description: ' ', expected: '\n' }),
      ['description', 'expected'],
    ],
    [
      'leaves the limit open',
      stepRow('a', { ...told, expected: 'AM1 is reasonable.' }),
      ['threshold'],
    ],
    [
      'has an open word and a limit',
      stepRow('a', { ...told, expected: 'AM1 is good.', ...judged }),
      [],
    ],
    [
      'has an open word and a number',
      stepRow('a', { ...told, expected: 'AM1 is good: below 5 mas.' }),
      [],
    ],
  ])('%s', (_, row, expected) => {
    expect(lacks(row)).toEqual(expected)
  })

  it('that judges nothing but an exit code does not say what is expected', () => {
    const implied = { ...ownLimit('x', 'at-most', 1, '1'), implied: true }
    expect(lacks(stepRow('a', { description: 'Run it.', expect: [implied] }))).toEqual(['expected'])
  })

  it('tidies up without anything expected', () => {
    expect(judgeRow(stepRow('a', { description: 'Remove it.' }), 'teardown', item)).toEqual([
      { code: 'description' },
    ])
  })
})

describe('a row on which a person acts', () => {
  const expected = { expected: 'A list is shown.' }
  it.each<[text: string, parts: Parameters<typeof manualRow>[2], lacks: readonly string[]]>([
    ['An observer opens the portal at the summit.', expected, []],
    ['Open the portal.', expected, ['who']],
    ['An observer presses the button.', expected, ['where']],
    ['An observer presses the button.', {}, ['expected', 'where']],
    ['As a user of the portal, select some data.', expected, ['data']],
    ['As a user of the portal, select an appropriate dataset.', expected, ['data', 'threshold']],
    ['As a user of the portal, load the images of a visit.', expected, ['data']],
    ['As a user of the portal, load the images of HSC-RC2.', expected, []],
    ['As a user of the portal, load the images of "u/public/w_2026".', expected, []],
    ['As a user of the portal, load the images found.', { ...expected, reads: ['found'] }, []],
    ['As a user of the portal, measure the time it takes.', expected, ['asks']],
    [
      'As a user of the portal, measure the time it takes.',
      { ...expected, asks: [{ name: 'seconds', type: { kind: 'number' } }] },
      [],
    ],
    ['As a user of the portal, look.', { expected: 'Images are well-formed.' }, ['threshold']],
    ['As a user of the portal, look.', { expected: 'It appears within 10 s, as expected.' }, []],
    ['As a user of the portal, look.', { expected: 'It is incorrectly shown.' }, []],
    ['As a user of the portal, look.', { expected: 'Every star has a proper motion.' }, []],
    ['As a user of the portal, look.', { expected: 'The fits correct for crosstalk.' }, []],
    ['As a user of the portal, look.', { expected: 'The page is correct.' }, ['threshold']],
  ])('%s', (text, parts, found) => {
    expect([...lacks(manualRow('a', text, parts))].sort()).toEqual([...found].sort())
  })

  it('takes who and where from the objective', () => {
    const objective = 'An observer reaches the archive at the summit.'
    const row = manualRow('a', 'Press it.', expected)
    const found = judgeRow(row, 'script', surroundingsOf(caseOf('LVV-T1', [], { objective })))
    expect(found.filter((each) => each.lacks !== undefined)).toEqual([])
  })

  it('names the words that leave open what is enough', () => {
    const row = manualRow('a', 'Look.', { expected: 'Reasonable. Well-formed. As expected.' })
    expect(judgeRow(row, 'script', item).find(({ code }) => code === 'threshold')?.lacks).toBe(
      'leaves open what is enough: "reasonable", "well-formed", "as expected"',
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  caseOf,
  manualRow,
  ownLimit,
  parameter,
  requirementsOf,
  stepRow,
} from '#grading/testing/rows-for-test.ts'
import { findContradictions } from './find-contradictions.ts'
import { nameParameters } from './named-parameters.ts'

const requirements = requirementsOf({
  'DMS-REQ-0271': [
    parameter('diaNearbyObjRadius', 60, 'arcsec', { role: 'configuration' }),
    parameter('diaNearbyObjMaxStar', 3, '1'),
  ],
  'DMS-REQ-0356': [
    parameter('lvQueryTime', 10, 's'),
    parameter('lvQueryUsers', 100, '1', { role: 'condition', sense: 'at-least' }),
    parameter('lvMaxReturnedResults', 0.5, 'GB', { role: 'condition' }),
  ],
  'DMS-REQ-0360': [
    parameter('AM1', 10, 'mas', {
      role: 'target',
      levels: { design: 10, minimum: 20, stretch: 5 },
    }),
    parameter('AD1', 20, 'mas', { role: 'inner-limit' }),
    parameter('AF1', 10, '%', { role: 'target' }),
  ],
  'DMS-REQ-0406': [parameter('OTT1', 1, 'min'), parameter('OTR1', 98, '%', { sense: 'at-least' })],
  'DMS-REQ-0362': [parameter('TE2', 1e-7, '1', { role: 'target' })],
  'DMS-REQ-0318': [parameter('DMDowntime', 1, 'd')],
  'DMS-REQ-0319': [parameter('diaCharacterizationCutoff', 1, 'yr', { role: 'configuration' })],
  'SELF-REQ-0001': [parameter('latency', 5, 's')],
})
const names = nameParameters(requirements)
const all = [...requirements.requirements.keys()]

/** What is wrong in a text of a case that verifies these requirements. */
const wrong = (text: string, verifies: readonly string[] = all): readonly string[] =>
  findContradictions(caseOf('LVV-T1', verifies, { script: [manualRow('look', text)] }), names).map(
    (each) => `${each.said}, not ${each.holds} of ${each.parameter}, by ${each.by}`,
  )

describe('a number that contradicts its requirement', () => {
  it.each([
    [
      'not greater than diaNearbyObjRadius = 6 arcsec.',
      '6 arcsec, not 60 arcsec of diaNearbyObjRadius, by name',
    ],
    ['a dianearbyobjradius (6 arcsec)', '6 arcsec, not 60 arcsec of diaNearbyObjRadius, by name'],
    ['diaNearbyObjRadius of 6"', undefined],
    [
      'diaNearbyObjRadius is set to 0.5 arcmin',
      '0.5 arcmin, not 60 arcsec of diaNearbyObjRadius, by name',
    ],
    ['up to 4 stars (diaNearbyObjMaxStar)', '4, not 3 of diaNearbyObjMaxStar, by name'],
    ['10 seconds or less (lvQueryTime)', undefined],
    ['within 20 seconds (lvQueryTime)', '20 seconds, not 10 s of lvQueryTime, by name'],
    ['\\textbf{OTR1 = 89[percent]} of the alerts', '89[percent], not 98 % of OTR1, by name'],
    ['TE2 = 1.0e-5', '1.0e-5, not 1e-7 of TE2, by name'],
    ['OTT1 = 2', '2, not 1 min of OTT1, by name'],
    ['AM1 = 10 mmag', '10 mmag, not 10 mas of AM1, by name'],
    ['leave their mean by AD1 > 25 mas', '25 mas, not 20 mas of AD1, by name'],
    ['AM1 <= 30 mas', '30 mas, not 10 mas of AM1, by name'],
    ['latency = 9 s', '9 s, not 5 s of latency, by name'],
  ])('is found beside its name: %j', (text, found) => {
    expect(wrong(text)).toEqual(found === undefined ? [] : [found])
  })

  it.each([
    ['The query ends in less than 30 seconds.', '30 seconds, not 10 s of lvQueryTime, by context'],
    ['All queries return within 1 minute.', '1 minute, not 10 s of lvQueryTime, by context'],
    ['Send queries of at least 50 users.', '50, not 100 of lvQueryUsers, by context'],
  ])('is found by its unit and subject: %j', (text, found) => {
    expect(wrong(text, ['DMS-REQ-0356'])).toEqual([found])
  })

  it('is found in the title, the objective, what is expected, and rows that run steps', () => {
    const text = 'OTT1 = 5 min'
    const item = caseOf('LVV-T1', ['DMS-REQ-0406'], {
      title: text,
      objective: text,
      script: [stepRow('read', { description: text, expected: text, line: 7 })],
    })
    expect(
      findContradictions(item, names).map(({ row, field, line }) => [row, field, line]),
    ).toEqual([
      [undefined, 'title', 0],
      [undefined, 'objective', 0],
      ['read', 'description', 7],
      ['read', 'expected', 7],
    ])
  })

  it.each([
    ['at-most', 25, 'mas', ['AM1 at most 25 mas']],
    ['at-most', 0.025, 'arcsec', ['AM1 at most 0.025 arcsec']],
    ['at-most', 10, 'mas', []],
    ['at-most', 4, 'mas', []],
    ['at-least', 1, 'mas', []],
    ['at-most', 25, 'mmag', []],
  ] as const)('is found in the limit of an expectation: %s %d %s', (sense, limit, unit, found) => {
    const script = [stepRow('read', { expect: [ownLimit('AM1', sense, limit, unit)] })]
    const item = caseOf('LVV-T1', ['DMS-REQ-0360'], { script })
    expect(findContradictions(item, names).map(({ text }) => text)).toEqual(found)
  })
})

describe('a number that contradicts nothing', () => {
  it.each([
    ['agrees', 'within diaNearbyObjRadius = 60 arcsec'],
    ['agrees in another unit', 'OTT1 = 60 seconds, diaNearbyObjRadius (1 arcmin)'],
    ['agrees as it is rounded', 'diaCharacterizationCutoff = 365 days'],
    ['agrees as a fraction', 'OTR1 = 0.98'],
    ['agrees with a level of the requirement', 'AM1 of 5 mas'],
    ['agrees within a range', 'AM1 = 5-15 mas'],
    ['has a rate for a number', 'DMDowntime (1 day/year)'],
    ['is stricter', 'AM1 < 8 mas, and the query ends within 5 s'],
    ['is another quantity beside the name', 'AM1 on scales of 5 arcmin over 40 visits'],
    ['is a count of something else', 'AM1: 3 visits, AM1 of 7 fields'],
    ['is that of the known truth', 'In the simulated sky AM1 is 14 mas.'],
    ['is a finding', 'AM1 was measured to be 14 mas'],
    ['is tried out', 'A run configured with OTT1 = 5 min must fail.'],
    ['belongs to nobody', 'Network fails over in <=60s, and runs for at least 24 hours.'],
    ['is a limit of another subject', 'The page opens within 30 s.'],
    ['is an id', 'LVV-T2305 and AM1, DMS-REQ-0360, w_2026_43'],
    ['is part of a sum', 'diaNearbyObjMaxStar = 1 + 2 = 3'],
    ['is in no unit', 'AM1 of 25'],
    ['is an ordinal', 'as in step 2 (lvQueryUsers), and lvQueryUsers (3 of them)'],
  ])('%s: %s', (_, text) => {
    expect(wrong(text)).toEqual([])
  })

  it('belongs to no requirement that the case verifies', () => {
    expect(wrong('The query ends in less than 30 seconds.', ['DMS-REQ-0360'])).toEqual([])
    expect(wrong('latency = 9 s', ['DMS-REQ-0360'])).toEqual([])
  })

  it('could be a limit of two parameters', () => {
    const two = requirementsOf({
      'DMS-REQ-0001': [parameter('lvQueryTime', 10, 's')],
      'DMS-REQ-0002': [parameter('hvQueryTime', 60, 'min')],
    })
    const script = [manualRow('look', 'The query ends in less than 70 minutes.')]
    const item = caseOf('LVV-T1', ['DMS-REQ-0001', 'DMS-REQ-0002'], { script })
    expect(findContradictions(item, nameParameters(two))).toEqual([])
  })
})

describe('a parameter named in any unit', () => {
  const factors = { mas: 1000, arcsec: 1, arcmin: 1 / 60, deg: 1 / 3600 }
  const values = fc.double({ min: 1e-3, max: 1e4, noNaN: true })
  const units = fc.constantFrom<keyof typeof factors>('mas', 'arcsec', 'arcmin', 'deg')
  const forms = fc.constantFrom('R1 = # @', 'the R1 (# @)', 'R1 is set to #[@]', 'within # @ (R1)')
  const said = (value: number, held: number, unit: keyof typeof factors, form: string) => {
    const stated = requirementsOf({ 'DMS-REQ-0009': [parameter('R1', held, 'arcsec')] })
    const number = unit === 'arcsec' ? String(value) : (value * factors[unit]).toPrecision(4)
    const text = form.replace('#', number).replace('@', unit)
    const script = [manualRow('look', text)]
    const item = caseOf('LVV-T1', ['DMS-REQ-0009'], { script })
    return findContradictions(item, nameParameters(stated)).length
  }

  it('never contradicts its own value', () => {
    fc.assert(
      fc.property(values, units, forms, (value, unit, form) => {
        expect(said(value, value, unit, form)).toBe(0)
      }),
    )
  })

  it('contradicts a value that is larger by a tenth', () => {
    fc.assert(
      fc.property(values, units, forms, (value, unit, form) => {
        expect(said(value * 1.1, value, unit, form)).toBe(1)
      }),
    )
  })
})

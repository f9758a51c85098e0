import { describe, expect, it } from 'vitest'
import { plainText } from './plain-text.ts'
import { quantitiesIn } from './quantities.ts'

/** Number or range with the unit of the longest reading: `6 arcsec`, `5..10 mas`. */
const read = (text: string): readonly string[] =>
  quantitiesIn(plainText(text)).map(({ low, high, units }) =>
    [low === high ? `${low}` : `${low}..${high}`, ...units.slice(0, 1)].join(' '),
  )

describe('a number with a unit in prose', () => {
  it.each<[text: string, found: readonly string[]]>([
    ['within 6 arcsec of it', ['6 arcsec']],
    ['a radius of 10 milliarcseconds', ['10 mas']],
    ['7.5 millimagnitudes', ['7.5 mmag']],
    ['in 24hrs', ['24 h']],
    ['10sec', ['10 s']],
    ['a 10-second limit', ['10 s']],
    ['180[day]', ['180 d']],
    ['(1 day/year)', ['1 d/yr']],
    ['10000[megabit per second]', ['10000 Mbit/s']],
    ['1000 Mbs', ['1000 Mbit/s']],
    ['98% of the time', ['98 %']],
    ['98 per cent', ['98 %']],
    ['3.5 sq. deg', ['3.5 deg2']],
    ['9.6 square degrees', ['9.6 deg2']],
    ['22 mag/arcsec2', ['22 mag/arcsec2']],
    ['40,000 alerts', ['40000']],
    ['100 users in 10 s', ['100', '10 s']],
    ['5 in a row', ['5']],
    ['20 minutes per query', ['20 min']],
    ['\\textbf{OTT1 = 1[minute]}', ['1 min']],
  ])('is found in %j', (text, found) => {
    expect(read(text)).toEqual(found)
  })

  it.each<[text: string, found: readonly string[]]>([
    ['1.0e-7', ['1e-7']],
    ['2.0 × 10^-7', ['2e-7']],
    ['2.0 \\times 10^{-7}', ['2e-7']],
    ['2 x 10⁻⁷', ['2e-7']],
    ['5-10 mas', ['5..10 mas']],
    ['5 to 10 mas', ['5..10 mas']],
    ['5 – 10 %', ['5..10 %']],
    ['at -5 degC', ['-5 degC']],
  ])('keeps powers of ten, ranges and signs of %j', (text, found) => {
    expect(read(text)).toEqual(found)
  })

  it.each([
    'LVV-T2305 and DMS-REQ-0360, section 3.2.1',
    'release 10.2.1 of 2023-01-02, 10:30',
    'nCalibExpDay + nRawExpNightMax = 450 + 2800',
    '22 x 10 Gbps ports',
    'more than 1/3 of it',
    '±3 mas',
    'consumer10-deployment',
    'a 3D map of 2MASS',
    'Step 3, rows 4, Level 1 data and Table 5',
    '3 of them',
    'no number at all',
    '',
  ])('is none in %j', (text) => {
    expect(read(text)).toEqual([])
  })

  it('ends in time for a long and hostile text', () => {
    const started = performance.now()
    for (const text of ['9'.repeat(1e5), '1 x '.repeat(2e4), '\\a{'.repeat(3e4), '('.repeat(1e5)])
      read(text)
    expect(performance.now() - started).toBeLessThan(1000)
  })
})

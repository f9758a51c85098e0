import { describe, expect, it } from 'vitest'
import { HarnessError } from '#domain/harness-error.ts'
import { readResults } from './read-results.ts'
import { known } from './sample-known.ts'

const now = Date.parse('2026-11-23T12:00:00Z')

const read = (text: string | Uint8Array, name = 'old.csv') =>
  readResults({ bytes: typeof text === 'string' ? Buffer.from(text) : text, name }, known, now)
const table = (...lines: readonly string[]) =>
  read(`element,case,date,release,environment,status,stage,matrix,note,by\n${lines.join('\n')}\n`)
const told = async (...lines: readonly string[]) => {
  const { results, problems, warnings } = await table(...lines)
  return [
    ...results.map(({ line, elements }) => `${line} ${Object.keys(elements).join(' ')}`),
    ...problems.map(({ line, message }) => `${line}: ${message}`),
    ...warnings.map(
      ({ line, message, more }) => `${line}? ${message}${more > 0 ? ` +${more}` : ''}`,
    ),
  ]
}

describe('a line of results', () => {
  it('is read with all that it may say', async () => {
    const { results } = await table(
      'LVV-11,LVV-T1,2026-10-02T10:30:00+02:00,w_2026_40,usdf,Pass w/ Deviation,Precursor,band=g; visit=12,"one, ""two""",V. Rubin',
    )
    expect(results).toEqual([
      {
        line: 2,
        case: 'LVV-T1',
        matrix: { band: 'g', visit: 12 },
        verdict: 'pass-with-deviation',
        elements: { 'LVV-11': 'pass-with-deviation' },
        creditable: true,
        environment: 'usdf',
        stage: 'precursor',
        release: 'w_2026_40',
        at: '2026-10-02T08:30:00.000Z',
        note: 'one, "two"',
        by: 'V. Rubin',
      },
    ])
  })

  it('needs no more than what it is of, when, where and how it ended', async () => {
    const { results } = await read('status;case;date;environment\nfailed;LVV-T1;2026-10-02;local')
    expect(results).toEqual([
      {
        line: 2,
        case: 'LVV-T1',
        matrix: {},
        verdict: 'fail',
        elements: { 'LVV-11': 'fail', 'LVV-12': 'fail' },
        creditable: false,
        environment: 'local',
        stage: 'rehearsal',
        at: '2026-10-02T23:59:59.999Z',
      },
    ])
  })

  it('is later than what passed on its day where it failed and says no time, but never in the future', async () => {
    const { results } = await table(
      'LVV-11,,2026-10-02,,usdf,pass,,,,',
      'LVV-11,,2026-10-02,,usdf,fail,,,,',
      'LVV-11,,2026-10-02T10:00:00Z,,usdf,fail,,,,',
      'LVV-11,,2026-11-23,,usdf,fail,,,,',
      'LVV-11,,2026-11-24,,usdf,fail,,,,',
    )
    expect(results.map(({ at }) => at)).toEqual([
      '2026-10-02T00:00:00.000Z',
      '2026-10-02T23:59:59.999Z',
      '2026-10-02T10:00:00.000Z',
      '2026-11-23T12:00:00.000Z',
      '2026-11-24T00:00:00.000Z',
    ])
  })

  it.each([
    ['its only element', 'DMS-REQ-0001/AM2', ['2 LVV-12']],
    ['several elements', 'LVV-11; LVV-12', ['2 LVV-11 LVV-12']],
    ['a requirement without any', 'DMS-REQ-0002', ['2 DMS-REQ-0002']],
    [
      'one of many',
      'DMS-REQ-0001',
      ['2: element: DMS-REQ-0001 has 2 elements: expected one of LVV-11, LVV-12'],
    ],
    [
      'an unknown parameter',
      'DMS-REQ-0001/AM9',
      ['2: element: no element of DMS-REQ-0001 has a parameter "AM9"'],
    ],
    [
      'an unknown requirement',
      'DMS-REQ-0009',
      ['2 DMS-REQ-0009', '2? DMS-REQ-0009 is no requirement of this root'],
    ],
    ['an unknown element', 'LVV-99', ['2 LVV-99', '2? LVV-99 is no element of this root']],
    [
      'no key at all',
      'all of it',
      ['all', 'of', 'it'].map(
        (word) =>
          `2: element: expected LVV-3402, DMS-REQ-0360 or DMS-REQ-0360/AM2, found "${word}"`,
      ),
    ],
  ])('names %s by %j', async (_, text, expected) => {
    expect(await told(`${text},,2026-10-02,,usdf,Pass,,,,`)).toEqual(expected)
  })

  it.each([
    ['nothing it is of', ',,2026-10-02,,usdf,Pass,,,,', /^2: element, case: expected at least one/],
    ['no date', 'LVV-11,,,,usdf,Pass,,,,', /^2: date: expected a day, .*, found nothing$/],
    ['no such day', 'LVV-11,,2026-02-30,,usdf,Pass,,,,', /found "2026-02-30"/],
    ['an instant without zone', 'LVV-11,,2026-02-03T10:00:00,,usdf,Pass,,,,', /with zone/],
    ['a day to come', 'LVV-11,,2062-10-02,,usdf,Pass,,,,', /expected a day until now, found "2062/],
    ['an unknown status', 'LVV-11,,2026-10-02,,usdf,Green,,,,', /one of Pass, .*found "Green"/],
    ['no environment', 'LVV-11,,2026-10-02,,,Pass,,,,', /^2: environment: .*found nothing/],
    ['an unknown stage', 'LVV-11,,2026-10-02,,x,Pass,summit,,,', /found "summit"/],
    [
      'another stage than the root',
      'LVV-11,,2026-10-02,,local,Pass,operations,,,',
      /says, found op/,
    ],
    ['a bad matrix', 'LVV-11,,2026-10-02,,usdf,Pass,,band,,', /^2: matrix: .*found "band"/],
    ['a bad key of a case', 'LVV-11,T1,2026-10-02,,usdf,Pass,,,,', /^2: case: .*found "T1"/],
    ['a deep matrix', 'LVV-11,,2026-10-02,,usdf,Pass,,"{""band"":[1]}",,', /^2: matrix: expected/],
    ['too few cells', 'LVV-11,,2026-10-02', /^2: expected 10 cells, found 3/],
    [
      'text that turns',
      'LVV-11,,2026-10-02,\u202ew_1,usdf,Pass,,,,',
      /^2: release: .*found "·w_1"/,
    ],
    ['a long note', `LVV-11,,2026-10-02,,usdf,Pass,,,${'x'.repeat(10_001)},`, /at most 10000/],
  ])('is named with %s, and the others are read', async (_, line, expected) => {
    const good = 'LVV-11,,2026-10-02,,usdf,Pass,,,,'
    const [first, second, ...problems] = await told(line, good, '', good)
    expect([first, second]).toEqual(['3 LVV-11', '5 LVV-11'])
    expect(problems).toEqual([expect.stringMatching(expected)])
  })

  it('is named with all that is wrong with it', async () => {
    expect(await told('LVV-11,,never,,usdf,Green,,,,')).toEqual([
      expect.stringMatching(/^2: date/),
      expect.stringMatching(/^2: status/),
    ])
  })

  it('earns credit by the stage of its environment alone, and says once what is odd', async () => {
    const { results, warnings } = await table(
      'LVV-11,,2026-10-02,,usdf,Pass,,,,',
      'LVV-11,,2026-10-02,,local,Pass,,,,',
      'LVV-11,,2026-10-02,,summit,Pass,operations,,,',
      'LVV-11,,2026-10-02,,lab,Pass,,,,',
      'LVV-99,LVV-T1,2026-10-02,,lab,Pass,,,,',
    )
    expect(results.map(({ stage, creditable }) => `${stage} ${creditable}`)).toEqual([
      'precursor true',
      'rehearsal false',
      'operations true',
      'rehearsal false',
      'rehearsal false',
    ])
    expect(warnings).toEqual([
      {
        line: 5,
        message: 'environment "lab" is not known here and no stage is named: a rehearsal',
        more: 1,
      },
      { line: 6, message: 'LVV-99 is no element of this root', more: 0 },
      { line: 6, message: 'LVV-T1 does not verify LVV-99', more: 0 },
    ])
  })
})

describe('a file of results', () => {
  const line = 'LVV-11,2026-10-02,usdf,Pass'
  const head = 'element,date,environment,status'

  it('is read with a mark of UTF-8 and any writing', async () => {
    const { results } = await read(`\ufeff${head},note\r\n${line},Ünïcødé 星\r\n`)
    expect(results).toMatchObject([{ note: 'Ünïcødé 星' }])
  })

  it('says which columns it leaves out', async () => {
    const { results, warnings } = await read(`${head},relase,Owner\n${line},w_1,me\n`)
    expect(results).toHaveLength(1)
    expect(warnings.map(({ message }) => message)).toEqual([
      'column "relase" is left out; did you mean "release"?',
      'column "owner" is left out',
    ])
  })

  it.each([
    ['nothing', '', 'old.csv', /old\.csv:1: no column date, environment, status, element or case/],
    ['no status', 'element,date,environment\n', 'old.csv', /no column status; found "element"/],
    [
      'a first line with a broken quote',
      `"case\n${head}\n`,
      'old.csv',
      /old\.csv:1: a quote begins/,
    ],
    [
      'a first line that never ends',
      `${head}${',xx'.repeat(600_000)}\n${head}\n`,
      'old.csv',
      /old\.csv:1: more than 1000000 characters in one record/,
    ],
    [
      'many columns, none of them needed',
      `${Array.from({ length: 100_000 }, (_, index) => `c${index}`).join(',')}\n`,
      'old.csv',
      /found "c0", .*"c19", …$/,
    ],
    ['a column twice', `${head},status\n`, 'old.csv', /old\.csv:1: column "status" twice/],
    ['UTF-16', Buffer.from(`\ufeff${head}`, 'utf16le'), 'old.csv', /old\.csv is UTF-16, not UTF-8/],
    ['zero bytes', `${head}\n\0`, 'old.csv', /is no text/],
    ['a spreadsheet', Buffer.from('PK\x03\x04..'), 'old.csv', /is an Excel or ZIP file/],
    [
      'Latin-1',
      Buffer.from(`${head}\n${line}\nLVV-11,2026-10-02,usdf,Bestäti`, 'latin1'),
      'old.csv',
      /old\.csv:3: not UTF-8, likely Latin-1/,
    ],
    ['no JSON', '[{]', 'old.json', /old\.json is no JSON: /],
    ['no list', '{"result": []}', 'old.json', /old\.json holds no list of results/],
  ])('is refused as a whole with %s', async (_, bytes, name, expected) => {
    const error = await read(bytes, name).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(HarnessError)
    expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(expected) })
  })

  it('may be a list in JSON, whose bad items are named by their lines', async () => {
    const good = { element: 'LVV-11', date: '2026-10-02', environment: 'usdf', status: 'Pass' }
    const list = [
      { ...good, matrix: { band: 'g', visit: 12 }, release: null },
      { ...good, status: 7 },
      'Pass',
      { ...good, matrix: 'band=r', colour: 'green' },
    ]
    const { results, problems, warnings } = await read(
      JSON.stringify({ results: list }, null, 1),
      'a.json',
    )
    expect(results.map(({ line: number, matrix }) => [number, matrix])).toEqual([
      [1, { band: 'g', visit: 12 }],
      [4, { band: 'r' }],
    ])
    expect(problems).toEqual([
      { line: 14, message: 'status: expected text, found "7"' },
      { line: 20, message: 'expected { "case": …, "status": … }, found "Pass"' },
    ])
    expect(warnings).toMatchObject([{ message: 'column "colour" is left out' }])
    const [short] = (await read(JSON.stringify([good]), 'a.json')).results
    expect(short).toMatchObject({ line: 1, verdict: 'pass' })
  })

  it('may hold nesting that nobody can look at', async () => {
    const good = '{"element":"LVV-11","date":"2026-10-02","environment":"usdf","status":"Pass"'
    const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`
    const { results, problems } = await read(
      `[${good}}, ${good},"matrix":${deep}}, ${deep}]`,
      'a.json',
    )
    expect(results).toHaveLength(1)
    expect(problems.map(({ message }) => message.slice(0, 30))).toEqual([
      'matrix: expected matrix values',
      'expected { "case": …, "status"',
    ])
  })
})

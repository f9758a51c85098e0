import { writeXlsx as writeAny } from 'hucre/xlsx'
import { describe, expect, it } from 'vitest'
import { writeArchive } from './archive/write-archive.ts'
import { reading, refusal } from './testing/reading.ts'

const ids = (set: {
  readonly requirements: readonly { readonly id: string }[]
}): readonly string[] => set.requirements.map(({ id }) => id)

describe('broken CSV', () => {
  it('names each row that cannot be taken and takes the rest', async () => {
    const { set, named } = await reading(
      'r.csv',
      'Requirement ID,Name,Prio\nDMS-REQ-0001,One,1a\nnonsense,Two,1b\n,Three,2\nDMS-REQ-0001,Again,2\nDMS-REQ-0004,Four,2,extra\n',
    )
    expect(ids(set)).toEqual(['DMS-REQ-0001', 'DMS-REQ-0004'])
    expect(named).toEqual([
      'skipped row 6: a cell beyond the header: "extra"',
      'skipped row 3: "nonsense" is not the key of a requirement, which looks like DMS-REQ-0360',
      'skipped row 4: a requirement without a key',
      'skipped row 5 DMS-REQ-0001: stands there twice: the first is taken',
    ])
  })

  it('says where a quote is never closed and takes what stands before', async () => {
    const { set, named } = await reading(
      'r.csv',
      'Requirement ID,Name\nDMS-REQ-0001,One\nDMS-REQ-0002,"Two\n',
    )
    expect(ids(set)).toEqual(['DMS-REQ-0001'])
    expect(named).toEqual([
      'skipped row 3: a quote begins here and is never closed; nothing after it is read',
    ])
  })

  it('counts the lines inside quotes', async () => {
    const { named } = await reading('r.csv', 'Requirement ID,Name\nDMS-REQ-0001,"a\nb\nc"\nbad,x\n')
    expect(named).toEqual([
      'skipped row 5: "bad" is not the key of a requirement, which looks like DMS-REQ-0360',
    ])
  })

  it('names a column that nobody knows, and notes the text that lvv never holds', async () => {
    const { named } = await reading('r.csv', 'Requirement ID;Text;Colour\nDMS-REQ-0001;shall;red\n')
    expect(named).toEqual([
      'note row 1: column "Text" is not taken: lvv does not hold it',
      'skipped row 1: nobody knows the column "Colour"',
    ])
  })

  it('names a table that it does not understand', async () => {
    const { set, named } = await reading('r.csv', 'a,b\n1,2\n')
    expect(ids(set)).toEqual([])
    expect(named).toEqual([
      'skipped row 1: the table has neither keys of requirements nor of elements; its columns: "a", "b"',
    ])
  })

  it.each([
    [
      'UTF-8 with a mark',
      Buffer.from('\ufeffRequirement ID,Name\nDMS-REQ-0001,Prüfung\n', 'utf8'),
      [],
    ],
    [
      'UTF-16',
      Buffer.from('\ufeffRequirement ID,Name\nDMS-REQ-0001,Prüfung\n', 'utf16le'),
      ['note: is read as utf-16le'],
    ],
    [
      'Latin-1',
      Buffer.from('Requirement ID,Name\nDMS-REQ-0001,Prüfung\n', 'latin1'),
      ['note line 2: is not UTF-8: it is read as windows-1252 (Latin-1)'],
    ],
  ])('reads %s', async (_, bytes, expected) => {
    const { set, named } = await reading('r.csv', bytes)
    expect(set.requirements[0]?.title).toBe('Prüfung')
    expect(named).toEqual(expected)
  })

  it('names text that was encoded twice, keeps it, and mends it when asked', async () => {
    const text = 'Requirement ID,Name\nDMS-REQ-0001,ÃœberprÃ¼fung â€“ 1\n'
    const kept = await reading('r.csv', text)
    expect(kept.set.requirements[0]?.title).toBe('ÃœberprÃ¼fung â€“ 1')
    expect(kept.named).toEqual([
      'note row 2: title is encoded twice and kept as it is: "ÃœberprÃ¼fung â€“ 1" is perhaps "Überprüfung – 1"; --mend takes that',
    ])
    const mended = await reading('r.csv', text, { mend: true })
    expect(mended.set.requirements[0]?.title).toBe('Überprüfung – 1')
  })

  it('names values, units and roles that nobody understands, each with its row', async () => {
    const { set, named } = await reading(
      'p.csv',
      'Requirement ID,Parameter,Value,Unit,Role\nDMS-REQ-0001,a,ten,s,threshold\nDMS-REQ-0001,b,1,parsec per fortnight,threshold\nDMS-REQ-0001,c,1e-5,milliarcsecond,maybe\nDMS-REQ-0001,a b,1,s,target\n,d,1,s,target\n',
    )
    expect(set.requirements.flatMap((item) => Object.values(item.parameters))).toEqual([
      { name: 'a', unit: 's', role: 'threshold' },
      { name: 'b', value: 1, role: 'threshold' },
      { name: 'c', value: 1e-5, unit: 'mas' },
    ])
    expect(named).toEqual([
      'skipped row 2: value is no number: "ten"',
      'skipped row 3: b has the unit "parsec per fortnight", which lvv does not know',
      'skipped row 4: role is "maybe", none of: threshold, target, inner-limit, condition, configuration, selection',
      'skipped row 5: "a b" is no name of a parameter, which holds letters, digits and "_"',
      'skipped row 6: a parameter without a requirement',
    ])
  })

  it('shows hostile text in a message on one line and without direction marks', async () => {
    const { named } = await reading('r.csv', 'Requirement ID,Name\n"\u202e<script>\n=cmd|",x\n')
    expect(named).toEqual([
      'skipped row 2: "·<script>·=cmd|" is not the key of a requirement, which looks like DMS-REQ-0360',
    ])
  })
})

describe('broken XLSX', () => {
  const header = ['Requirement ID', 'Name']

  it('takes the last value of a formula and of merged cells, and says so', async () => {
    const bytes = await writeAny({
      sheets: [
        {
          name: 'Requirements',
          rows: [
            ['Requirement ID', 'Parameter', 'Value', 'Unit', 'Title'],
            ['DMS-REQ-0001', 'a', null, 's', 'One'],
            [null, 'b', 2, 's', 'One'],
          ],
          cells: new Map([
            ['1,2', { value: 5, type: 'formula', formula: '2+3', formulaResult: 5 }],
          ]),
          merges: [{ startRow: 1, startCol: 0, endRow: 2, endCol: 0 }],
        },
      ],
    })
    const { set, named } = await reading('r.xlsx', bytes)
    expect(
      set.requirements.map(({ id, parameters }) => [
        id,
        Object.values(parameters).map(({ value }) => value),
      ]),
    ).toEqual([['DMS-REQ-0001', [5, 2]]])
    expect(named).toEqual([
      'note sheet Requirements row 2: a formula: its last value is taken, "5"',
      'note sheet Requirements row 2: merged cells: "DMS-REQ-0001" is taken for each of their 2 rows',
    ])
  })

  it('names the sheet and row of what it cannot take', async () => {
    const bytes = await writeAny({ sheets: [{ name: 'Sheet1', rows: [header, ['x', 'y']] }] })
    expect((await reading('r.xlsx', bytes)).named).toEqual([
      'skipped sheet Sheet1 row 2: "x" is not the key of a requirement, which looks like DMS-REQ-0360',
    ])
  })

  it('refuses what is no workbook, cut short, or damaged', async () => {
    const whole = await writeAny({ sheets: [{ name: 'S', rows: [header] }] })
    const damaged = Uint8Array.from(whole)
    damaged.fill(7, 60, 90)
    expect(await refusal('r.xlsx', 'no zip')).toBe('bad-input: r.xlsx is no whole zip archive')
    expect(await refusal('r.xlsx', whole.slice(0, 300))).toBe(
      'bad-input: r.xlsx is no whole zip archive',
    )
    expect(await refusal('r.xlsx', damaged)).toBe('bad-input: r.xlsx is no whole zip archive')
    expect(await refusal('r.xlsx', writeArchive(new Map([['a.txt', 'x']])))).toMatch(
      /^bad-input: r\.xlsx is no workbook that can be read/,
    )
  })

  it('refuses a document type in any part', async () => {
    const bytes = writeArchive(new Map([['xl/workbook.xml', '<!DOCTYPE x [<!ENTITY a "b">]><x/>']]))
    expect(await refusal('r.xlsx', bytes)).toBe(
      'bad-input: r.xlsx (xl/workbook.xml) holds a document type, which no spreadsheet writes',
    )
  })
})

describe('broken ReqIF', () => {
  it('says the line of what is no XML', async () => {
    expect(await refusal('r.reqif', '<REQ-IF>\n<THE-HEADER>\n</REQ-IF>')).toMatch(
      /^bad-input: r\.reqif:3:\d+ /,
    )
    expect(await refusal('r.reqif', '')).toMatch(/^bad-input: r\.reqif:1:0 /)
    expect(await refusal('r.reqif', '<html/>')).toMatch(/is XML, but no ReqIF$/)
  })

  it('refuses entities before any of them is expanded', async () => {
    const laughs = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><REQ-IF>&c;</REQ-IF>`
    expect(await refusal('r.reqif', laughs)).toMatch(/holds a document type, which ReqIF has not$/)
    const outside = `<!DOCTYPE a SYSTEM "file:///etc/hostname"><REQ-IF/>`
    expect(await refusal('r.reqif', outside)).toMatch(/holds a document type/)
  })

  it('refuses elements nested without end', async () => {
    expect(await refusal('r.reqif', `<REQ-IF>${'<a>'.repeat(5_000)}`)).toMatch(
      /more than 1000 elements in each other$/,
    )
  })

  it('names objects without a key and relations that lead nowhere', async () => {
    const { set, named } = await reading(
      'r.reqif',
      `<REQ-IF><SPEC-OBJECTS>
<SPEC-OBJECT IDENTIFIER="a"><VALUES><ATTRIBUTE-VALUE-STRING THE-VALUE="odd"><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>ReqIF.ForeignID</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING></VALUES></SPEC-OBJECT>
</SPEC-OBJECTS><SPEC-RELATIONS>
<SPEC-RELATION IDENTIFIER="r"><SOURCE><SPEC-OBJECT-REF>a</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>z</SPEC-OBJECT-REF></TARGET></SPEC-RELATION>
</SPEC-RELATIONS></REQ-IF>`,
    )
    expect(ids(set)).toEqual([])
    expect(named).toEqual([
      'skipped line 2: "odd" is neither the key of a requirement nor of an element',
      'skipped line 4: a relation "" from "a" to "z", which do not lead to a requirement',
    ])
  })
})

describe('broken JSON and YAML', () => {
  it.each([
    ['r.json', '{"requirements": [\n{"id": }]}', /^bad-input: r\.json(:2)? is no JSON$/],
    ['r.json', '[]', /^bad-input: r\.json holds "\[\]" instead of lists$/],
    ['r.json', '{"a": 1}', /^bad-input: r\.json has none of: requirements, rows, elements$/],
    ['r.yaml', 'document: X\n  title: y: z\n', /^bad-input: r\.yaml:1:11 /],
    ['r.yaml', '- 1\n', /^bad-input: r\.yaml holds "\[1\]" instead of a document$/],
    ['r.doc', 'x', /^bad-input: nobody knows how to read r\.doc$/],
  ])('refuses %s %j', async (file, text, message) => {
    expect(await refusal(file, text)).toMatch(message)
  })

  it('names what is not as it should be, by its place', async () => {
    const { set, named } = await reading(
      'r.json',
      JSON.stringify({
        source: 'LSE-61 (DMSR) release 10.2.1',
        requirements: [
          {
            id: 'DMS-REQ-0001',
            title: ['x'],
            parameters: [{ name: 'a', value: '1', unit: 's' }, 7],
          },
          { id: 'DMS-REQ-0001', title: 'again' },
          'text',
          { title: 'no key', colour: 1 },
        ],
      }),
    )
    expect(ids(set)).toEqual(['DMS-REQ-0001'])
    expect(named).toEqual([
      'skipped requirements[2]: a map is expected, found "text"',
      'skipped requirements[3]: nobody knows the field "colour"',
      'skipped requirements[0].parameters[1]: a map is expected, found "7"',
      'skipped requirements[0]: title is no text: "["x"]"',
      'skipped requirements[1] DMS-REQ-0001: stands there twice: the first is taken',
      'skipped requirements[3]: a requirement without a key',
    ])
  })

  it.each([
    ['r.yaml', 'document: LSE-61\nrequirements:\n'],
    ['r.json', ''],
  ])(
    'names fields, items and repeated keys of our own form that it cannot take: %s',
    async (file, head) => {
      const requirements = [
        {
          id: 'DMS-REQ-0001',
          title: 'x',
          colour: 'red',
          parameters: { a: { value: 1, units: 's' } },
        },
        { id: 'DMS-REQ-0001', title: 'x' },
        'text',
        { id: 'DMS-REQ-0002', title: 'y', parameters: [] },
      ]
      const lines = requirements.map((item) => `  - ${JSON.stringify(item)}\n`)
      const json = JSON.stringify({ form: 'lvv-requirements', requirements })
      const { set, named } = await reading(file, head === '' ? json : head + lines.join(''))
      expect(ids(set)).toEqual(['DMS-REQ-0001', 'DMS-REQ-0002'])
      expect(named).toEqual([
        'skipped requirements[2]: a map is expected, found "text"',
        'skipped requirements[0]: nobody knows the field "colour"',
        'skipped requirements[0] a: nobody knows the field "units"',
        'skipped requirements[1] DMS-REQ-0001: stands there twice: the first is taken',
        'skipped requirements[3]: parameters is no map: "[]"',
      ])
    },
  )
})

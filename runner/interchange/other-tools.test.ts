import { describe, expect, it } from 'vitest'
import { reading } from './testing/reading.ts'

const definition = (kind: string, id: string): string =>
  `<DEFINITION><ATTRIBUTE-DEFINITION-${kind}-REF>${id}</ATTRIBUTE-DEFINITION-${kind}-REF></DEFINITION>`

/** Written as tools for requirements write it: prefixes, XHTML, enumerations, types after the objects. */
const foreign = `<?xml version="1.0" encoding="UTF-8"?>
<reqif:REQ-IF xmlns:reqif="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<reqif:CORE-CONTENT><reqif:REQ-IF-CONTENT><reqif:SPEC-OBJECTS>
<reqif:SPEC-OBJECT IDENTIFIER="_1"><reqif:TYPE><reqif:SPEC-OBJECT-TYPE-REF>t</reqif:SPEC-OBJECT-TYPE-REF></reqif:TYPE><reqif:VALUES>
<reqif:ATTRIBUTE-VALUE-STRING THE-VALUE="OSS-REQ-0001">${definition('STRING', 'a-id').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}</reqif:ATTRIBUTE-VALUE-STRING>
<reqif:ATTRIBUTE-VALUE-XHTML>${definition('XHTML', 'a-name').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}<reqif:THE-VALUE><xhtml:div>Keep <xhtml:b>all</xhtml:b>
 data<xhtml:br/>for ever &lt;script&gt;</xhtml:div></reqif:THE-VALUE></reqif:ATTRIBUTE-VALUE-XHTML>
<reqif:ATTRIBUTE-VALUE-ENUMERATION><reqif:VALUES><reqif:ENUM-VALUE-REF>e-1b</reqif:ENUM-VALUE-REF></reqif:VALUES>${definition('ENUMERATION', 'a-prio').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}</reqif:ATTRIBUTE-VALUE-ENUMERATION>
</reqif:VALUES></reqif:SPEC-OBJECT>
<reqif:SPEC-OBJECT IDENTIFIER="_2"><reqif:VALUES><reqif:ATTRIBUTE-VALUE-STRING THE-VALUE="DMS-REQ-0002">${definition('STRING', 'a-id').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}</reqif:ATTRIBUTE-VALUE-STRING></reqif:VALUES></reqif:SPEC-OBJECT>
<reqif:SPEC-OBJECT IDENTIFIER="_3"><reqif:VALUES><reqif:ATTRIBUTE-VALUE-STRING THE-VALUE="LVV-7">${definition('STRING', 'a-id').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}</reqif:ATTRIBUTE-VALUE-STRING></reqif:VALUES></reqif:SPEC-OBJECT>
<reqif:SPEC-OBJECT IDENTIFIER="_4"><reqif:VALUES><reqif:ATTRIBUTE-VALUE-STRING THE-VALUE="1 Scope">${definition('STRING', 'a-chapter').replaceAll('<', '<reqif:').replaceAll('<reqif:/', '</reqif:')}</reqif:ATTRIBUTE-VALUE-STRING></reqif:VALUES></reqif:SPEC-OBJECT>
</reqif:SPEC-OBJECTS><reqif:SPEC-RELATIONS>
<reqif:SPEC-RELATION IDENTIFIER="r1"><reqif:SOURCE><reqif:SPEC-OBJECT-REF>_2</reqif:SPEC-OBJECT-REF></reqif:SOURCE><reqif:TARGET><reqif:SPEC-OBJECT-REF>_1</reqif:SPEC-OBJECT-REF></reqif:TARGET></reqif:SPEC-RELATION>
<reqif:SPEC-RELATION IDENTIFIER="r2"><reqif:SOURCE><reqif:SPEC-OBJECT-REF>_3</reqif:SPEC-OBJECT-REF></reqif:SOURCE><reqif:TARGET><reqif:SPEC-OBJECT-REF>_2</reqif:SPEC-OBJECT-REF></reqif:TARGET></reqif:SPEC-RELATION>
</reqif:SPEC-RELATIONS>
<reqif:SPEC-TYPES><reqif:SPEC-OBJECT-TYPE IDENTIFIER="t" LONG-NAME="System Requirement"/>
<reqif:ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-id" LONG-NAME="ReqIF.ForeignID"/>
<reqif:ATTRIBUTE-DEFINITION-XHTML IDENTIFIER="a-name" LONG-NAME="ReqIF.Name"/>
<reqif:ATTRIBUTE-DEFINITION-STRING IDENTIFIER="a-chapter" LONG-NAME="ReqIF.ChapterName"/>
<reqif:ATTRIBUTE-DEFINITION-ENUMERATION IDENTIFIER="a-prio" LONG-NAME="Priority"/>
<reqif:ENUM-VALUE IDENTIFIER="e-1b" LONG-NAME="1b"/></reqif:SPEC-TYPES>
</reqif:REQ-IF-CONTENT></reqif:CORE-CONTENT></reqif:REQ-IF>`

describe('ReqIF of another tool', () => {
  it('gives keys, XHTML as text, names of enumerated values, and links both ways', async () => {
    const { set, named } = await reading('r.reqif', foreign)
    expect(set.requirements).toEqual([
      {
        id: 'OSS-REQ-0001',
        title: 'Keep all\ndata\nfor ever <script>',
        priority: '1b',
        parameters: {},
      },
      { id: 'DMS-REQ-0002', parents: ['OSS-REQ-0001'], parameters: {} },
    ])
    expect(set.elements).toEqual([{ key: 'LVV-7', requirement: 'DMS-REQ-0002' }])
    expect(named).toEqual(['note line 12: the heading "1 Scope" is not taken'])
  })
})

describe('tables of another tool', () => {
  it('understands the headers of the field, lists of parents and spellings of units', async () => {
    const { set, named } = await reading(
      'r.csv',
      'Key;Summary;Prio;Derived from;Parameter Name;Value;Units\nDMS-REQ-0030;WCS;1a;"OSS-REQ-0162\nOSS-REQ-0149";accuracy;50;milliarcsecond\nDMS-REQ-0030;WCS;1a;OSS-REQ-0149, OSS-REQ-0162;standards;5;integer\nDMS-REQ-0031;Other;2;;;;\n',
    )
    expect(named).toEqual([])
    expect(set.requirements).toEqual([
      {
        id: 'DMS-REQ-0030',
        title: 'WCS',
        priority: '1a',
        parents: ['OSS-REQ-0162', 'OSS-REQ-0149'],
        parameters: {
          accuracy: { name: 'accuracy', value: 50, unit: 'mas' },
          standards: { name: 'standards', value: 5, unit: '1' },
        },
      },
      { id: 'DMS-REQ-0031', title: 'Other', priority: '2', parameters: {} },
    ])
  })

  it('takes the number of a claim off its title in an export of Jira', async () => {
    const { set } = await reading(
      'e.csv',
      'Issue key,Summary,Requirement,Verification Method\nLVV-13,DMS-REQ-0030-V-01: Accuracy of WCS,DMS-REQ-0030,test\n',
    )
    expect(set.elements).toEqual([
      { key: 'LVV-13', title: 'Accuracy of WCS', requirement: 'DMS-REQ-0030', method: 'Test' },
    ])
  })

  it.each([
    ['hour', 'h'],
    ['megabit persecond', 'Mbit/s'],
    ['unitless(angularcorrelation)', '1'],
    ['float', '1'],
    ['Percent', '%'],
    ['', undefined],
  ])('reads the unit %j as %j', async (text, unit) => {
    const { set } = await reading(
      'p.csv',
      `Requirement ID,Parameter,Value,Unit\nDMS-REQ-0001,a,1,${text}\n`,
    )
    expect(set.requirements[0]?.parameters.a?.unit).toBe(unit)
  })
})

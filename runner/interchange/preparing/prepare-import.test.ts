import { describe, expect, it } from 'vitest'
import { createFindings } from '#interchange/findings.ts'
import { mergeSets } from '#interchange/preparing/merge-sets.ts'
import { emptySet, type RequirementSet } from '#interchange/requirement-set.ts'
import { applySet } from '#interchange/yaml/apply-set.ts'
import { readYaml } from '#interchange/yaml/read-yaml.ts'
import { prepareImport } from './prepare-import.ts'

const held = `# Read by two people.
document: LSE-61
title: Data Management System Requirements
release: "10.1"
requirements:
  # The first of all.
  - id: DMS-REQ-0001
    title: One
    priority: 1a
    parents: [OSS-REQ-0001, OSS-REQ-0002] # both
    status: live
    parameters:
      latency: { value: 10, unit: s, role: threshold, sense: at-most, statistic: each, decidedBy: A. Person, note: "by hand" } # keep
      users:
        value: 100
        # agreed in May
        unit: "1"
        role: condition

  - id: DMS-REQ-0009
    title: Nine
    status: live
`

const path = 'requirements/lse-61.yaml'

const importing = (set: Partial<RequirementSet>, { removeGone = false } = {}) => {
  const findings = createFindings()
  const context = { findings, isUnit: () => true, origins: new Map(), mend: false }
  const files = new Map([[path, held]])
  const before = mergeSets(
    [...files].map(([file, content]) => ({ file, set: readYaml(content, file, context) })),
    findings,
  )
  const difference = prepareImport({
    sources: [{ file: 'new.csv', set: { ...emptySet, ...set } }],
    held: before,
    findings,
    origins: new Map([['DMS-REQ-0005', { file: 'new.csv', at: 'row 7' }]]),
  })
  const texts = applySet({ files, difference, removeGone })
  return {
    text: texts.get(path),
    texts,
    named: findings.all.map(
      ({ kind, key, at, message }) => `${kind} ${at ?? ''} ${key ?? ''}: ${message}`,
    ),
    differences: difference.differences.map(
      ({ kind, key, fields }) => `${kind} ${key} ${fields.map(({ field }) => field).join(',')}`,
    ),
  }
}

const whole = { requirements: ['LSE-61'], parameters: ['LSE-61'], elements: [] }

describe('importing onto files that people keep', () => {
  it('changes nothing when the source says what is held', () => {
    const found = importing({
      requirements: [{ id: 'DMS-REQ-0001', title: 'One', priority: '1a', parameters: {} }],
    })
    expect(found.differences).toEqual([])
    expect(found.texts.size).toBe(0)
  })

  it('changes single values, and keeps comments, order and whatever the source does not say', () => {
    const found = importing({
      requirements: [
        {
          id: 'DMS-REQ-0001',
          title: 'First: again',
          parents: ['OSS-REQ-0003'],
          parameters: {
            latency: { name: 'latency', value: 12, unit: 's' },
            users: { name: 'users', value: 120 },
          },
        },
      ],
    })
    expect(found.text).toBe(
      held
        .replace('title: One', 'title: "First: again"')
        .replace('[OSS-REQ-0001, OSS-REQ-0002]', '[OSS-REQ-0003]')
        .replace('value: 10,', 'value: 12,')
        .replace('note: "by hand"', 'note: by hand')
        .replace('value: 100', 'value: 120'),
    )
  })

  it('keeps how somebody decided to read a parameter, and names the other reading', () => {
    const found = importing({
      requirements: [
        {
          id: 'DMS-REQ-0001',
          parameters: {
            latency: { name: 'latency', value: 10, role: 'target', statistic: 'median' },
          },
        },
      ],
    })
    expect(found.differences).toEqual([])
    expect(found.named).toEqual([
      'note  DMS-REQ-0001/latency: is kept as decided (A. Person); the source reads role "target", statistic "median"',
    ])
  })

  it('writes the release of a change where it is a new one', () => {
    const records = [
      { id: 'DMS-REQ-0001', parameters: { latency: { name: 'latency', value: 12 } } },
      { id: 'DMS-REQ-0009', title: 'Nine', parameters: {} },
    ]
    const later = importing({
      documents: [{ document: 'LSE-61', release: '10.2' }],
      requirements: records,
    })
    expect(later.differences).toEqual([
      'changed LSE-61 release',
      'changed DMS-REQ-0001 changed',
      'changed DMS-REQ-0001/latency value',
    ])
    expect(later.text).toContain('    status: live\n    changed: "10.2"\n    parameters:')
    const same = importing({
      documents: [{ document: 'LSE-61', release: '10.1' }],
      requirements: records,
    })
    expect(same.text).not.toContain('changed:')
  })

  it('lists what is gone and keeps it, unless it is to be removed', () => {
    const set = {
      scope: whole,
      requirements: [
        { id: 'DMS-REQ-0001', document: 'LSE-61', parameters: { latency: { name: 'latency' } } },
      ],
    }
    const kept = importing(set)
    expect(kept.differences).toEqual(['gone DMS-REQ-0001/users ', 'gone DMS-REQ-0009 '])
    expect(kept.texts.size).toBe(0)
    const removed = importing(set, { removeGone: true })
    expect(removed.text).not.toMatch(/users|DMS-REQ-0009/)
    expect(removed.text).toContain('latency: { value: 10, unit: s')
  })

  it('puts a new requirement where its key sorts, and new files where none is', () => {
    const found = importing({
      requirements: [
        { id: 'DMS-REQ-0005', title: '=cmd|', parents: ['DMS-REQ-0001'], parameters: {} },
        { id: 'OSS-REQ-0001', title: 'Archive', parameters: {} },
      ],
      elements: [{ key: 'LVV-1', requirement: 'DMS-REQ-0005' }],
    })
    expect([...found.texts]).toEqual(
      [
        [
          'requirements/lse-30.yaml',
          'document: LSE-30\ntitle: Observatory System Specifications\nrequirements:\n  - id: OSS-REQ-0001\n    title: Archive\n    status: live\n',
        ],
        [
          path,
          held.replace(
            '\n  - id: DMS-REQ-0009',
            '  - id: DMS-REQ-0005\n    title: "=cmd|"\n    parents: [DMS-REQ-0001]\n    status: live\n\n  - id: DMS-REQ-0009',
          ),
        ],
        [
          'requirements/elements/lse-61.yaml',
          'document: LSE-61\nelements:\n  - key: LVV-1\n    requirement: DMS-REQ-0005\n    title: "=cmd|"\n',
        ],
      ].toSorted(() => 0),
    )
  })
})

describe('documents of what names none, and with hostile names', () => {
  it('puts a parent that its own document no longer lists into one of earlier issues', () => {
    const { differences } = importing({
      documents: [{ document: 'LSE-61' }],
      scope: whole,
      requirements: [
        { id: 'DMS-REQ-0001', document: 'LSE-61', parents: ['DMS-REQ-0003'], parameters: {} },
        { id: 'DMS-REQ-0009', document: 'LSE-61', parameters: {} },
        { id: 'DMS-REQ-0003', title: 'Three', parameters: {} },
      ],
    })
    expect(differences).toContain('new DMS-REQ-0003 title,document,status')
    expect(differences).toContain('new LSE-61-earlier document,title')
  })

  it('keeps every one in a file of its own, inside the folder', () => {
    const names = ['LSE/61', '../../etc/passwd', '__proto__', '\u202e', '日本', 'x'.repeat(500)]
    const found = importing({
      requirements: names.map((document, index) => ({
        id: `DMS-REQ-1${index}`,
        document,
        title: 'x',
        parameters: {},
      })),
    })
    expect([...found.texts.keys()]).toEqual([
      'requirements/lse-61-2.yaml',
      'requirements/etc-passwd.yaml',
      'requirements/proto.yaml',
      'requirements/document.yaml',
      'requirements/document-2.yaml',
      `requirements/${'x'.repeat(80)}.yaml`,
    ])
    const written = [...found.texts].map(([file, content]) => {
      const context = {
        findings: createFindings(),
        isUnit: () => true,
        origins: new Map(),
        mend: false,
      }
      return readYaml(content, file, context).documents[0]?.document
    })
    expect(written).toEqual(names)
  })
})

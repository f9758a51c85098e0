import { expect, it } from 'vitest'
import { parseReqif } from './parse-reqif.ts'
import { writeReqif } from './write-reqif.ts'

const scope = { requirements: [], parameters: [], elements: [] }
const latency = { name: 'latency', value: 1e-5, unit: 's', role: 'threshold' } as const

const set = {
  documents: [{ document: 'LSE-61 / <b>', title: 'DMSR' }],
  requirements: [
    { id: 'OSS-REQ-0001', document: 'LSE-30', title: 'Archive', parameters: {} },
    {
      id: 'DMS-REQ-0001',
      document: 'LSE-61 / <b>',
      title: '"&\n<script>',
      parents: ['OSS-REQ-0001', 'OSS-REQ-0404'],
      parameters: { latency },
    },
  ],
  elements: [{ key: 'LVV-1', document: 'LSE-61 / <b>', requirement: 'DMS-REQ-0001', title: 'One' }],
  scope,
}

it('gives every thing an identifier that XML allows, once', () => {
  const text = writeReqif(set)
  const identifiers = [...text.matchAll(/IDENTIFIER="([^"]*)"/g)].map(([, id]) => id)
  expect(identifiers.filter((id) => !/^[A-Za-z][A-Za-z0-9._-]*$/.test(id ?? ''))).toEqual([])
  expect(new Set(identifiers).size).toBe(identifiers.length)
  for (const [, reference] of text.matchAll(/<[A-Z-]+-REF>([^<]*)</g))
    expect(identifiers).toContain(reference)
})

it('writes relations to the parents that it holds, and the hierarchy of a document', () => {
  const text = writeReqif(set)
  expect(
    parseReqif(text, 'r.reqif').relations.map(({ type, source, target }) => [type, source, target]),
  ).toEqual([
    ['derived from', 'requirement-DMS-REQ-0001', 'requirement-OSS-REQ-0001'],
    ['verifies', 'element-LVV-1', 'requirement-DMS-REQ-0001'],
  ])
  const tree = text.slice(text.indexOf('<SPECIFICATION '))
  expect([...tree.matchAll(/<SPEC-OBJECT-REF>([^<]*)/g)].map(([, id]) => id)).toEqual([
    'document-LSE-61_20__2f__20__3c_b_3e_',
    'requirement-DMS-REQ-0001',
    'parameter-DMS-REQ-0001_2f_latency',
    'element-LVV-1',
  ])
})

it('carries further attributes, such as results, by key', () => {
  const values = new Map([['DMS-REQ-0001', { Coverage: 'with-failures' }]])
  const objects = parseReqif(writeReqif(set, { columns: ['Coverage'], values }), 'r.reqif').objects
  expect(objects.map(({ values: own }) => own.get('Coverage'))).toEqual([
    undefined,
    undefined,
    'with-failures',
    undefined,
    undefined,
  ])
})

import { expect, it } from 'vitest'
import { parseElementKey, parseRequirementKey } from '#domain/keys.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import { setOfRequirements } from './held-set.ts'

it('gives all that a root holds, without the hashes that follow from it', () => {
  const id = parseRequirementKey('DMS-REQ-0001')
  const key = parseElementKey('LVV-1')
  if (id === undefined || key === undefined) throw new Error('keys')
  const statement = { id, document: 'LSE-61', title: 'One', parents: [], status: 'live' } as const
  const latency = {
    name: 'latency',
    value: 1,
    unit: 's',
    role: 'target',
    strict: false,
    uses: [],
    given: [],
  } as const
  const claim = {
    key,
    document: 'LSE-61',
    requirement: id,
    title: 'One',
    parameters: [],
    covers: {},
    verifiedIn: [],
  }
  const requirement: Requirement = {
    ...statement,
    parameters: { latency: { ...latency, contentHash: 'a' } },
    contentHash: 'b',
  }
  const element: VerificationElement = { ...claim, contentHash: 'c' }
  expect(
    setOfRequirements({
      documents: [{ document: 'LSE-61', title: 'DMSR' }],
      requirements: new Map([[id, requirement]]),
      elements: new Map([[key, element]]),
    }),
  ).toEqual({
    documents: [{ document: 'LSE-61', title: 'DMSR' }],
    requirements: [{ ...statement, parameters: { latency } }],
    elements: [claim],
    scope: { requirements: ['LSE-61'], parameters: ['LSE-61'], elements: ['LSE-61'] },
  })
})

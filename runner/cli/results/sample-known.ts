import type { Environment } from '#domain/environment.ts'
import { type ElementKey, parseTestCaseKey, type RequirementKey } from '#domain/keys.ts'
import type { Requirement, VerificationElement } from '#domain/requirement.ts'
import { sampleCase } from '#domain/testing/sample-case.ts'
import type { Known } from './match-result.ts'

const requirement = (id: string): [RequirementKey, Requirement] => [
  id as RequirementKey,
  {
    id: id as RequirementKey,
    document: 'LSE-61',
    title: id,
    parents: [],
    status: 'live',
    parameters: {},
    contentHash: '',
  },
]
const element = (key: string, of: string, ...parameters: string[]) =>
  [
    key as ElementKey,
    {
      key: key as ElementKey,
      document: 'LSE-61',
      requirement: of as RequirementKey,
      title: key,
      parameters,
      covers: {},
      verifiedIn: [],
      contentHash: '',
    },
  ] satisfies [ElementKey, VerificationElement]
const environment = (name: string, stage: Environment['stage']): [string, Environment] => [
  name,
  {
    name,
    title: name,
    stage,
    bindings: {},
    secrets: {},
    resources: {},
    file: `cases/environments/${name}.yaml`,
    contentHash: '',
  },
]
const key = (text: string) => parseTestCaseKey(text) ?? fail(text)
const fail = (text: string): never => {
  throw new Error(`${text} is no key`)
}

/** A small root for tests: one case of two elements, a rehearsal and a precursor environment. */
export const known: Known = {
  cases: new Map([
    [
      key('LVV-T1'),
      sampleCase('LVV-T1', {
        verifies: [
          { element: 'LVV-11' as ElementKey, implicit: false },
          { element: 'LVV-12' as ElementKey, implicit: false },
        ],
      }),
    ],
  ]),
  environments: new Map([environment('local', 'rehearsal'), environment('usdf', 'precursor')]),
  requirements: {
    documents: [],
    requirements: new Map([requirement('DMS-REQ-0001'), requirement('DMS-REQ-0002')]),
    elements: new Map([
      element('LVV-11', 'DMS-REQ-0001', 'AM1'),
      element('LVV-12', 'DMS-REQ-0001', 'AM2'),
    ]),
    deviations: [],
    waivers: [],
    knownIssues: [],
  },
}

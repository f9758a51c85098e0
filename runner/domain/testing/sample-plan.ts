import { contentHash } from '#domain/content-hash.ts'
import {
  type ElementKey,
  implicitElement,
  type RequirementKey,
  type TestCaseKey,
} from '#domain/keys.ts'
import type { Parameter } from '#domain/requirement.ts'
import type { CaseTrace, ElementTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { sampleKey, sampleText } from './sample-text.ts'

type PlannedCase = Omit<CaseTrace, 'results' | 'newest'>
type PlannedElement = Omit<ElementTrace, 'coverage' | 'rehearsal' | 'flags' | 'why' | 'cells'>
type PlannedRequirement = Omit<RequirementTrace, 'coverage' | 'rehearsal' | 'flags'>

/** What a sample holds before anything ran. */
export interface Plan {
  readonly text: (plain: string, index: number) => string
  readonly documents: readonly { document: string; title: string; release: string }[]
  readonly requirements: readonly PlannedRequirement[]
  readonly elements: readonly PlannedElement[]
  readonly cases: readonly PlannedCase[]
}

const levels = [
  { document: 'LSE-29', prefix: 'LSR-REQ', title: 'System Requirements', release: '7.2' },
  {
    document: 'LSE-30',
    prefix: 'OSS-REQ',
    title: 'Observatory System Specifications',
    release: '20.1',
  },
  {
    document: 'LSE-61',
    prefix: 'DMS-REQ',
    title: 'Data Management System Requirements',
    release: '10.2.1',
  },
] as const
const subjects = [
  'Astrometry of visits',
  'Alert latency',
  'Catalog queries',
  'Image archive',
  'Photometry',
]
const areas = ['alerts', 'data-products', 'lsp', 'metrics', 'qserv', 'services']
const priorities = ['1a', '1b', '1b', '2', '3']
const methods = ['Test', 'Test', 'Analysis', 'Inspection', 'Demonstration'] as const
const statuses = ['Approved', 'Approved', 'Defined', 'Draft', 'Deprecated'] as const
const roles = [
  'threshold',
  'threshold',
  'target',
  'inner-limit',
  'condition',
  'configuration',
  'selection',
] as const
const aspects = ['aspect-portal', 'aspect-notebook', 'aspect-api']

/** Item of a list at an index that goes around. */
export const at = <T>(list: readonly [T, ...T[]] | readonly T[], index: number): T =>
  list[index % list.length] as T

const levelOf = (index: number): number => (index % 20 === 0 ? 0 : index % 20 < 4 ? 1 : 2)

// No element states it: one is made for it.
const isImplicit = (index: number): boolean => index % 34 === 26

/** Requirements, elements and cases of a sample, as files would hold them. */
export const samplePlan = (size: {
  readonly requirements: number
  readonly cases: number
  readonly hostile?: boolean
}): Plan => {
  const text = sampleText(size.hostile === true)
  const key = sampleKey(size.hostile === true)
  const idOf = (index: number) =>
    key(
      `${levels[levelOf(index) as 0 | 1 | 2].prefix}-${String(index + 1).padStart(4, '0')}`,
      index,
    ) as RequirementKey
  const leaves = [...Array(size.requirements).keys()].filter((index) => levelOf(index) === 2)
  const stated = leaves.filter((index) => index % 34 !== 9)
  const elementKeys = stated.flatMap((index) => [
    {
      index,
      element: isImplicit(index)
        ? implicitElement(idOf(index))
        : (key(`LVV-${index + 1}`, index) as ElementKey),
    },
    ...(index % 4 === 0
      ? [{ index, element: key(`LVV-${size.requirements + index + 1}`, index) as ElementKey }]
      : []),
  ])
  // Every eleventh element has no case.
  const asked = elementKeys.filter((_, index) => index % 11 !== 6)
  const cases = [...Array(size.cases).keys()].map((index) =>
    caseAt({ index, text, key, asked, idOf, hostile: size.hostile === true }),
  )
  const callers = new Map<string, TestCaseKey[]>()
  const casesOf = new Map<string, TestCaseKey[]>()
  for (const testCase of cases) {
    for (const called of testCase.calls) listed(callers, called).push(testCase.key)
    if (testCase.status === 'Deprecated') continue
    for (const element of testCase.elements) listed(casesOf, element).push(testCase.key)
  }
  const children = new Map<string, RequirementKey[]>()
  const parentsOf = (index: number): readonly RequirementKey[] => {
    const level = levelOf(index)
    if (level === 0 || index % 23 === 7) return []
    const parent = level === 2 ? index - (index % 20) + 1 + (index % 2) : index - (index % 20)
    return [idOf(parent)]
  }
  for (let index = 0; index < size.requirements; index += 1) {
    for (const parent of parentsOf(index)) listed(children, parent).push(idOf(index))
  }
  const elementsOf = new Map<number, ElementKey[]>()
  for (const { index, element } of elementKeys) {
    elementsOf.set(index, [...(elementsOf.get(index) ?? []), element])
  }
  return {
    text,
    documents: levels.map(({ document, title, release }, index) => ({
      document,
      title: text(title, index),
      release,
    })),
    requirements: [...Array(size.requirements).keys()].map((index) => {
      const own = elementsOf.get(index) ?? []
      return {
        id: idOf(index),
        document: levels[levelOf(index) as 0 | 1 | 2].document,
        title: text(`${at(subjects, index)}, part ${index + 1}`, index),
        ...(index % 29 === 5 ? {} : { priority: at(priorities, index) }),
        status: index % 41 === 13 ? ('descoped' as const) : ('live' as const),
        parents: parentsOf(index),
        children: children.get(idOf(index)) ?? [],
        parameters: index % 5 === 0 || index % 5 === 4 ? [parameterAt(index, text)] : [],
        elements: own,
        cases: own.flatMap((element) => casesOf.get(element) ?? []),
      }
    }),
    elements: elementKeys.map(({ index, element }, place) => ({
      key: element,
      document: 'LSE-61',
      requirement: idOf(index),
      title: text(`${at(subjects, index)}: claim ${place + 1}`, index),
      parameters: index % 5 === 4 ? [`limit${index + 1}`] : [],
      method: at(methods, index),
      ...(index % 6 === 2 ? { stage: 'commissioning' as const } : {}),
      covers: index % 10 === 4 ? { band: ['g', 'r', 'i'] } : {},
      verifiedIn: [],
      ...(index % 3 === 0
        ? { jiraStatus: at(['Covered', 'In Verification', 'Verified'], place) }
        : {}),
      implicit: isImplicit(index),
      cases: casesOf.get(element) ?? [],
    })),
    cases: cases.map((testCase) => ({ ...testCase, callers: callers.get(testCase.key) ?? [] })),
  }
}

const listed = <T>(map: Map<string, T[]>, key: string): T[] => {
  const list = map.get(key) ?? []
  map.set(key, list)
  return list
}

const parameterAt = (index: number, text: Plan['text']): Parameter => {
  const role = at(roles, Math.floor(index / 5))
  const decides = role === 'threshold' || role === 'target' || role === 'inner-limit'
  const value = 10 + (index % 7) * 5
  return {
    name: `limit${index + 1}`,
    value,
    unit: at(['s', 'mas', 'mmag', '1'], index),
    role,
    ...(decides ? { sense: index % 3 === 0 ? ('at-least' as const) : ('at-most' as const) } : {}),
    strict: index % 10 === 9,
    ...(decides ? { statistic: at(['median', 'mean', 'each', 'percentile'], index) } : {}),
    uses: [],
    given: [],
    ...(index % 4 === 0
      ? { estimate: value * 0.8, boundary: value * 1.1, limit: value * 1.5 }
      : {}),
    ...(index % 8 === 0
      ? { levels: { minimum: value * 1.5, design: value, stretch: value * 0.7 } }
      : {}),
    decidedBy: text('S. Engineer', index),
    contentHash: contentHash(`parameter ${index}`),
  }
}

interface CaseSeed {
  readonly index: number
  readonly text: Plan['text']
  readonly key: (plain: string, index: number) => string
  readonly asked: readonly { index: number; element: ElementKey }[]
  readonly idOf: (index: number) => RequirementKey
  readonly hostile: boolean
}

// Precursors, cases that verify nothing, and the elements of all others.
const targetAt = ({ index, asked }: CaseSeed) =>
  isPrecursor(index) || index % 31 === 8 ? undefined : asked[index % Math.max(1, asked.length)]

const isPrecursor = (index: number): boolean => index % 50 === 0

const caseAt = (seed: CaseSeed): PlannedCase => {
  const { index, text, key, hostile } = seed
  const stub = !isPrecursor(index) && index % 13 === 5
  const area = isPrecursor(index) ? 'precursors' : at(areas, index)
  const first = index - (index % 50)
  return {
    key: key(`LVV-T${index + 1}`, index) as TestCaseKey,
    kind: isPrecursor(index) ? 'precursor' : 'case',
    title: text(
      isPrecursor(index)
        ? `Set up service ${index + 1}`
        : `Check of ${at(subjects, index)}, ${index + 1}`,
      index,
    ),
    objective: text('What is delivered agrees with what is stated.', index + 1),
    method: at(methods, index),
    status: at(statuses, Math.floor(index / 3)),
    priority: 'Normal',
    area,
    file: text(`cases/${area}/LVV-T${index + 1}.yaml`, hostile ? index : 0),
    tags: index % 6 === 1 ? ['nightly', at(aspects, Math.floor(index / 6))] : ['nightly'],
    stub,
    automation: stub ? 'none' : at(['automated', 'automated', 'mixed', 'manual'] as const, index),
    calls: index === first ? [] : [key(`LVV-T${first + 1}`, first) as TestCaseKey],
    families: stub ? [] : [at(['butler', 'tap', 'http', 'metrics'], index)],
    compares: [],
    contentHash: contentHash(`case ${index}`),
    callers: [],
    ...targetFields(seed),
  }
}

const targetFields = (seed: CaseSeed) => {
  const target = targetAt(seed)
  if (!target) {
    return { verifies: [], meets: [], judges: [], basis: {}, requirements: [], elements: [] }
  }
  const { index, element } = target
  const requirement = seed.idOf(index)
  return {
    verifies: [{ element, requirement, implicit: isImplicit(index) }],
    meets: index % 5 === 4 ? [`${requirement}/limit${index + 1}`] : [],
    judges: [element],
    basis: { [requirement]: contentHash(`requirement ${index}`) },
    requirements: [requirement],
    elements: [element],
  }
}

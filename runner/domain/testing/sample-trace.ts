import type { CoverageFlag } from '#domain/tracing/coverage.ts'
import type { Gap } from '#domain/tracing/gap.ts'
import type { ElementTrace, RequirementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { countCoverage, documentTraces, foldElements, groupsOf } from './sample-counts.ts'
import { sampleMeasures } from './sample-measures.ts'
import { type Plan, samplePlan } from './sample-plan.ts'
import { resultsOfCases, sampleRuns } from './sample-results.ts'

/** How large a sample is, and whether its texts and keys try to break what renders them. */
export interface SampleSize {
  readonly requirements: number
  readonly cases: number
  readonly hostile?: boolean
}

const flagsOfNote = [
  'suspect',
  'earlier-release',
  'waived',
  'deviation',
  'unreviewed',
  'rejected',
  'rerun-unexplained',
  'unstable',
  'conditions',
  'stage',
  'cells',
  'verified-in',
] as const satisfies readonly CoverageFlag[]

/**
 * A trace dossier of any size for tests and benchmarks, the same one every time: three documents over three levels,
 * every coverage, flag and kind of gap, measures over runs, and results recorded elsewhere. Its numbers hold
 * together: counts are counted, and coverage is folded from its results.
 */
export const sampleTrace = (size: SampleSize): TraceDossier => {
  const plan = samplePlan(size)
  const runs = sampleRuns(plan)
  const results = resultsOfCases(plan)
  const elements = plan.elements.map((element, index): ElementTrace => {
    const folded = foldElements.cells(element.key, element.cases, results.byCase)
    return {
      ...element,
      coverage: folded.coverage,
      rehearsal: folded.rehearsal,
      flags: [
        ...folded.flags,
        ...(element.implicit ? (['no-element'] as const) : []),
        ...(index % 9 === 4
          ? [flagsOfNote[Math.floor(index / 9) % flagsOfNote.length] ?? 'stage']
          : []),
      ],
      why: plan.text(folded.why, index),
      cells: folded.cells,
    }
  })
  const elementOf = new Map(elements.map((element) => [element.key, element]))
  const own = plan.requirements.map((requirement): RequirementTrace => {
    const parts = requirement.elements.flatMap((key) => elementOf.get(key) ?? [])
    const descoped: readonly CoverageFlag[] = requirement.status === 'descoped' ? ['descoped'] : []
    return {
      ...requirement,
      coverage: foldElements.requirement(parts.map((element) => element.coverage)),
      rehearsal: foldElements.requirement(parts.map((element) => element.rehearsal)),
      flags: [...new Set([...parts.flatMap((element) => element.flags), ...descoped])],
    }
  })
  const requirements = coverBelow(own)
  return {
    asOf: {
      release: 'w_2026_43',
      releases: ['w_2026_43', 'w_2026_39'],
      today: '2026-11-20',
      newestResult: runs[0]?.finishedAt ?? '2026-11-19T04:00:00.000Z',
      environments: [
        { name: 'local', stage: 'rehearsal' },
        { name: 'usdf', stage: 'commissioning' },
      ],
    },
    total: countCoverage(requirements),
    documents: documentTraces(plan.documents, requirements, elements),
    groups: groupsOf(requirements, plan.cases),
    requirements,
    elements,
    cases: plan.cases.map((testCase) => {
      const own = results.byCase.get(testCase.key) ?? []
      const newest = own.find((result) => result.verdict === 'pass' || result.verdict === 'fail')
      return {
        ...testCase,
        results: own.map((result) => result.id),
        ...(newest ? { newest: newest.verdict } : {}),
      }
    }),
    results: results.newestFirst,
    measures: sampleMeasures(plan),
    runs,
    gaps: gapsOf(plan, requirements, elements),
    ...relaxations(plan),
  }
}

/** What the live requirements below say together, over the three levels of a sample. */
const coverBelow = (requirements: readonly RequirementTrace[]): readonly RequirementTrace[] => {
  const known = new Map<string, RequirementTrace>(requirements.map((one) => [one.id, one]))
  const below = (requirement: RequirementTrace): RequirementTrace['below'] => {
    const children = requirement.children
      .flatMap((id) => known.get(id) ?? [])
      .filter(({ status }) => status === 'live')
    const said = children.flatMap((child) => {
      const further = below(child)
      return [
        ...(child.elements.length > 0 || !further ? [child] : []),
        ...(further ? [further] : []),
      ]
    })
    return said.length === 0
      ? undefined
      : {
          coverage: foldElements.requirement(said.map(({ coverage }) => coverage)),
          rehearsal: foldElements.requirement(said.map(({ rehearsal }) => rehearsal)),
        }
  }
  return requirements.map((one) => {
    const found = below(one)
    return found ? { ...one, below: found } : one
  })
}

const gapsOf = (
  { text, cases }: Plan,
  requirements: readonly RequirementTrace[],
  elements: readonly ElementTrace[],
): readonly Gap[] => {
  const live = requirements.filter((requirement) => requirement.status === 'live')
  const first = live[0]
  const others: readonly Gap['kind'][] = [
    'unknown-key',
    'descoped-tested',
    'threshold-unmeasured',
    'element-older',
    'parent-cycle',
    'verified-in-missing',
    'verified-in-cycle',
    'status-differs',
    'method-differs',
    'waiver-expired',
    'deviation-expired',
  ]
  const gap = (kind: Gap['kind'], key: string, message: string, document?: string): Gap => ({
    kind,
    key,
    ...(document === undefined ? {} : { document }),
    about: [],
    message: text(message, key.length),
  })
  return [
    ...live
      .filter(({ document, children }) => document !== 'LSE-61' && children.length === 0)
      .map(({ id, document }) => gap('parent-unanswered', id, `No child answers ${id}.`, document)),
    ...live
      .filter(({ document, parents }) => document !== 'LSE-29' && parents.length === 0)
      .map(({ id, document }) => gap('no-parent', id, `${id} has no parent.`, document)),
    ...live
      .filter(({ document, elements: own }) => document === 'LSE-61' && own.length === 0)
      .map(({ id, document }) => gap('no-element', id, `No element states ${id}.`, document)),
    ...live
      .filter(({ document, cases: own }) => document === 'LSE-61' && own.length === 0)
      .map(({ id, document }) => gap('no-case', id, `No live case verifies ${id}.`, document)),
    ...elements
      .filter(({ cases: own, verifiedIn }) => own.length === 0 && verifiedIn.length === 0)
      .map(({ key, document }) =>
        gap('element-without-case', key, `No live case names ${key}.`, document),
      ),
    ...cases
      .filter(({ kind, elements: own }) => kind === 'case' && own.length === 0)
      .map(({ key }) => gap('case-verifies-nothing', key, `${key} verifies nothing.`)),
    ...(first
      ? others.map((kind) => gap(kind, first.id, `Of ${first.id}: ${kind}.`, first.document))
      : []),
  ]
}

const relaxations = ({ text, elements, requirements }: Plan) => {
  const element = elements[0]
  const requirement = requirements.find(({ parameters }) => parameters.length > 0)
  return {
    waivers: element
      ? [true, false].map((inForce) => ({
          element: element.key,
          release: 'w_2026_43',
          reason: text('The service is not deployed at this site yet.', 1),
          approvedBy: text('A. Reviewer', 2),
          jira: 'DM-50001',
          expires: inForce ? '2027-03-31' : '2026-10-31',
          inForce,
        }))
      : [],
    deviations: requirement
      ? requirement.parameters.slice(0, 1).map((parameter) => ({
          requirement: requirement.id,
          parameter: parameter.name,
          limit: parameter.value * 1.2,
          stage: 'commissioning' as const,
          release: 'w_2026_43',
          approvedBy: text('B. Reviewer', 4),
          jira: 'DM-50002',
          expires: '2027-01-31',
          inForce: true,
        }))
      : [],
  }
}

import type { ElementKey, TestCaseKey } from '#domain/keys.ts'
import {
  type Coverage,
  type CoverageCount,
  type CoverageFlag,
  coverages,
} from '#domain/tracing/coverage.ts'
import type {
  CellTrace,
  CoverageGroup,
  DocumentTrace,
  ElementTrace,
  RequirementTrace,
  ResultTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { isPassing, type Verdict } from '#domain/verdict.ts'

interface Counted {
  readonly coverage: Coverage
  readonly rehearsal: Coverage
  readonly flags: readonly CoverageFlag[]
  readonly status?: 'live' | 'descoped'
}

const passing = (coverage: Coverage): boolean =>
  coverage === 'fully-verified' || coverage === 'partially-verified'

/** Counts the live ones of a sample. */
export const countCoverage = (items: readonly Counted[]): CoverageCount => {
  const live = items.filter(({ status }) => status !== 'descoped')
  const having = (flag: CoverageFlag) => live.filter(({ flags }) => flags.includes(flag)).length
  return {
    total: live.length,
    byCoverage: Object.fromEntries(
      coverages.map((coverage) => [
        coverage,
        live.filter((item) => item.coverage === coverage).length,
      ]),
    ) as CoverageCount['byCoverage'],
    rehearsed: live.filter(
      ({ coverage, rehearsal }) =>
        !passing(coverage) && coverage !== 'with-failures' && passing(rehearsal),
    ).length,
    outdated: having('outdated'),
    waived: having('waived'),
  }
}

/** The documents of a sample with their counts. */
export const documentTraces = (
  documents: readonly { document: string; title: string; release: string }[],
  requirements: readonly RequirementTrace[],
  elements: readonly ElementTrace[],
): readonly DocumentTrace[] =>
  documents.map((document) => {
    const all = requirements.filter((requirement) => requirement.document === document.document)
    const own = elements.filter((element) => element.document === document.document)
    const live = all.filter(({ status }) => status === 'live')
    const priorities: { [priority: string]: number } = {}
    for (const { priority = '' } of all) priorities[priority] = (priorities[priority] ?? 0) + 1
    return {
      ...document,
      requirements: all.length,
      live: live.length,
      descoped: all.length - live.length,
      priorities,
      withoutParent: live.filter(({ parents }) => parents.length === 0).length,
      withoutCase: live.filter(({ cases }) => cases.length === 0).length,
      elements: own.length,
      coverage: countCoverage(all),
      elementCoverage: countCoverage(own),
    }
  })

/** Requirements of a sample counted by priority, area and aspect. */
export const groupsOf = (
  requirements: readonly RequirementTrace[],
  cases: readonly {
    readonly key: TestCaseKey
    readonly area: string
    readonly tags: readonly string[]
  }[],
): TraceDossier['groups'] => {
  const caseOf = new Map(cases.map((testCase) => [testCase.key, testCase]))
  const by = (
    names: (requirement: RequirementTrace) => readonly string[],
  ): readonly CoverageGroup[] => {
    const groups = new Map<string, RequirementTrace[]>()
    for (const requirement of requirements) {
      const found = new Set(names(requirement))
      for (const name of found.size === 0 ? [''] : found) {
        groups.set(name, groups.get(name) ?? [])
        groups.get(name)?.push(requirement)
      }
    }
    return [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, members]) => ({ name, ...countCoverage(members) }))
  }
  const ofCases = (requirement: RequirementTrace) =>
    requirement.cases.flatMap((key) => caseOf.get(key) ?? [])
  return {
    priority: by(({ priority }) => (priority === undefined ? [] : [priority])),
    area: by((requirement) => ofCases(requirement).map(({ area }) => area)),
    aspect: by((requirement) =>
      ofCases(requirement).flatMap(({ tags }) =>
        tags.filter((tag) => tag.startsWith('aspect-')).map((tag) => tag.slice('aspect-'.length)),
      ),
    ),
  }
}

const fold = (verdicts: readonly (Verdict | undefined)[]): Coverage => {
  if (verdicts.length === 0) return 'not-covered'
  if (verdicts.includes('fail')) return 'with-failures'
  const passes = verdicts.filter((verdict) => verdict !== undefined && isPassing(verdict)).length
  if (passes === verdicts.length) return 'fully-verified'
  return passes > 0 ? 'partially-verified' : 'not-verified'
}

const judged = (result: ResultTrace): boolean =>
  result.verdict === 'fail' || isPassing(result.verdict)

const cellOf = (key: TestCaseKey, own: readonly ResultTrace[]): CellTrace => {
  const taken = own.find((result) => result.creditable && judged(result))
  const rehearsed = own.find((result) => !result.creditable && judged(result))
  const newest = own[0]
  const flags: CoverageFlag[] = []
  if (newest?.verdict === 'blocked') flags.push('blocked')
  if (newest?.verdict === 'in-progress') flags.push('manual-pending')
  if (taken && taken.changes.length > 0) flags.push('outdated')
  if (rehearsed) flags.push('rehearsed')
  return {
    case: key,
    matrix: newest?.matrix ?? {},
    ...(taken ? { verdict: taken.verdict, taken: taken.id } : {}),
    ...(newest ? { newest: newest.id } : {}),
    ...(rehearsed ? { rehearsed: { verdict: rehearsed.verdict, result: rehearsed.id } } : {}),
    flags,
  }
}

/** How a sample folds: the plain rows of the table, without stages, matrix cells and releases. */
export const foldElements = {
  cells: (
    element: ElementKey,
    cases: readonly TestCaseKey[],
    byCase: ReadonlyMap<string, readonly ResultTrace[]>,
  ) => {
    const cells = cases.map((key) => cellOf(key, byCase.get(key) ?? []))
    const coverage = fold(cells.map(({ verdict }) => verdict))
    return {
      cells,
      coverage,
      rehearsal: fold(cells.map(({ rehearsed }) => rehearsed?.verdict)),
      flags: [...new Set(cells.flatMap(({ flags }) => flags))],
      why: `${element} is ${coverage}: ${cells.length} cells name it.`,
    }
  },
  requirement: (parts: readonly Coverage[]): Coverage => {
    if (parts.includes('with-failures')) return 'with-failures'
    if (parts.every((part) => part === 'not-covered')) return 'not-covered'
    if (parts.every((part) => part === 'fully-verified')) return 'fully-verified'
    return parts.some(passing) ? 'partially-verified' : 'not-verified'
  },
}

import type { KnownIssue } from '#domain/requirement.ts'
import type { TestCase } from '#domain/test-case.ts'
import type { Gap } from '#domain/tracing/gap.ts'
import type { RunOutcome } from '#domain/tracing/outcome.ts'
import type {
  CaseTrace,
  DocumentTrace,
  ElementTrace,
  MeasureTrace,
  RequirementTrace,
  ResultTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { brief } from './html.ts'
import type { SiteInput } from './site-input.ts'
import { anchorOf, casePath, executionPath, requirementPath, runPath } from './site-paths.ts'

/** Where, of what and on what something was found. */
export interface Ground {
  readonly at: string
  readonly release?: string
  readonly environment: string
  readonly datasets?: { readonly [name: string]: string }
}

/** A trace with what finds its parts, and which executions have pages. */
export interface SiteModel {
  readonly trace: TraceDossier
  readonly requirements: ReadonlyMap<string, RequirementTrace>
  readonly elements: ReadonlyMap<string, ElementTrace>
  readonly cases: ReadonlyMap<string, CaseTrace>
  readonly results: ReadonlyMap<string, ResultTrace>
  readonly runs: ReadonlyMap<number, RunOutcome>
  /** Newest first. */
  readonly resultsOfRun: ReadonlyMap<number, readonly ResultTrace[]>
  readonly gaps: ReadonlyMap<string, readonly Gap[]>
  /** By requirement. */
  readonly measures: ReadonlyMap<string, readonly MeasureTrace[]>
  /** Executions that have pages, `RUN/EXECUTION`; grows while runs are read, oldest first. */
  readonly executions: ReadonlySet<string>
  readonly definitions: (key: string) => TestCase | undefined
  readonly knownIssues: readonly KnownIssue[]
}

/** Indexes what a site is made of. */
export const siteModel = (
  { trace, definitions, knownIssues = [] }: SiteInput,
  executions: ReadonlySet<string>,
): SiteModel => ({
  trace,
  requirements: new Map(trace.requirements.map((item) => [item.id, item])),
  elements: new Map(trace.elements.map((item) => [item.key, item])),
  cases: new Map(trace.cases.map((item) => [item.key, item])),
  results: new Map(trace.results.map((item) => [item.id, item])),
  runs: new Map(trace.runs.map((item) => [item.run, item])),
  resultsOfRun: Map.groupBy(trace.results, ({ origin }) => origin.run),
  gaps: Map.groupBy(trace.gaps, ({ key }) => key),
  measures: Map.groupBy(trace.measures, ({ requirement = '' }) => requirement),
  executions,
  definitions: definitions ?? (() => undefined),
  knownIssues,
})

/**
 * Documents that are verified here: they have elements or cases. All others only name parents, and are answered by
 * what flows down from them. The one with most live requirements first.
 */
export const verifiedDocuments = ({
  documents,
}: Pick<TraceDossier, 'documents'>): readonly DocumentTrace[] =>
  documents
    .filter(({ elements, withoutCase, live }) => elements > 0 || withoutCase < live)
    .sort((a, b) => b.live - a.live)

/** Documents that only name parents. */
export const parentDocuments = (
  trace: Pick<TraceDossier, 'documents'>,
): readonly DocumentTrace[] => {
  const verified = new Set(verifiedDocuments(trace))
  return trace.documents.filter((one) => !verified.has(one))
}

/** Title of a requirement, an element or a case; empty for what is not held. */
export const titleOf = (model: SiteModel, key: string): string =>
  brief(
    (model.requirements.get(key) ?? model.elements.get(key) ?? model.cases.get(key))?.title ?? '',
    120,
  )

/** What a result rests on beside itself: release, environment, datasets, instant. */
export const groundOf = (
  model: SiteModel,
  { origin, release, environment, at }: ResultTrace,
): Ground => {
  const datasets = model.runs.get(origin.run)?.datasets
  return {
    at,
    environment,
    ...(release !== undefined && { release }),
    ...(datasets && { datasets }),
  }
}

/** Where a key of any kind is shown; undefined for one that is not held. */
export const pathOfKey = (model: SiteModel, key: string): string | undefined => {
  if (model.requirements.has(key)) return requirementPath(key)
  if (model.cases.has(key)) return casePath(key)
  const element = model.elements.get(key)
  if (element) return `${requirementPath(element.requirement)}#${anchorOf('element', key)}`
  const [requirement = '', parameter] = key.split('/')
  return parameter !== undefined && model.requirements.has(requirement)
    ? `${requirementPath(requirement)}#parameters`
    : undefined
}

/** Where a result is shown: the page of its execution, else its line on the page of its case, else its run. */
export const pathOfResult = (model: SiteModel, result: ResultTrace): string => {
  const { origin } = result
  if (origin.kind === 'execution' && result.case !== undefined) {
    if (model.executions.has(`${origin.run}/${origin.execution}`)) {
      return executionPath(origin.run, result.case, origin.execution)
    }
  }
  return result.case !== undefined && model.cases.has(result.case)
    ? `${casePath(result.case)}#${anchorOf('result', result.id)}`
    : runPath(origin.run)
}

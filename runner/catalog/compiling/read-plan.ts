import { mentionsIn } from '#catalog/cases/case-file.ts'
import { checkCase } from '#catalog/cases/check-case.ts'
import type { Knowledge } from '#catalog/cases/knowledge.ts'
import { didYouMean } from '#catalog/did-you-mean.ts'
import type { FileInRoot } from '#catalog/file-in-root.ts'
import { readForm } from '#catalog/forms/check-form.ts'
import { planForm, type SectionFields } from '#catalog/forms/root-forms.ts'
import { asJson } from '#catalog/plain-json.ts'
import type { ProblemList } from '#catalog/problem-list.ts'
import { readKey } from '#catalog/read-key.ts'
import type { CampaignPlan, PlanSections, PlanSelector } from '#domain/campaign-plan.ts'
import { contentHash } from '#domain/content-hash.ts'
import { type PlanKey, parsePlanKey, parseTestCaseKey } from '#domain/keys.ts'
import type { TestCase } from '#domain/test-case.ts'

/** What a plan may refer to. */
export interface PlanKnowledge extends Knowledge {
  /** All case files that have a key, by key and alias, also broken ones. */
  readonly caseNames: ReadonlyMap<string, { readonly live: boolean }>
  /** Tags of live cases. */
  readonly tags: ReadonlySet<string>
  readonly environmentNames: readonly string[]
}

const planKind = { parse: parsePlanKey, what: 'the key of a plan', example: 'LVV-P147' }

/** Reads `cases/plans/KEY.yaml`; undefined where it has no key. */
export const readPlan = (file: FileInRoot, known: PlanKnowledge): CampaignPlan | undefined => {
  const { list, data } = file
  if (data === undefined) return undefined
  const fields = readForm(list, planForm, data, { what: 'a plan', path: [] })
  const key = readKey(list, ['key'], fields.key, planKind)
  const cases = (fields.cases ?? []).map(selectorOf)
  for (const [index, selector] of cases.entries()) checkSelector(list, index, selector, known)
  const { environment } = fields
  if (environment !== undefined && !known.environmentNames.includes(environment)) {
    list.at(['environment'], {
      code: 'unknown-environment',
      message: `There is no environment "${environment}".`,
      hint: didYouMean(environment, known.environmentNames),
    })
  }
  const entry = fields.entry?.length
    ? readEntry(file, key, { title: fields.title, rows: fields.entry }, known)
    : undefined
  if (key === undefined) return undefined
  return {
    key,
    title: fields.title ?? '',
    ...(fields.document !== undefined && { document: fields.document }),
    ...(fields.release !== undefined && { release: fields.release }),
    ...(environment !== undefined && { environment }),
    cases,
    ...(entry && { entry }),
    ...(fields.sections && { sections: sectionsOf(fields.sections) }),
    approvals: fields.approvals ?? [],
    file: file.file,
    contentHash: contentHash(asJson(data)),
  }
}

const selectorOf = (item: string | { readonly tag: string }): PlanSelector =>
  typeof item === 'string' ? { kind: 'case', reference: item } : { kind: 'tag', tag: item.tag }

const sectionsOf = (fields: SectionFields): PlanSections => ({
  ...(fields.owner !== undefined && { owner: fields.owner }),
  ...(fields.milestone && { milestone: milestoneOf(fields.milestone) }),
  ...(fields.product !== undefined && { product: fields.product }),
  ...(fields.status !== undefined && { status: fields.status }),
  objective: paragraphsOf(fields.objective),
  overview: paragraphsOf(fields.overview),
  observing: fields.observing ?? false,
  verificationEnvironment: paragraphsOf(fields.verificationEnvironment),
  configuration: paragraphsOf(fields.configuration),
  entryCriteria: paragraphsOf(fields.entryCriteria),
  exitCriteria: paragraphsOf(fields.exitCriteria),
  documentation: paragraphsOf(fields.documentation),
  personnel: (fields.personnel ?? []).map((person) => ({ ...person, cases: person.cases ?? [] })),
  overallAssessment: paragraphsOf(fields.overallAssessment),
  recommendedImprovements: paragraphsOf(fields.recommendedImprovements),
})

const paragraphsOf = (text: string | readonly string[] | undefined): readonly string[] =>
  typeof text === 'string' ? text.trim().split(/\n[ \t]*\n\s*/) : (text ?? [])

const milestoneOf = ({ id, name }: NonNullable<SectionFields['milestone']>) => ({
  ...(id !== undefined && { id }),
  name,
})

const checkSelector = (
  list: ProblemList,
  index: number,
  selector: PlanSelector,
  known: PlanKnowledge,
): void => {
  if (selector.kind === 'tag') {
    if (known.tags.has(selector.tag)) return
    list.at(['cases', index, 'tag'], {
      severity: 'warning',
      code: 'unknown-tag',
      message: `No live case has the tag "${selector.tag}".`,
      hint: didYouMean(selector.tag, known.tags),
    })
    return
  }
  const found = known.caseNames.get(selector.reference)
  if (found?.live) return
  list.at(['cases', index], {
    severity: found ? 'warning' : 'error',
    code: found ? 'deprecated' : 'unknown-case',
    message: found
      ? `${selector.reference} is Deprecated.`
      : `There is no case "${selector.reference}".`,
    hint: found ? undefined : didYouMean(selector.reference, known.caseNames.keys()),
  })
}

interface Entry {
  readonly title: string | undefined
  readonly rows: readonly unknown[]
}

/** The rows before a campaign are a case of their own: `LVV-P147-T0`. */
const readEntry = (
  file: FileInRoot,
  plan: PlanKey | undefined,
  { title, rows }: Entry,
  known: Knowledge,
): TestCase | undefined => {
  const key = parseTestCaseKey(`${plan ?? 'LVV-P0'}-T0`)
  if (key === undefined) return undefined
  const fields = { title: `Entry of ${plan ?? ''}: ${title ?? ''}`, script: [...rows] }
  // The rows stand under `entry` in the file: their places are found there.
  const list = atEntry(file.list)
  const entry = { ...file, list, data: { entry: rows }, fields, key, ...mentionsIn(file.data) }
  return checkCase(entry, key, known).testCase
}

type At = ProblemList['at']

const atEntry = (list: ProblemList): ProblemList => {
  const moved = (path: Parameters<At>[0]) =>
    path[0] === 'script' ? ['entry', ...path.slice(1)] : path
  const { source } = list
  return {
    ...list,
    source: {
      ...source,
      place: (path, part) => source.place(moved(path), part),
      placeInside: (path, offset, length) => source.placeInside(moved(path), offset, length),
      lineOf: (path) => source.lineOf(moved(path)),
      isCutByComment: (path) => source.isCutByComment(moved(path)),
    },
    at: (path, finding) => list.at(moved(path), finding),
    atKey: (path, finding) => list.atKey(moved(path), finding),
    inside: (path, range, finding) => list.inside(moved(path), range, finding),
  }
}

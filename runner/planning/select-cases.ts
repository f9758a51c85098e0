import type { CampaignPlan } from '#domain/campaign-plan.ts'
import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TestCase } from '#domain/test-case.ts'

/** What was asked for; all parts add up, none of them means the plan or, without one, all live cases. */
export interface Selection {
  /** Keys, aliases, or paths of files and folders relative to the root. */
  readonly references: readonly string[]
  readonly tags: readonly string[]
  /** Requirement or element keys. */
  readonly requirements: readonly string[]
  readonly plan?: CampaignPlan
}

/** Where selection looks. */
export interface Selectable {
  readonly cases: ReadonlyMap<string, TestCase>
  readonly aliases: ReadonlyMap<string, string>
}

/** The selected cases, each once, in the order of the selection; throws on a reference that names nothing. */
export const selectCases = (selection: Selection, from: Selectable): readonly TestCase[] => {
  const { references, tags, requirements, plan } = selection
  if (references.length + tags.length + requirements.length === 0) {
    return plan ? unique(plan.cases.flatMap((item) => ofPlan(item, plan, from))) : liveCases(from)
  }
  return unique([
    ...references.flatMap((reference) => byReference(reference, from)),
    ...tags.flatMap((tag) => byTag(tag, from)),
    ...requirements.flatMap((key) => byRequirement(key, from)),
  ])
}

const unique = (cases: readonly TestCase[]): readonly TestCase[] => [...new Set(cases)]

/** All live cases that are not precursors. */
export const liveCases = (from: Selectable): readonly TestCase[] =>
  [...from.cases.values()].filter((item) => item.kind === 'case' && item.status !== 'Deprecated')

const ofPlan = (
  item: CampaignPlan['cases'][number],
  plan: CampaignPlan,
  from: Selectable,
): readonly TestCase[] => {
  switch (item.kind) {
    case 'case':
      return byReference(item.reference, from, ` (in ${plan.file})`)
    case 'tag':
      return byTag(item.tag, from, ` (in ${plan.file})`)
    default:
      return item satisfies never
  }
}

const byReference = (text: string, from: Selectable, where = ''): readonly TestCase[] => {
  const key = from.aliases.get(text) ?? text
  const found = from.cases.get(key)
  if (found) return [found]
  const path = text.replace(/^\.\//, '').replace(/\/$/, '')
  const below = [...from.cases.values()].filter(
    (item) => item.file === path || item.file.startsWith(`${path}/`),
  )
  const runnable = below.length === 1 ? below : below.filter((item) => item.kind === 'case')
  if (runnable.length > 0) return runnable
  throw unknown('case', text, [...from.cases.keys(), ...from.aliases.keys()], where)
}

const byTag = (tag: string, from: Selectable, where = ''): readonly TestCase[] => {
  const found = liveCases(from).filter((item) => item.tags.includes(tag))
  if (found.length > 0) return found
  throw unknown(
    'tag',
    tag,
    [...from.cases.values()].flatMap((item) => item.tags),
    where,
  )
}

const byRequirement = (key: string, from: Selectable): readonly TestCase[] => {
  const found = liveCases(from).filter((item) =>
    item.verifies.some((verified) => verified.requirement === key || verified.element === key),
  )
  if (found.length > 0) return found
  const known = [...from.cases.values()].flatMap((item) =>
    item.verifies.flatMap((verified) => [verified.requirement ?? '', verified.element]),
  )
  throw unknown('requirement or element with a case', key, known, '')
}

const unknown = (
  what: string,
  text: string,
  known: readonly string[],
  where: string,
): HarnessError => {
  const near = nearestName(text, known)
  return new HarnessError('not-found', `no ${what} "${text}"${where}`, {
    hint: near
      ? `Did you mean "${near}"? \`lvv list cases\` shows all.`
      : '`lvv list cases` shows all.',
  })
}

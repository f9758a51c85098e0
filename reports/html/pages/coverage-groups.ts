import type { CaseTrace, DocumentTrace, RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { age } from '#reports/html/parts/ages.ts'
import { countTable } from '#reports/html/parts/count-table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { groupCoverage } from '#traceability/coverage/group-coverage.ts'
import { newestOf } from './newest-of.ts'

const kinds = [
  ['priority', 'By priority', 'Priority'],
  ['area', 'By area of the cases', 'Area'],
  ['aspect', 'By aspect of the science platform', 'Aspect'],
] as const
type Kind = (typeof kinds)[number][0]

/** Live requirements of one document, counted by priority, by area and aspect of the cases that verify them. */
export const coverageGroups = (
  model: SiteModel,
  { document }: DocumentTrace,
  named: boolean,
): readonly (Html | false)[] => {
  const { trace } = model
  const live = trace.requirements.filter(
    (one) => one.document === document && one.status === 'live',
  )
  const groups = groupCoverage(live, trace.cases)
  const filter = `matrix.html#document=${encodeURIComponent(document)}&`
  return kinds.map(([kind, title, head]) => {
    // What belongs to no aspect is no gap.
    const own = groups[kind].filter(({ name }) => kind !== 'aspect' || name !== '')
    // One group alone says what the document says.
    if (own.length < 2) return false
    const newest = newestBy(model, live, kind)
    const whole = `Live requirements of ${document} ${title.replace('By', 'by')}`
    return html`<section><h2>${title}${named && html` <small>${document}</small>`}</h2>${countTable(
      whole,
      head,
      own.map((group) => ({
        head: group.name === '' ? html`<span class="none">none</span>` : brief(group.name, 80),
        count: group,
        href: `${filter}${queryOf(kind, group.name)}&`,
        newest: age(newest.get(group.name), trace.asOf.today),
      })),
    )}</section>`
  })
}

const queryOf = (kind: Kind, name: string): string =>
  kind === 'aspect'
    ? `q=aspect-${encodeURIComponent(name)}`
    : `${kind}=${encodeURIComponent(name === '' ? 'none' : name)}`

const newestBy = (
  model: SiteModel,
  requirements: readonly RequirementTrace[],
  kind: Kind,
): ReadonlyMap<string, string> => {
  const newest = new Map<string, string>()
  for (const requirement of requirements) {
    const at = newestOf(model, requirement)
    if (at === undefined) continue
    for (const name of namesOf(model, requirement, kind))
      if (at > (newest.get(name) ?? '')) newest.set(name, at)
  }
  return newest
}

const namesOf = (model: SiteModel, requirement: RequirementTrace, kind: Kind) => {
  if (kind === 'priority') return [requirement.priority ?? '']
  const names = requirement.cases.flatMap((key): readonly string[] => {
    const held = model.cases.get(key)
    if (!held) return []
    return kind === 'area' ? [held.area] : aspectsOf(held)
  })
  return names.length === 0 ? [''] : names
}

const aspectsOf = ({ tags }: CaseTrace): readonly string[] =>
  tags.filter((tag) => tag.startsWith('aspect-')).map((tag) => tag.slice('aspect-'.length))

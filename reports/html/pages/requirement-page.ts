import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import {
  belowChip,
  coverageChip,
  flagList,
  isAnsweredBelow,
  rehearsalChip,
} from '#reports/html/parts/chips.ts'
import { keyLinks } from '#reports/html/parts/result-rows.ts'
import { facts, table } from '#reports/html/parts/table.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { documentPath, requirementPath, rootOf } from '#reports/html/site-paths.ts'
import { formatNumber } from '#reports/terminal/text/format-number.ts'
import { elementSection } from './element-section.ts'
import { flowSection } from './flow-section.ts'
import { measureSection } from './measure-section.ts'
import { newestOf } from './newest-of.ts'
import { parameterSection } from './parameter-section.ts'

/** All that is known of one requirement: what it rests on, from its statement's numbers down to single results. */
export const requirementPage = (model: SiteModel, requirement: RequirementTrace): Page => {
  const path = requirementPath(requirement.id)
  const root = rootOf(path)
  const { gaps, measures } = model
  const newest = newestOf(model, requirement)
  const own = requirement.elements.flatMap((key) => model.elements.get(key) ?? [])
  return {
    path,
    title: `${brief(requirement.id, 60)} ${requirement.title}`,
    place: 'matrix',
    scripts: requirement.parents.length + requirement.children.length > 0 ? ['flow.js'] : [],
    trail: [{ path: documentPath(requirement.document), name: requirement.document }],
    name: requirement.id,
    body: html`${heading(requirement.id, requirement.title)}
<p class="chips">${!isAnsweredBelow(requirement) && html`${coverageChip(requirement.coverage, '#elements')} ${rehearsalChip(requirement.rehearsal, '#elements')}`} ${belowChip(requirement, '#flow')} ${newest !== undefined && html`<small>newest result ${age(newest, model.trace.asOf.today)}</small>`} ${flagList(requirement.flags, root)}</p>
${facts([
  [
    'Document',
    html`<a href="${root}${documentPath(requirement.document)}">${requirement.document}</a>`,
  ],
  ['Priority', requirement.priority ?? html`<span class="none">none</span>`],
  ['Status', requirement.status],
  ['Parents', keyLinks(model, requirement.parents, root) ?? html`<span class="none">none</span>`],
  [
    'Children',
    requirement.children.length > 0 && html`<a href="#flow">${requirement.children.length}</a>`,
  ],
  [
    'Cases',
    requirement.cases.length > 0 &&
      html`<a href="${root}matrix.html#q=${encodeURIComponent(requirement.id)}">${requirement.cases.length} in the matrix</a>`,
  ],
])}
${parameterSection(requirement)}
<section id="elements"><h2>Verification elements</h2>${
      own.length === 0
        ? html`<p class="none">${requirement.children.length > 0 ? html`No element states this requirement itself: <a href="#flow">what flows down from it</a> answers it.` : 'No element states this requirement: no result counts for it.'}</p>`
        : own.map((element) => elementSection(model, element, root))
    }</section>
${measureSection(model, measures.get(requirement.id) ?? [], root)}
${flowSection(model, requirement, root)}
${gapSection(gaps.get(requirement.id) ?? [])}
${relaxationSection(model, requirement)}`,
  }
}

/** The heading of a page about a key. A title that is too long for a heading stands whole below it. */
export const heading = (key: string, title: string): Html => {
  const short = brief(title, 200)
  return html`<h1><span class="key">${brief(key, 80)}</span> <span class="title">${short}</span></h1>${
    short !== title &&
    html`<details><summary>Whole title, ${title.length} characters</summary><p class="long">${brief(title, 100_000)}</p></details>`
  }`
}

const gapSection = (gaps: readonly { readonly kind: string; readonly message: string }[]) =>
  gaps.length > 0 &&
  html`<section><h2>Gaps</h2><ul>${gaps.map(({ message }) => html`<li>${brief(message, 400)}</li>`)}</ul></section>`

const relaxationSection = ({ trace }: SiteModel, requirement: RequirementTrace) => {
  const elements = new Set<string>(requirement.elements)
  const waivers = trace.waivers.filter(({ element }) => elements.has(element))
  const deviations = trace.deviations.filter((one) => one.requirement === requirement.id)
  if (waivers.length + deviations.length === 0) return undefined
  const state = (inForce: boolean) => (inForce ? 'in force' : html`<b>not in force</b>`)
  return html`<section><h2>Waivers and deviations</h2>${table(
    'Approved; a waiver never improves coverage',
    ['What', 'Release', 'Approved by', 'Jira', 'Last day', 'State'],
    [
      ...waivers.map(
        (one) =>
          html`<tr><th scope="row">Waiver of ${brief(one.element, 80)}: ${brief(one.reason, 300)}</th><td>${one.release}</td><td>${brief(one.approvedBy, 80)}</td><td>${one.jira}</td><td>${one.expires}</td><td>${state(one.inForce)}</td></tr>`,
      ),
      ...deviations.map(
        (one) =>
          html`<tr><th scope="row">Deviation of ${brief(one.parameter, 80)} to ${formatNumber(one.limit)}, from stage ${one.stage}</th><td>${one.release}</td><td>${brief(one.approvedBy, 80)}</td><td>${one.jira}</td><td>${one.expires}</td><td>${state(one.inForce)}</td></tr>`,
      ),
    ],
  )}</section>`
}

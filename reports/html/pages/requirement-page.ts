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
import { facts } from '#reports/html/parts/table.ts'
import { decisionRank } from '#reports/html/plots/measure-marks.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { documentPath, requirementPath, rootOf } from '#reports/html/site-paths.ts'
import { deviationTable, waiverTable } from './approvals-page.ts'
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
  const measured = (measures.get(requirement.id) ?? [])
    .filter(({ points }) => points.length > 0)
    .sort((a, b) => decisionRank(a) - decisionRank(b))
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
${contents(requirement, measured, gaps.get(requirement.id)?.length ?? 0)}
${parameterSection(requirement)}
<section id="elements"><h2>Verification elements</h2>${
      own.length === 0
        ? html`<p class="none">${requirement.children.length > 0 ? html`No element states this requirement itself: <a href="#flow">what flows down from it</a> answers it.` : 'No element states this requirement: no result counts for it.'}</p>`
        : own.map((element) => elementSection(model, element, root))
    }</section>
${measureSection(model, measured, root)}
${flowSection(model, requirement, root)}
${gapSection(gaps.get(requirement.id) ?? [])}
${relaxationSection(model, requirement, root)}`,
  }
}

// A page of a requirement with many elements is long: what it holds is said at its top.
const contents = (
  { parameters, elements, parents, children }: RequirementTrace,
  measured: readonly unknown[],
  gaps: number,
): Html | undefined => {
  const sections: readonly (readonly [anchor: string, name: string, count: number])[] = [
    ['parameters', 'Parameters', parameters.length],
    ['elements', 'Verification elements', elements.length],
    ['measures', 'Margins and trends', measured.length],
    ['flow', 'Flow-down', parents.length + children.length],
    ['gaps', 'Gaps', gaps],
  ]
  const held = sections.filter(([, , count]) => count > 0)
  if (held.length < 2) return undefined
  return html`<nav class="contents" aria-label="On this page"><ul>${held.map(
    ([anchor, name, count]) =>
      html`<li><a href="#${anchor}">${name}</a> <small>${count}</small></li>`,
  )}</ul></nav>`
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
  html`<section id="gaps"><h2>Gaps</h2><ul>${gaps.map(({ message }) => html`<li>${brief(message, 400)}</li>`)}</ul></section>`

const relaxationSection = (model: SiteModel, requirement: RequirementTrace, root: string) => {
  const { trace } = model
  const elements = new Set<string>(requirement.elements)
  const waivers = trace.waivers.filter(({ element }) => elements.has(element))
  const deviations = trace.deviations.filter((one) => one.requirement === requirement.id)
  if (waivers.length + deviations.length === 0) return undefined
  return html`<section id="approvals"><h2>Waivers and deviations</h2>${deviations.length > 0 && deviationTable(model, deviations, root)}${waivers.length > 0 && waiverTable(model, waivers, root)}</section>`
}

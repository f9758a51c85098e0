import type { CaseTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { rests } from '#reports/html/parts/ages.ts'
import { coverageChip, rehearsalChip, verdictChip } from '#reports/html/parts/chips.ts'
import { keyLink, keyLinks, resultTable } from '#reports/html/parts/result-rows.ts'
import { breakable, facts, table } from '#reports/html/parts/table.ts'
import { groundOf, pathOfKey, pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { casePath, rootOf } from '#reports/html/site-paths.ts'
import { knownIssueTable } from './approvals-page.ts'
import { heading } from './requirement-page.ts'
import { scriptSection } from './script-section.ts'

const automations = {
  automated: 'runs by itself',
  manual: 'done by a person',
  mixed: 'runs by itself, with rows for a person',
  none: 'a stub: no script yet, counts as not executed',
} as const

const mostListed = 300

/** A case or a precursor: what it verifies, what it rests on, and everything it ever found. */
export const casePage = (model: SiteModel, testCase: CaseTrace): Page => {
  const path = casePath(testCase.key)
  const root = rootOf(path)
  const results = testCase.results.flatMap((id) => model.results.get(id) ?? [])
  const newest = results[0]
  const definition = model.definitions(testCase.key)
  const issues = model.knownIssues.filter((one) => one.case === testCase.key)
  return {
    path,
    title: `${brief(testCase.key, 60)} ${testCase.title}`,
    place: 'matrix',
    trail: [
      {
        path: `matrix.html#by=case&area=${encodeURIComponent(testCase.area)}`,
        name: testCase.area,
      },
    ],
    name: testCase.key,
    body: html`${heading(testCase.key, testCase.title)}
<p class="chips">${testCase.kind === 'precursor' && html`<span class="tag">precursor</span>`} ${testCase.stub && html`<span class="tag">stub</span>`} ${
      newest
        ? html`${verdictChip(newest.verdict, newest.creditable, root + pathOfResult(model, newest))} ${rests(groundOf(model, newest), model.trace.asOf.today)}`
        : testCase.kind === 'case' && html`<span class="none">never executed</span>`
    }</p>
${testCase.objective !== undefined && html`<p class="lede">${brief(testCase.objective, 1000)}</p>`}
${facts([
  ['Method', testCase.method],
  ['Status', testCase.status],
  ['Priority', testCase.priority],
  ['Script', automations[testCase.automation]],
  ['File', html`<code>${breakable(testCase.file)}</code>`],
  ['Tags', testCase.tags.map((tag) => brief(tag, 60)).join(', ')],
  ['Calls', keyLinks(model, testCase.calls, root)],
  ['Steps of', testCase.families.join(', ')],
  ['Thresholds it judges', keyLinks(model, testCase.meets, root)],
  ['Numbers it compares', keyLinks(model, testCase.compares, root)],
])}
${testCase.kind === 'case' && verified(model, testCase, root)}
${issues.length > 0 && html`<section id="known-issues"><h2>Known issues</h2>${knownIssueTable(model, issues, root)}</section>`}
${definition && scriptSection(model, definition, root)}
${testCase.callers.length > 0 && html`<section><h2>Called by</h2><p>${keyLinks(model, testCase.callers.slice(0, mostListed), root)}${testCase.callers.length > mostListed && ` and ${testCase.callers.length - mostListed} more`}</p></section>`}
${
  results.length > 0 &&
  html`<section id="results"><h2>Results</h2>${resultTable(model, results.slice(0, mostListed), root)}${results.length > mostListed && html`<p class="note">The newest ${mostListed} of ${results.length} are shown.</p>`}</section>`
}`,
  }
}

const verified = (model: SiteModel, testCase: CaseTrace, root: string): Html =>
  html`<section><h2>What it verifies</h2>${
    testCase.verifies.length === 0
      ? html`<p class="none">Nothing: its results count for no requirement.</p>`
      : table(
          'Elements, with the coverage that all their cases give',
          ['Element', 'Requirement', 'Coverage'],
          testCase.verifies.map(({ element, requirement }) => {
            const held = model.elements.get(element)
            const href = pathOfKey(model, element)
            return html`<tr><th scope="row">${keyLink(model, element, root)}</th><td>${requirement !== undefined && keyLink(model, requirement, root)} ${requirement !== undefined && brief(model.requirements.get(requirement)?.title ?? '', 120)}</td><td>${held && html`${coverageChip(held.coverage, root + href)} ${rehearsalChip(held.rehearsal, root + href)}`}</td></tr>`
          }),
        )
  }</section>`

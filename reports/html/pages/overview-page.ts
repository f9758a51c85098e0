import { type CoverageCount, coverages } from '#domain/tracing/coverage.ts'
import type { DocumentTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age, agoText } from '#reports/html/parts/ages.ts'
import { coverageBar } from '#reports/html/parts/bars.ts'
import { coverageChip, rehearsalChip, verdictChip } from '#reports/html/parts/chips.ts'
import { countTable } from '#reports/html/parts/count-table.ts'
import { coverageIcon, icon } from '#reports/html/parts/icons.ts'
import { coverageWords, gapWords } from '#reports/html/parts/words.ts'
import { type SiteModel, verifiedDocuments } from '#reports/html/site-model.ts'
import { documentPath, requirementPath, runPath } from '#reports/html/site-paths.ts'
import { belowTable } from './below-table.ts'
import { coverageGroups } from './coverage-groups.ts'
import { newestOf } from './newest-of.ts'

const few = 10

/** The first page: what is verified, what fails, what is missing, and how old all that is. */
export const overviewPage = (model: SiteModel): Page => {
  const documents = verifiedDocuments(model.trace)
  const [first] = documents
  return {
    path: 'index.html',
    title: 'Overview',
    place: 'overview',
    body: html`<h1>What is verified</h1>
${documents.length === 0 ? html`<p class="lede">No live requirement is held that is verified here.</p>` : documents.map((document) => lede(document, model))}
${first && figures(first)}
${byDocument(model, documents)}
${belowTable(model)}
<div class="columns">
<div>${attention(model)}</div>
<div>${latestRuns(model)}${gapCounts(model)}</div>
</div>
${documents.map((document) => coverageGroups(model, document, documents.length > 1))}`,
  }
}

const lede = ({ document, coverage }: DocumentTrace, { trace }: SiteModel): Html => {
  const { asOf } = trace
  const verified = coverage.byCoverage['fully-verified']
  const failing = coverage.byCoverage['with-failures']
  return html`<p class="lede"><a href="${documentPath(document)}">${document}</a>: <b>${verified}</b> of <b>${coverage.total}</b> live requirements ${verified === 1 ? 'is' : 'are'} fully verified${asOf.release !== undefined && html` for release <b>${asOf.release}</b>`}; <b>${failing}</b> ${failing === 1 ? 'has' : 'have'} failures${
    coverage.rehearsed > 0 &&
    html`. <b>${coverage.rehearsed}</b> more ${coverage.rehearsed === 1 ? 'was' : 'were'} rehearsed, which verifies nothing`
  }.</p>`
}

const newest = ({ trace: { asOf } }: SiteModel): Html =>
  asOf.newestResult === undefined
    ? html`Nothing has been executed yet.`
    : html`The newest result is of <time datetime="${asOf.newestResult}">${asOf.newestResult.slice(0, 16).replace('T', ' ')} UTC</time>, ${agoText(asOf.newestResult, asOf.today)}; results come from ${asOf.environments.map(({ name, stage }, index) => `${index > 0 ? ', ' : ''}${name} (${stage})`)}.`

const figures = ({ document, title, release, coverage: count }: DocumentTrace): Html => {
  const href = `matrix.html#document=${encodeURIComponent(document)}&coverage=`
  return html`<section class="total" aria-label="Live requirements of ${document}"><p class="note">${document} ${release}, ${brief(title, 120)}</p><ul class="figures">${coverages.map(
    (coverage) =>
      html`<li class="c-${coverage}"><a href="${href}${coverage}"><span class="figure">${count.byCoverage[coverage]}</span><span class="word">${icon(coverageIcon[coverage])}${coverageWords[coverage]}</span></a></li>`,
  )}${rehearsedFigure(count, href)}</ul>${coverageBar(count, (coverage) => href + coverage)}</section>`
}

const rehearsedFigure = ({ rehearsed }: CoverageCount, href: string): Html =>
  html`<li class="rehearsed"><a href="${href}rehearsed"><span class="figure">${rehearsed}</span><span class="word">Rehearsed only, no credit</span></a></li>`

const byDocument = (model: SiteModel, documents: readonly DocumentTrace[]): Html => {
  const { trace } = model
  const newestBy = new Map<string, string>()
  for (const requirement of trace.requirements) {
    const at = newestOf(model, requirement) ?? ''
    if (at > (newestBy.get(requirement.document) ?? '')) newestBy.set(requirement.document, at)
  }
  return html`<section><h2>By document</h2><p class="note">${newest(model)}</p>${countTable(
    'Live requirements of each document and what creditable results say of them',
    'Document',
    documents.map(({ document, release, title, coverage }) => ({
      head: html`<a href="${documentPath(document)}">${document}</a> ${release}<br><small>${brief(title, 80)}</small>`,
      count: coverage,
      href: `matrix.html#document=${encodeURIComponent(document)}&`,
      newest: age(newestBy.get(document), trace.asOf.today),
    })),
  )}</section>`
}

const attention = (model: SiteModel): Html => {
  const { trace } = model
  const failing = trace.requirements.filter(
    ({ status, coverage }) => status === 'live' && coverage === 'with-failures',
  )
  return html`<section><h2>Failing</h2>${
    failing.length === 0
      ? html`<p class="none">No live requirement has failures that count.</p>`
      : html`<ul class="plain">${failing
          .slice(0, few)
          .map(
            ({ id, title, coverage, rehearsal, ...one }) =>
              html`<li>${coverageChip(coverage, `${requirementPath(id)}#elements`)} <a href="${requirementPath(id)}">${brief(id, 60)}</a> ${brief(title, 90)} ${rehearsalChip(rehearsal, `${requirementPath(id)}#elements`)} <small>${age(newestOf(model, one), trace.asOf.today)}</small></li>`,
          )}</ul>${failing.length > few && html`<p><a href="matrix.html#coverage=with-failures">All ${failing.length}</a></p>`}`
  }</section>`
}

const latestRuns = ({ trace }: SiteModel): Html =>
  html`<section><h2>Latest runs</h2>${
    trace.runs.length === 0
      ? html`<p class="none">Nothing ran yet.</p>`
      : html`<ul class="plain">${trace.runs
          .slice(0, 5)
          .map(
            (run) =>
              html`<li>${verdictChip(run.verdict, run.noCredit.length === 0, runPath(run.run))} <a href="${runPath(run.run)}">Run ${run.run}</a> <small>${run.release ?? 'no release'} · ${brief(run.environment, 40)} · ${age(run.startedAt, trace.asOf.today)}</small></li>`,
          )}</ul><p><a href="runs.html">All ${trace.runs.length} runs</a></p>`
  }</section>`

const gapCounts = ({ trace }: SiteModel): Html => {
  const byKind = Map.groupBy(trace.gaps, ({ kind }) => kind)
  return html`<section><h2>Gaps</h2>${
    byKind.size === 0
      ? html`<p class="none">None.</p>`
      : html`<ul class="plain counts">${[...byKind].map(
          ([kind, gaps]) =>
            html`<li><a href="gaps.html#gap-${kind}">${gapWords[kind][0]}</a> <b>${gaps.length}</b></li>`,
        )}</ul>`
  }</section>`
}

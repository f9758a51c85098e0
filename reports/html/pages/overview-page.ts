import { type Coverage, type CoverageCount, coverages } from '#domain/tracing/coverage.ts'
import type { CoverageGroup } from '#domain/tracing/trace-dossier.ts'
import { brief, type Content, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age, agoText } from '#reports/html/parts/ages.ts'
import { coverageBar } from '#reports/html/parts/bars.ts'
import { coverageChip, rehearsalChip, verdictChip } from '#reports/html/parts/chips.ts'
import { coverageIcon, icon } from '#reports/html/parts/icons.ts'
import { type Column, table } from '#reports/html/parts/table.ts'
import { coverageWords, gapWords } from '#reports/html/parts/words.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { documentPath, requirementPath, runPath } from '#reports/html/site-paths.ts'
import { newestOf } from './newest-of.ts'

const few = 10

/** The first page: what is verified, what fails, what is missing, and how old all that is. */
export const overviewPage = (model: SiteModel): Page => {
  const { trace } = model
  return {
    path: 'index.html',
    title: 'Overview',
    place: 'overview',
    body: html`<h1>What is verified</h1>
<p class="lede">${lede(model)}</p>
${total(trace.total)}
${byDocument(model)}
<div class="columns">
<div>${attention(model)}</div>
<div>${latestRuns(model)}${gapCounts(model)}</div>
</div>
${grouped(model, 'priority', 'By priority', 'priority')}
${grouped(model, 'area', 'By area of the cases', 'area')}
${grouped(model, 'aspect', 'By aspect of the science platform', undefined)}`,
  }
}

const lede = ({ trace }: SiteModel): Html => {
  const { total: count, asOf } = trace
  if (count.total === 0) return html`No live requirement is held.`
  const verified = count.byCoverage['fully-verified']
  const failing = count.byCoverage['with-failures']
  const newest =
    asOf.newestResult === undefined
      ? html`Nothing has been executed yet.`
      : html`The newest result is of <time datetime="${asOf.newestResult}">${asOf.newestResult.slice(0, 16).replace('T', ' ')} UTC</time>${age0(asOf.newestResult, asOf.today)}.`
  return html`<b>${verified}</b> of <b>${count.total}</b> live requirements ${verified === 1 ? 'is' : 'are'} fully verified${asOf.release !== undefined && html` for release <b>${asOf.release}</b>`}; <b>${failing}</b> ${failing === 1 ? 'has' : 'have'} failures. ${
    count.rehearsed > 0 &&
    html`<b>${count.rehearsed}</b> more ${count.rehearsed === 1 ? 'was' : 'were'} rehearsed, which verifies nothing. `
  }${newest}`
}

const age0 = (at: string, today: string): string => {
  const text = agoText(at, today)
  return text === '' ? '' : `, ${text}`
}

const total = (count: CoverageCount): Html =>
  count.total === 0
    ? html``
    : html`<section class="total" aria-label="All live requirements"><ul class="figures">${coverages.map(
        (coverage) =>
          html`<li class="c-${coverage}"><a href="matrix.html#coverage=${coverage}"><span class="figure">${count.byCoverage[coverage]}</span><span class="word">${icon(coverageIcon[coverage])}${coverageWords[coverage]}</span></a></li>`,
      )}<li class="rehearsed"><a href="matrix.html#coverage=rehearsed"><span class="figure">${count.rehearsed}</span><span class="word">Rehearsed only, no credit</span></a></li></ul>${coverageBar(count, (coverage) => `matrix.html#coverage=${coverage}`)}</section>`

const countColumns: readonly Column[] = [
  { name: 'Live', kind: 'num' },
  { name: 'Coverage', kind: 'wide' },
  ...coverages.map(
    (coverage): Column => ({ name: coverageWords[coverage].replace(' verified', ''), kind: 'num' }),
  ),
  { name: 'Rehearsed only', kind: 'num' },
  { name: 'Outdated', kind: 'num' },
  { name: 'Waived', kind: 'num' },
  'Newest result',
]

const countCells = (
  count: CoverageCount,
  hrefOf: (what: Coverage | 'rehearsed') => string,
  newest: Content,
): Html =>
  html`<td class="num">${count.total}</td><td class="wide">${coverageBar(count, hrefOf)}</td>${coverages.map(
    (coverage) => numberCell(count.byCoverage[coverage], hrefOf(coverage)),
  )}${numberCell(count.rehearsed, hrefOf('rehearsed'))}<td class="num">${nothing(count.outdated)}</td><td class="num">${nothing(count.waived)}</td><td>${newest ?? html`<span class="none">none</span>`}</td>`

const nothing = (number: number): Content =>
  number === 0 ? html`<span class="none">0</span>` : number

const numberCell = (number: number, href: string): Html =>
  html`<td class="num">${number === 0 ? html`<span class="none">0</span>` : html`<a href="${href}">${number}</a>`}</td>`

const byDocument = (model: SiteModel): Html => {
  const { trace } = model
  const newest = newestBy(model, ({ document }) => [document])
  return html`<section><h2>By document</h2>${table(
    'Live requirements of each document and what creditable results say of them',
    ['Document', ...countColumns],
    trace.documents.map((document) => {
      const query = `matrix.html#document=${encodeURIComponent(document.document)}&coverage=`
      return html`<tr><th scope="row"><a href="${documentPath(document.document)}">${document.document}</a> ${document.release}<br><small>${brief(document.title, 80)}</small></th>${countCells(document.coverage, (what) => query + what, age(newest.get(document.document), trace.asOf.today))}</tr>`
    }),
  )}</section>`
}

const grouped = (
  model: SiteModel,
  kind: 'priority' | 'area' | 'aspect',
  title: string,
  filter: string | undefined,
): Html | false => {
  const { trace } = model
  // What belongs to no aspect is no gap.
  const groups: readonly CoverageGroup[] = trace.groups[kind].filter(
    ({ name }) => kind !== 'aspect' || name !== '',
  )
  if (groups.length === 0) return false
  const newest = newestBy(model, namesBy(model)[kind])
  return html`<section><h2>${title}</h2>${table(
    title,
    [kind === 'priority' ? 'Priority' : kind === 'area' ? 'Area' : 'Aspect', ...countColumns],
    groups.map((group) => {
      const value = group.name === '' ? 'none' : group.name
      const query =
        filter === undefined
          ? `matrix.html#q=aspect-${encodeURIComponent(group.name)}&coverage=`
          : `matrix.html#${filter}=${encodeURIComponent(value)}&coverage=`
      return html`<tr><th scope="row">${group.name === '' ? html`<span class="none">none</span>` : brief(group.name, 80)}</th>${countCells(group, (what) => query + what, age(newest.get(group.name), trace.asOf.today))}</tr>`
    }),
  )}</section>`
}

type NamesOf = (requirement: SiteModel['trace']['requirements'][number]) => readonly string[]

const namesBy = (
  model: SiteModel,
): { readonly [kind in 'priority' | 'area' | 'aspect']: NamesOf } => {
  const casesOf: (
    requirement: SiteModel['trace']['requirements'][number],
  ) => readonly SiteModel['trace']['cases'][number][] = ({ cases }) =>
    cases.flatMap((key) => model.cases.get(key) ?? [])
  const orNone = (names: readonly string[]) => (names.length === 0 ? [''] : names)
  return {
    priority: ({ priority }) => [priority ?? ''],
    area: (requirement) => orNone(casesOf(requirement).map(({ area }) => area)),
    aspect: (requirement) =>
      orNone(
        casesOf(requirement).flatMap(({ tags }) =>
          tags.filter((tag) => tag.startsWith('aspect-')).map((tag) => tag.slice('aspect-'.length)),
        ),
      ),
  }
}

const newestBy = (model: SiteModel, namesOf: NamesOf): ReadonlyMap<string, string> => {
  const newest = new Map<string, string>()
  for (const requirement of model.trace.requirements) {
    const at = newestOf(model, requirement)
    if (at === undefined) continue
    for (const name of namesOf(requirement)) if (at > (newest.get(name) ?? '')) newest.set(name, at)
  }
  return newest
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
              html`<li>${verdictChip(run.verdict, run.noCredit.length === 0, runPath(run.run))} <a href="${runPath(run.run)}">Run ${run.run}</a> <small>${run.release} · ${brief(run.environment, 40)} · ${age(run.startedAt, trace.asOf.today)}</small></li>`,
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

import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { verdictChip } from '#reports/html/parts/chips.ts'
import { pager } from '#reports/html/parts/pager.ts'
import { keyLink } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import { bullet } from '#reports/html/plots/bullet.ts'
import { countingPoint, relativeMargin } from '#reports/html/plots/measure-marks.ts'
import { sparkline } from '#reports/html/plots/trend.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { anchorOf, numberedPath, requirementPath } from '#reports/html/site-paths.ts'
import { formatMargin, formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'
import { legend, pathOfPoint } from './measure-section.ts'

const perPage = 300

/** Every measure with its newest value drawn against its limit, the smallest margin first. */
export function* marginPages(model: SiteModel): Iterable<Page> {
  const measured = model.trace.measures.filter(({ points }) => points.length > 0)
  const sorted = [...measured].sort(byMargin)
  const pages = Math.max(1, Math.ceil(sorted.length / perPage))
  for (let page = 1; page <= pages; page += 1) {
    yield {
      path: numberedPath('margins', page),
      title: 'Margins and trends',
      place: 'margins',
      wide: true,
      body: html`<h1>Margins and trends</h1>
<p class="lede">What was measured against what is required, the smallest margin first. Thresholds decide; targets and all other numbers stand beside and decide nothing.</p>
${
  sorted.length === 0
    ? html`<p class="none">Nothing was measured yet.</p>`
    : html`${legend}${table(
        pages === 1 ? `${sorted.length} measures` : `Measures, page ${page} of ${pages}`,
        [
          'Measure',
          'Verdict',
          { name: 'Value', kind: 'num' },
          { name: 'Margin', kind: 'num' },
          'Against the requirement',
          'Course',
          'Release and age',
        ],
        sorted.slice((page - 1) * perPage, page * perPage).map((measure) => row(model, measure)),
      )}${pager(pages, page, (to) => numberedPath('margins', to))}`
}`,
    }
  }
}

// Thresholds first, since they decide; then by how much of the limit is left.
const byMargin = (a: MeasureTrace, b: MeasureTrace): number =>
  Number(a.role !== 'threshold') - Number(b.role !== 'threshold') ||
  marginOf(a) - marginOf(b) ||
  0 ||
  (a.key < b.key ? -1 : 1)

const marginOf = (measure: MeasureTrace): number => {
  const last = countingPoint(measure)
  const margin = last && relativeMargin(last)
  return margin === undefined || Number.isNaN(margin) ? Number.MAX_VALUE : margin
}

const row = (model: SiteModel, measure: MeasureTrace): Html => {
  const last = countingPoint(measure)
  if (!last) return html``
  const margin = relativeMargin(last)
  const { requirement } = measure
  const name =
    requirement !== undefined && model.requirements.has(requirement)
      ? html`<a href="${requirementPath(requirement)}#${anchorOf('measure', measure.key)}">${brief(measure.measure, 60)}</a>`
      : brief(measure.measure, 60)
  return html`<tr><th scope="row">${name}<br><small>${requirement !== undefined && keyLink(model, requirement, '')} ${measure.role ?? 'no parameter'}</small></th><td>${verdictChip(last.verdict, last.creditable, pathOfPoint(model, last))}</td><td class="num">${formatMeasured(last, last.limit?.limit)}${last.n !== undefined && html`<br><small>n ${formatNumber(last.n)}</small>`}</td><td class="num">${last.margin !== undefined && formatMargin(last.margin, last.unit, last.uncertainty)}${margin !== undefined && html`<br><small>${percent(margin)} of the limit</small>`}</td><td>${bullet(measure)}</td><td>${sparkline(measure)}</td><td>${last.release}<br>${age(last.at, model.trace.asOf.today)}</td></tr>`
}

const percent = (part: number): string =>
  `${part < 0 ? '−' : '+'}${formatNumber(Number((Math.abs(part) * 100).toPrecision(2)))} %`

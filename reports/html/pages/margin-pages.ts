import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { type Html, html } from '#reports/html/html.ts'
import type { Page } from '#reports/html/page.ts'
import { age } from '#reports/html/parts/ages.ts'
import { judgedChip, missedNote } from '#reports/html/parts/chips.ts'
import { pager } from '#reports/html/parts/pager.ts'
import { keyLink, keyLinks, matrixText } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import { bullet } from '#reports/html/plots/bullet.ts'
import {
  allowedAround,
  countingPoint,
  countingPoints,
  decisionRank,
  relativeMargin,
} from '#reports/html/plots/measure-marks.ts'
import { sparkline } from '#reports/html/plots/sparkline.ts'
import type { SiteModel } from '#reports/html/site-model.ts'
import { anchorOf, numberedPath, requirementPath } from '#reports/html/site-paths.ts'
import { formatMargin, formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'
import { legend, measureName, pathOfPoint } from './measure-section.ts'

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
<p class="lede">What was measured against what is required, the smallest margin first. Thresholds decide; targets and all other numbers stand beside and decide nothing. Of a measure with several cells, the one with the least margin is shown.</p>
${
  sorted.length === 0
    ? html`<p class="none">Nothing was measured yet.</p>`
    : html`${legend}${table(
        pages === 1 ? `${sorted.length} measures` : `Measures, page ${page} of ${pages}`,
        [
          'Measure',
          'Outcome',
          { name: 'Value', kind: 'num' },
          { name: 'Margin', kind: 'num' },
          'Held against',
          'Course over runs',
          'Release and age',
        ],
        sorted.slice((page - 1) * perPage, page * perPage).map((measure) => row(model, measure)),
      )}${pager(pages, page, (to) => numberedPath('margins', to))}`
}`,
    }
  }
}

// What decides first, thresholds before all; then by how much of the limit is left.
const byMargin = (a: MeasureTrace, b: MeasureTrace): number =>
  decisionRank(a) - decisionRank(b) || marginOf(a) - marginOf(b) || 0 || (a.key < b.key ? -1 : 1)

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
      ? html`<a href="${requirementPath(requirement)}#${anchorOf('measure', measure.key)}">${measureName(measure)}</a>`
      : measureName(measure)
  const now = countingPoints(measure)
  const cell = matrixText(last.matrix)
  return html`<tr><th scope="row">${name}<br><small>${requirement === undefined ? keyLinks(model, measure.cases.slice(0, 3), '') : keyLink(model, requirement, '')} ${measure.role?.replace('-', ' ')}</small></th><td>${judgedChip(last, last.creditable, pathOfPoint(model, last))}${missedNote(last)}</td><td class="num">${formatMeasured(last, last.limit?.limit)}<br><small>${[cell, last.n === undefined ? '' : `n ${formatNumber(last.n)}`].filter(Boolean).join(', ')}${now.length > 1 && html`<br>of ${now.length} cells`}</small></td><td class="num">${last.margin !== undefined && formatMargin(last.margin, last.unit, last.uncertainty)}${margin !== undefined && html`<br><small>${percent(margin)} of ${allowedAround(last) === undefined ? 'the limit' : 'what is allowed'}</small>`}</td><td>${bullet(measure)}</td><td>${sparkline(measure)}</td><td>${last.release ?? html`<span class="none">no release</span>`}<br>${age(last.at, model.trace.asOf.today)}</td></tr>`
}

const percent = (part: number): string =>
  `${part < 0 ? '−' : '+'}${formatNumber(Number((Math.abs(part) * 100).toPrecision(2)))} %`

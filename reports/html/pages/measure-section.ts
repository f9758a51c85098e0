import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { age } from '#reports/html/parts/ages.ts'
import { judgedChip, missedNote } from '#reports/html/parts/chips.ts'
import { matrixText } from '#reports/html/parts/result-rows.ts'
import { table } from '#reports/html/parts/table.ts'
import { bullet } from '#reports/html/plots/bullet.ts'
import { countingPoint, countingPoints } from '#reports/html/plots/measure-marks.ts'
import { trend } from '#reports/html/plots/trend.ts'
import { pathOfResult, type SiteModel } from '#reports/html/site-model.ts'
import { anchorOf, casePath, executionPath, runPath } from '#reports/html/site-paths.ts'
import { formatMargin, formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'

const mostPlots = 24
const mostRows = 50

/** Where the attempt that found a point is shown. */
export const pathOfPoint = (model: SiteModel, point: MeasureOutcome): string => {
  const { run, execution, attempt } = point
  if (model.executions.has(`${run}/${execution}`)) return executionPath(run, point.case, execution)
  const result = model.results.get(`${run}/${execution}#${attempt}`)
  if (result) return pathOfResult(model, result)
  return model.cases.has(point.case) ? casePath(point.case) : runPath(run)
}

/** Measures of one requirement: the newest against its limit, and all over time. */
export const measureSection = (
  model: SiteModel,
  measures: readonly MeasureTrace[],
  root: string,
): Html | undefined => {
  const measured = measures.filter(({ points }) => points.length > 0)
  return measured.length === 0
    ? undefined
    : html`<section id="measures"><h2>Margins and trends</h2>${legend}${measured
        .slice(0, mostPlots)
        .map((measure) => one(model, measure, root))}${
        measured.length > mostPlots &&
        html`<p class="note">${measured.length - mostPlots} more measures are on the page of margins.</p>`
      }</section>`
}

/** What the shapes of the plots mean. */
export const legend: Html = html`<p class="legend"><span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><circle class="dot good" cx="8" cy="7" r="5"/></svg> measured</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><circle class="dot good hollow" cx="8" cy="7" r="5"/></svg> rehearsed, no credit</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><circle class="dot bad" cx="8" cy="7" r="5"/></svg> failed</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><circle class="dot beside" cx="8" cy="7" r="5"/></svg> compared, decides nothing</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><rect class="meets" width="9" height="14"/><line class="m-requirement" x1="9" x2="9" y1="0" y2="14"/></svg> threshold, shaded where met</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><rect class="aims" width="9" height="14"/><line class="m-target" x1="9" x2="9" y1="0" y2="14"/></svg> target</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><rect class="meets" width="16" height="14"/><line class="m-known" x1="8" x2="8" y1="0" y2="14"/></svg> known value, shaded where it agrees</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><path class="m-estimate" d="M8 2l4 5-4 5-4-5z"/></svg> estimate</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><line class="m-boundary" x1="8" x2="8" y1="0" y2="14"/></svg> boundary</span> <span><svg class="plot" width="16" height="14" viewBox="0 0 16 14" aria-hidden="true"><line class="m-limit" x1="8" x2="8" y1="0" y2="14"/></svg> limit</span></p>`

const one = (model: SiteModel, measure: MeasureTrace, root: string): Html => {
  const { today } = model.trace.asOf
  const last = countingPoint(measure)
  const now = countingPoints(measure)
  const shown = measure.points.slice(-mostRows).reverse()
  return html`<section class="measure" id="${anchorOf('measure', measure.key)}"><h3>${measureName(measure)}${
    last &&
    html` <span class="value">${formatMeasured(last, last.limit?.limit)}</span>${last.margin !== undefined && html` <small>margin ${formatMargin(last.margin, last.unit, last.uncertainty)}</small>`} ${judgedChip(last, last.creditable, root + pathOfPoint(model, last))} <small>${now.length > 1 && `least margin of ${now.length}, ${matrixText(last.matrix) || last.case}; `}${last.release ?? 'no release'}, ${age(last.at, today)}</small> ${missedNote(last)}`
  }</h3>
<div class="plots"><div>${bullet(measure)}${now.length > 1 && nowTable(model, measure, now, root)}</div><div class="scroll" role="group" aria-label="Trend of ${brief(measure.measure, 60)}" tabindex="0">${trend(measure, (point) => root + pathOfPoint(model, point))}</div></div>
<details><summary>${measure.points.length} measurements as a table</summary>${table(
    `${brief(measure.key, 80)}, newest first`,
    [
      'Found',
      { name: 'Value', kind: 'num' },
      { name: 'Margin', kind: 'num' },
      { name: 'n', kind: 'num' },
      'Verdict',
      'Release',
      'Run',
    ],
    shown.map((point) => pointRow(model, point, root)),
  )}</details></section>`
}

/** What is measured, and of which number of the requirement where that has another name. */
export const measureName = ({ measure, parameter }: MeasureTrace): Html =>
  html`${brief(measure, 80)}${parameter !== undefined && parameter.name !== measure && html` <small>beside ${brief(parameter.name, 60)}</small>`}`

// Beside the plot: the same numbers as text.
const nowTable = (
  model: SiteModel,
  measure: MeasureTrace,
  now: readonly MeasureOutcome[],
  root: string,
): Html =>
  table(
    `Newest of each cell, ${brief(measure.measure, 60)}`,
    ['Cell', { name: 'Value', kind: 'num' }, { name: 'Margin', kind: 'num' }, 'Run'],
    now.slice(0, mostRows).map((point) => {
      const cell = matrixText(point.matrix)
      return html`<tr><th scope="row"><a href="${root}${pathOfPoint(model, point)}">${cell === '' ? point.case : brief(cell, 40)}</a></th><td class="num">${formatMeasured(point, point.limit?.limit)}</td><td class="num">${point.margin !== undefined && formatMargin(point.margin, point.unit, point.uncertainty)}</td><td>${point.run}</td></tr>`
    }),
  )

const pointRow = (model: SiteModel, point: MeasureOutcome, root: string): Html => {
  const cell = matrixText(point.matrix)
  return html`<tr><td>${age(point.at, model.trace.asOf.today)}${cell !== '' && html`<br><small>${brief(cell, 60)}</small>`}</td><td class="num">${formatMeasured(point, point.limit?.limit)}</td><td class="num">${point.margin !== undefined && formatMargin(point.margin, point.unit, point.uncertainty)}</td><td class="num">${point.n !== undefined && formatNumber(point.n)}</td><td>${judgedChip(point, point.creditable, root + pathOfPoint(model, point))}${missedNote(point)}</td><td>${point.release}</td><td><a href="${root}${runPath(point.run)}">${point.run}</a></td></tr>`
}

import { scaleLinear } from 'd3-scale'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { type Html, html } from '#reports/html/html.ts'
import {
  formatMargin,
  formatMeasured,
  formatNumber,
  withUnit,
} from '#reports/terminal/text/format-number.ts'
import {
  countingPoint,
  isDrawable,
  type Mark,
  marksOf,
  px,
  rangeOf,
  senseOf,
  spanOf,
} from './measure-marks.ts'

const width = 300
const height = 34
const middle = 15

/**
 * The newest value of a measure against what a requirement says of it: the shaded side meets it. A rehearsal that
 * is newer stands beside it, hollow.
 */
export const bullet = (measure: MeasureTrace): Html | undefined => {
  const point = countingPoint(measure)
  if (!point) return undefined
  const marks = marksOf(measure)
  const span = spanOf(point)
  const newest = measure.points.at(-1)
  const later = newest === point ? undefined : newest
  const x = scaleLinear()
    .domain(
      rangeOf([
        point.value,
        span.low,
        span.high,
        ...(later ? [later.value] : []),
        ...marks.map(({ value }) => value),
      ]),
    )
    .range([6, width - 6])
  const at = (value: number): number => px(x(value))
  const label = [
    `${measure.measure}: ${formatMeasured(point, point.limit?.limit)}`,
    ...marks.map((mark) => `${mark.name} ${withUnit(formatNumber(mark.value), measure.unit)}`),
    ...(point.margin === undefined ? [] : [`margin ${formatMargin(point.margin, point.unit)}`]),
  ].join(', ')
  return html`<svg class="plot bullet" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
<line class="axis" x1="0" x2="${width}" y1="${middle}" y2="${middle}"/>${meetingSide(measure, marks, at)}${marks.map((mark) => markShape(mark, at(mark.value)))}${later && isDrawable(later.value) && html`<circle class="${dotClass(later)}" cx="${at(later.value)}" cy="${middle}" r="4"/>`}${
    isDrawable(point.value) &&
    html`<line class="whisker" x1="${at(span.low)}" x2="${at(span.high)}" y1="${middle}" y2="${middle}"/><circle class="${dotClass(point)}" cx="${at(point.value)}" cy="${middle}" r="5"/>`
  }</svg>`
}

/** How a measured point looks: by its verdict, hollow where it earns no credit. */
export const dotClass = (point: {
  readonly verdict: string
  readonly creditable: boolean
}): string => `dot ${point.verdict === 'fail' ? 'bad' : 'good'}${point.creditable ? '' : ' hollow'}`

const meetingSide = (
  measure: MeasureTrace,
  marks: readonly Mark[],
  at: (value: number) => number,
): Html | undefined => {
  const sense = senseOf(measure)
  const mark = marks.find(({ kind }) => kind === 'requirement')
  if (!sense || !mark) return undefined
  const edge = at(mark.value)
  const [x, size] = sense === 'at-most' ? [0, edge] : [edge, width - edge]
  return html`<rect class="meets" x="${x}" y="6" width="${Math.max(0, Math.round(size * 10) / 10)}" height="18"/>`
}

const markShape = ({ kind, name, value }: Mark, x: number): Html => {
  const title = html`<title>${name} ${formatNumber(value)}</title>`
  if (kind === 'estimate') {
    return html`<path class="m-estimate" d="M${x} ${middle - 5}l4 5-4 5-4-5z">${title}</path>`
  }
  if (kind === 'level') {
    return html`<g class="m-level">${title}<line x1="${x}" x2="${x}" y1="22" y2="27"/><text x="${x}" y="34">${name.slice(0, 1)}</text></g>`
  }
  return html`<line class="m-${kind}" x1="${x}" x2="${x}" y1="3" y2="27">${title}</line>`
}

import { scaleLinear } from 'd3-scale'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { type Html, html } from '#reports/html/html.ts'
import {
  formatMargin,
  formatMeasured,
  formatNumber,
  withUnit,
} from '#reports/terminal/text/format-number.ts'
import { dotClass } from './dot-class.ts'
import {
  allowedAround,
  countingPoint,
  countingPoints,
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
 * The newest value of a measure against what a requirement says of it, the shaded side meets it; or against a known
 * value, which it agrees with where it is shaded. Other cells stand smaller beside the one with the least margin; a
 * rehearsal that is newer stands beside it, hollow.
 */
export const bullet = (measure: MeasureTrace): Html | undefined => {
  const point = countingPoint(measure)
  if (!point) return undefined
  const marks = marksOf(measure)
  const span = spanOf(point)
  const newest = measure.points.at(-1)
  const allowed = allowedAround(point)
  const known = allowed === undefined ? undefined : point.limit?.limit
  // Each cell has a known value of its own: of others nothing can be read here.
  const others = allowed === undefined ? countingPoints(measure).filter((one) => one !== point) : []
  const later = newest?.creditable === point.creditable ? undefined : newest
  const x = scaleLinear()
    .domain(
      rangeOf([
        point.value,
        span.low,
        span.high,
        ...[...others, ...(later ? [later] : [])].map(({ value }) => value),
        ...(known === undefined || allowed === undefined ? [] : [known - allowed, known + allowed]),
        ...marks.map(({ value }) => value),
      ]),
    )
    .range([6, width - 6])
  const at = (value: number): number => px(x(value))
  const label = [
    `${measure.measure}: ${formatMeasured(point, point.limit?.limit)}`,
    ...(known === undefined ? [] : [`known value ${withUnit(formatNumber(known), measure.unit)}`]),
    ...marks.map((mark) => `${mark.name} ${withUnit(formatNumber(mark.value), measure.unit)}`),
    ...(point.margin === undefined ? [] : [`margin ${formatMargin(point.margin, point.unit)}`]),
  ].join(', ')
  return html`<svg class="plot bullet" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}">
<line class="axis" x1="0" x2="${width}" y1="${middle}" y2="${middle}"/>${meetingSide(measure, marks, at)}${known !== undefined && allowed !== undefined && agreement(known, allowed, at)}${others.map((one) => isDrawable(one.value) && html`<circle class="${dotClass(one)}" cx="${at(one.value)}" cy="${middle}" r="3"/>`)}${marks.map((mark) => markShape(mark, at(mark.value)))}${later && isDrawable(later.value) && html`<circle class="${dotClass(later)}" cx="${at(later.value)}" cy="${middle}" r="4"/>`}${
    isDrawable(point.value) &&
    html`<line class="whisker" x1="${at(span.low)}" x2="${at(span.high)}" y1="${middle}" y2="${middle}"/><circle class="${dotClass(point)}" cx="${at(point.value)}" cy="${middle}" r="5"/>`
  }</svg>`
}

const agreement = (known: number, allowed: number, at: (value: number) => number): Html => {
  const [low, high] = [at(known - Math.max(0, allowed)), at(known + Math.max(0, allowed))]
  return html`<rect class="meets" x="${low}" y="6" width="${Math.max(0, px(high - low))}" height="18"/><line class="m-known" x1="${at(known)}" x2="${at(known)}" y1="3" y2="27"><title>known value ${formatNumber(known)}</title></line>`
}

const meetingSide = (
  measure: MeasureTrace,
  marks: readonly Mark[],
  at: (value: number) => number,
): Html | undefined => {
  const sense = senseOf(measure)
  const mark = marks.find(({ kind }) => kind === 'requirement' || kind === 'target')
  if (!sense || !mark) return undefined
  const edge = at(mark.value)
  const [x, size] = sense === 'at-most' ? [0, edge] : [edge, width - edge]
  return html`<rect class="${mark.kind === 'target' ? 'aims' : 'meets'}" x="${x}" y="6" width="${Math.max(0, Math.round(size * 10) / 10)}" height="18"/>`
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

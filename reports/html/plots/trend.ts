import { scaleLinear, scaleUtc } from 'd3-scale'
import { line } from 'd3-shape'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { type Html, html } from '#reports/html/html.ts'
import { formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'
import { dotClass } from './bullet.ts'
import { isDrawable, marksOf, px, rangeOf, senseOf, spanOf } from './measure-marks.ts'

const frame = { width: 640, height: 220, left: 62, right: 14, top: 14, bottom: 30 }
const small = { width: 120, height: 28 }

/** Points drawn of one measure; of more, the newest. */
export const mostPoints = 400

/** A measure over runs, with its uncertainty, against what a requirement says of it. Every point leads to its run. */
export const trend = (measure: MeasureTrace, hrefOf: (point: MeasureOutcome) => string): Html => {
  const points = measure.points.slice(-mostPoints)
  const marks = marksOf(measure).filter(({ kind }) => kind !== 'level')
  const { x, y } = scales(
    points,
    marks.map(({ value }) => value),
  )
  const right = frame.width - frame.right
  const bottom = frame.height - frame.bottom
  const name = `${measure.measure} over ${points.length} measurements`
  return html`<svg class="plot trend" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="group" aria-label="${name}">
${shade(measure, marks.find(({ kind }) => kind === 'requirement')?.value, y)}${y
  .ticks(5)
  .map(
    (tick) =>
      html`<line class="grid" x1="${frame.left}" x2="${right}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="tick end" x="${frame.left - 6}" y="${px(y(tick) + 4)}">${formatNumber(Number(tick.toPrecision(12)))}</text>`,
  )}${x
  .ticks(5)
  .map(
    (tick) =>
      html`<text class="tick mid" x="${px(x(tick))}" y="${bottom + 18}">${tick.toISOString().slice(0, 10)}</text>`,
  )}<text class="tick" x="4" y="11">${measure.unit === '1' ? '' : measure.unit}</text>${marks.map(
    ({ kind, name: label, value }) =>
      html`<line class="m-${kind === 'estimate' ? 'expected' : kind}" x1="${frame.left}" x2="${right}" y1="${px(y(value))}" y2="${px(y(value))}"/><text class="tick${kind !== 'requirement' && ' end'}" x="${kind === 'requirement' ? frame.left + 4 : right - 2}" y="${px(y(value) - 4)}">${label} ${formatNumber(value)}</text>`,
  )}<path class="curve" d="${curve(points, x, y)}"/>${points.map((point) => dot(point, hrefOf(point), x, y))}</svg>`
}

/** The course of a measure in the height of a line of text. */
export const sparkline = (measure: MeasureTrace): Html | undefined => {
  const points = measure.points.slice(-60)
  if (points.length < 2) return undefined
  const requirement = marksOf(measure).find(({ kind }) => kind === 'requirement')?.value
  const y = scaleLinear()
    .domain(
      rangeOf([
        ...points.map(({ value }) => value),
        ...(requirement === undefined ? [] : [requirement]),
      ]),
    )
    .range([small.height - 2, 2])
  const x = scaleLinear()
    .domain([0, points.length - 1])
    .range([3, small.width - 4])
  const last = points.at(-1)
  const path = line<MeasureOutcome>(
    (_, index) => px(x(index)),
    ({ value }) => px(y(value)),
  )
    .defined(({ value }) => isDrawable(value))
    .digits(1)(points)
  return html`<svg class="plot spark" viewBox="0 0 ${small.width} ${small.height}" width="${small.width}" height="${small.height}" role="img" aria-label="Course over ${points.length} measurements">${
    requirement !== undefined &&
    html`<line class="m-requirement" x1="0" x2="${small.width}" y1="${px(y(requirement))}" y2="${px(y(requirement))}"/>`
  }<path class="curve" d="${path ?? ''}"/>${last && isDrawable(last.value) && html`<circle class="${dotClass(last)}" cx="${px(x(points.length - 1))}" cy="${px(y(last.value))}" r="3"/>`}</svg>`
}

type Scale = (value: number) => number

const scales = (points: readonly MeasureOutcome[], others: readonly number[]) => {
  const times = points.map(({ at }) => Date.parse(at))
  const spans = points.map(spanOf)
  const [first, last] = [Math.min(...times), Math.max(...times)]
  return {
    x: scaleUtc()
      .domain(first === last ? [first - 43_200_000, last + 43_200_000] : [first, last])
      .range([frame.left + 8, frame.width - frame.right - 8]),
    y: scaleLinear()
      .domain(rangeOf([...spans.flatMap(({ low, high }) => [low, high]), ...others]))
      .nice()
      .range([frame.height - frame.bottom, frame.top]),
  }
}

const curve = (points: readonly MeasureOutcome[], x: Scale, y: Scale): string =>
  line<MeasureOutcome>(
    ({ at }) => x(Date.parse(at)),
    ({ value }) => y(value),
  )
    .defined(({ value }) => isDrawable(value))
    .digits(1)([...points]) ?? ''

const shade = (measure: MeasureTrace, limit: number | undefined, y: Scale): Html | undefined => {
  const sense = senseOf(measure)
  if (!sense || limit === undefined) return undefined
  const bottom = frame.height - frame.bottom
  const [from, to] = sense === 'at-most' ? [y(limit), bottom] : [frame.top, y(limit)]
  return html`<rect class="meets" x="${frame.left}" y="${px(from)}" width="${frame.width - frame.left - frame.right}" height="${px(Math.max(0, to - from))}"/>`
}

const dot = (point: MeasureOutcome, href: string, x: Scale, y: Scale): Html | undefined => {
  if (!isDrawable(point.value)) return undefined
  const { low, high } = spanOf(point)
  const cx = px(x(Date.parse(point.at)))
  const text = `Run ${point.run}, ${point.at.slice(0, 10)}: ${formatMeasured(point, point.limit?.limit)}${point.creditable ? '' : ', rehearsal'}`
  return html`<a href="${href}" aria-label="${text}"><title>${text}</title><line class="whisker" x1="${cx}" x2="${cx}" y1="${px(y(low))}" y2="${px(y(high))}"/><circle class="${dotClass(point)}" cx="${cx}" cy="${px(y(point.value))}" r="4.5"/></a>`
}

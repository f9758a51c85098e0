import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Html, html } from '#reports/html/html.ts'
import { formatMeasured, formatNumber } from '#reports/terminal/text/format-number.ts'
import { dotClass } from './dot-class.ts'
import { isDrawable, marksOf, px, rangeOf, senseOf, spanOf } from './measure-marks.ts'
import { type Trend, type TrendLine, trendOf } from './trend-lines.ts'

const frame = { width: 640, height: 232, left: 62, right: 84, top: 26, bottom: 40 }
const right = frame.width - frame.right
const bottom = frame.height - frame.bottom
const mostRuns = 60
const mostLabels = 8
const lineHeight = 12

/**
 * A measure over runs, with its uncertainty, against what a requirement says of it: one line for each case and
 * cell, and a mark where a release begins. Every point leads to its execution.
 */
export const trend = (measure: MeasureTrace, hrefOf: (point: MeasureOutcome) => string): Html => {
  const course = trendOf(measure, mostRuns)
  const marks = marksOf(measure).filter(({ kind }) => kind !== 'level')
  const points = course.lines.flatMap((one) => one.points)
  const y = scaleLinear()
    .domain(
      rangeOf([
        ...points.map(spanOf).flatMap(({ low, high }) => [low, high]),
        ...marks.map(({ value }) => value),
      ]),
    )
    .nice()
    .range([bottom, frame.top])
  const x = placeOf(course)
  const name = `${measure.measure} over ${course.runs.length} ${course.runs.length === 1 ? 'run' : 'runs'}`
  return html`<svg class="plot trend" viewBox="0 0 ${frame.width} ${frame.height}" width="${frame.width}" height="${frame.height}" role="group" aria-label="${name}">
${shade(measure, marks, y)}${y
  .ticks(5)
  .map(
    (tick) =>
      html`<line class="grid" x1="${frame.left}" x2="${right}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="tick end" x="${frame.left - 6}" y="${px(y(tick) + 4)}">${formatNumber(Number(tick.toPrecision(12)))}</text>`,
  )}<text class="tick end" x="${frame.left - 6}" y="${frame.top - 12}">${measure.unit === '1' ? '' : measure.unit}</text>${timeAxis(course, x)}${marks.map(
    ({ kind, name: label, value }) =>
      html`<line class="m-${kind === 'estimate' ? 'expected' : kind}" x1="${frame.left}" x2="${right}" y1="${px(y(value))}" y2="${px(y(value))}"/><text class="tick${kind !== 'requirement' && kind !== 'target' && ' end'}" x="${kind === 'requirement' || kind === 'target' ? frame.left + 4 : right - 2}" y="${px(y(value) - 4)}">${label} ${formatNumber(value)}</text>`,
  )}${course.lines.map((one) => html`<path class="curve" d="${curve(one, x, y)}"/>`)}${course.lines.map((one) => one.points.map((point) => dot(one, point, { href: hrefOf(point), x, y })))}${labels(course, y)}</svg>`
}

type Scale = (value: number) => number
type Place = (run: number, series: number) => number

// Runs stand at even distances, what one run found close together: so every point can be seen and pressed.
const placeOf = ({ runs, series }: Trend): Place => {
  const order = new Map(runs.map(({ run }, index) => [run, index]))
  const step = (right - frame.left) / runs.length
  const apart = Math.min(9, (step * 0.6) / Math.max(1, series))
  return (run, index) =>
    frame.left + step * ((order.get(run) ?? 0) + 0.5) + (index - (series - 1) / 2) * apart
}

const timeAxis = ({ runs, series }: Trend, x: Place): Html => {
  const every = Math.ceil(runs.length / 8)
  const middle = (series - 1) / 2
  const half = (right - frame.left) / runs.length / 2
  return html`${runs.map(({ run, at, release, first }, index) => {
    const place = x(run, middle)
    const day = at.slice(0, 10)
    // A day is said once.
    const isNew = index === 0 || runs[index - every]?.at.slice(0, 10) !== day
    return html`${
      first &&
      html`<line class="release" x1="${px(place - half)}" x2="${px(place - half)}" y1="${frame.top - 14}" y2="${bottom}"/><text class="tick" x="${px(place - half + 4)}" y="${frame.top - 12}">${brief(release ?? '', 24)}</text>`
    }${index % every === 0 && html`<text class="tick mid" x="${px(place)}" y="${bottom + 16}">run ${run}</text>${isNew && html`<text class="tick mid" x="${px(place)}" y="${bottom + 30}">${day}</text>`}`}`
  })}`
}

const curve = ({ points, series }: TrendLine, x: Place, y: Scale): string =>
  line<MeasureOutcome>(
    ({ run }) => x(run, series),
    ({ value }) => y(value),
  )
    .defined(({ value }) => isDrawable(value))
    .digits(1)([...points]) ?? ''

// Beside the newest point of each line, moved apart where they would cover each other.
const labels = ({ lines, runs, series }: Trend, y: Scale): Html | undefined => {
  if (series < 2 || series > mostLabels) return undefined
  const newest = lines
    .flatMap(({ label, series: index, points }) => {
      const point = points.at(-1)
      return point && isDrawable(point.value) ? [{ label, index, point }] : []
    })
    .filter(({ point }) => point.run === runs.at(-1)?.run)
    .sort((a, b) => b.point.value - a.point.value)
  let free = Number.NEGATIVE_INFINITY
  return html`${newest.map(({ label, point }) => {
    const place = Math.max(free, y(point.value) + 4)
    free = place + lineHeight
    return html`<text class="tick" x="${right + 6}" y="${px(Math.min(place, frame.height - 2))}">${brief(label, 12)}</text>`
  })}`
}

const shade = (
  measure: MeasureTrace,
  marks: ReturnType<typeof marksOf>,
  y: Scale,
): Html | undefined => {
  const sense = senseOf(measure)
  const mark = marks.find(({ kind }) => kind === 'requirement' || kind === 'target')
  if (!sense || !mark) return undefined
  const [from, to] = sense === 'at-most' ? [y(mark.value), bottom] : [frame.top, y(mark.value)]
  return html`<rect class="${mark.kind === 'target' ? 'aims' : 'meets'}" x="${frame.left}" y="${px(from)}" width="${right - frame.left}" height="${px(Math.max(0, to - from))}"/>`
}

const dot = (
  { label, series }: TrendLine,
  point: MeasureOutcome,
  of: { readonly href: string; readonly x: Place; readonly y: Scale },
): Html | undefined => {
  if (!isDrawable(point.value)) return undefined
  const { low, high } = spanOf(point)
  const cx = px(of.x(point.run, series))
  const text = `Run ${point.run}, ${point.at.slice(0, 10)}${label === '' ? '' : `, ${label}`}: ${formatMeasured(point, point.limit?.limit)}${point.creditable ? '' : ', rehearsal'}`
  return html`<a href="${of.href}" aria-label="${text}"><title>${text}</title><line class="whisker" x1="${cx}" x2="${cx}" y1="${px(of.y(low))}" y2="${px(of.y(high))}"/><circle class="${dotClass(point)}" cx="${cx}" cy="${px(of.y(point.value))}" r="4.5"/></a>`
}

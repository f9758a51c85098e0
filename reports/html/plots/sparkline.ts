import { scaleLinear } from 'd3-scale'
import { line } from 'd3-shape'
import type { MeasureOutcome } from '#domain/tracing/outcome.ts'
import type { MeasureTrace } from '#domain/tracing/trace-dossier.ts'
import { type Html, html } from '#reports/html/html.ts'
import { formatNumber, withUnit } from '#reports/terminal/text/format-number.ts'
import { dotClass } from './dot-class.ts'
import { isDrawable, marksOf, px, rangeOf } from './measure-marks.ts'
import { type Trend, trendOf } from './trend-lines.ts'

const width = 132
const height = 30
const mostRuns = 24

/**
 * The course of a measure in the height of a line of text: a line for each case and cell over runs, a dot for what
 * one run found alone, a stroke where a release begins.
 */
export const sparkline = (measure: MeasureTrace): Html | undefined => {
  const course = trendOf(measure, mostRuns)
  const { runs, lines } = course
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(isDrawable)
  if (values.length === 0) return undefined
  const mark = marksOf(measure).find(({ kind }) => kind === 'requirement' || kind === 'target')
  const y = scaleLinear()
    .domain(rangeOf([...values, ...(mark === undefined ? [] : [mark.value])]))
    .range([height - 3, 3])
  const x = scaleLinear()
    .domain([0, Math.max(1, runs.length - 1)])
    .range([5, width - 6])
  const order = new Map(runs.map(({ run }, index) => [run, index]))
  const at = ({ run }: MeasureOutcome): number => px(x(order.get(run) ?? 0))
  const path = line<MeasureOutcome>(at, ({ value }) => px(y(value)))
    .defined(({ value }) => isDrawable(value))
    .digits(1)
  const label = describe(measure, course, values)
  return html`<svg class="plot spark" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${label}"><title>${label}</title>${runs.map(
    ({ first }, index) =>
      first &&
      index > 0 &&
      html`<line class="release" x1="${px(x(index - 0.5))}" x2="${px(x(index - 0.5))}" y1="0" y2="${height}"/>`,
  )}${
    mark &&
    html`<line class="m-${mark.kind}" x1="0" x2="${width}" y1="${px(y(mark.value))}" y2="${px(y(mark.value))}"/>`
  }${lines.map(({ points }) => {
    const last = points.at(-1)
    return html`${points.length > 1 && html`<path class="curve" d="${path([...points]) ?? ''}"/>`}${last && isDrawable(last.value) && html`<circle class="${dotClass(last)}" cx="${at(last)}" cy="${px(y(last.value))}" r="3"/>`}`
  })}</svg>`
}

const describe = (
  measure: MeasureTrace,
  { runs, series }: Trend,
  values: readonly number[],
): string => {
  const from = formatNumber(values.reduce((a, b) => Math.min(a, b)))
  const to = formatNumber(values.reduce((a, b) => Math.max(a, b)))
  const range = from === to ? from : `${from} to ${to}`
  return `${count(runs.length, 'run')}, ${count(series, 'line')}: ${withUnit(range, measure.unit)}`
}

const count = (number: number, word: string): string =>
  `${number} ${word}${number === 1 ? '' : 's'}`

import type { Parameter } from '#domain/requirement.ts'
import type { RequirementTrace } from '#domain/tracing/trace-dossier.ts'
import { brief, type Content, type Html, html, isShown } from '#reports/html/html.ts'
import { commaList, table } from '#reports/html/parts/table.ts'
import { formatNumber, withUnit } from '#reports/terminal/text/format-number.ts'

/** The numbers of a requirement: what each is for, and what it asks. A column that no parameter fills is left out. */
export const parameterSection = ({ parameters }: RequirementTrace): Html | undefined => {
  if (parameters.length === 0) return undefined
  const readers = new Set(parameters.map(({ decidedBy }) => decidedBy))
  const [reader] = readers
  const agreed = readers.size === 1 ? reader : undefined
  const columns = [...allColumns, ...(agreed === undefined ? [readBy] : [])].filter(([, content]) =>
    parameters.some((one) => isShown(content(one))),
  )
  return html`<section id="parameters"><h2>Parameters</h2>${agreed !== undefined && html`<p class="note">Roles and senses read by ${brief(agreed, 200)}.</p>`}${table(
    'Numbers of the statement; only thresholds decide',
    ['Parameter', ...columns.map(([name]) => name)],
    parameters.map(
      (one) =>
        html`<tr><th scope="row">${brief(one.name, 80)}</th>${columns.map(([, content]) => html`<td>${content(one)}</td>`)}</tr>`,
    ),
  )}</section>`
}

type ParameterColumn = readonly [name: string, content: (parameter: Parameter) => Content]

const readBy: ParameterColumn = [
  'Read by',
  ({ decidedBy }) => decidedBy !== undefined && brief(decidedBy, 120),
]

const allColumns: readonly ParameterColumn[] = [
  ['Role', ({ role }) => role.replace('-', ' ')],
  ['Value', (one) => html`${senseOf(one)} <b>${number(one.value, one.unit)}</b>`],
  [
    'Statistic',
    ({ statistic, over, confidence }) => [
      statistic,
      over !== undefined && html` over ${brief(over, 160)}`,
      confidence !== undefined &&
        html`<br><small>to be demonstrated with ${formatNumber(confidence * 100)} % confidence</small>`,
    ],
  ],
  ['Given', ({ given }) => names(given)],
  ['Uses', ({ uses }) => names(uses)],
  ['Levels', ({ levels, unit }) => pairs(Object.entries(levels ?? {}), unit)],
  [
    'Key numbers',
    ({ estimate, boundary, limit, unit }) =>
      pairs(Object.entries({ estimate, boundary, limit }), unit),
  ],
  ['Note', ({ note }) => note !== undefined && brief(note, 400)],
]

const senses = { 'at-most': 'at most', 'at-least': 'at least', equals: 'equal to' } as const
const strictSenses = { 'at-most': 'below', 'at-least': 'above', equals: 'equal to' } as const

const senseOf = ({ sense, strict }: Parameter): string | undefined =>
  sense && (strict ? strictSenses : senses)[sense]

const number = (value: number, unit: string): string => withUnit(formatNumber(value), unit)

const names = (list: readonly string[]): Content => commaList(list.map((name) => brief(name, 60)))

const pairs = (
  list: readonly (readonly [name: string, value: number | undefined])[],
  unit: string,
): Content =>
  commaList(
    list.flatMap(([name, value]) =>
      value === undefined ? [] : [html`<span class="pair">${name} ${number(value, unit)}</span>`],
    ),
  )

import type { Dossier, DossierExecution, DossierExpectation, DossierRow } from '#domain/dossier.ts'
import type { NotApplicable } from '#domain/execution-graph.ts'
import type { Json } from '#domain/json.ts'
import { toJsonText } from '#domain/json-text.ts'
import { isSelectedStub, reasonNotApplicable } from '#domain/not-applicable.ts'
import { commandLines, recordCommand } from './commands.ts'
import type { Causes, ForgivenRow } from './find-causes.ts'
import { formatMeasured } from './text/format-number.ts'
import { type Line, line, type Screen, span } from './text/lay-out.ts'
import { verdictLook } from './text/tone.ts'

/** Entries of one section that are listed unless everything is asked for. */
const listed = 100

type PlacedRow = readonly [DossierExecution, DossierRow]

/** Not applicable cases, deviations used, known issues, and rows that wait for a person. */
export const asideLines = (
  dossier: Dossier,
  causes: Causes,
  screen: Screen & { readonly verbose?: boolean },
): readonly (readonly Line[])[] => {
  const most = screen.verbose ? Number.POSITIVE_INFINITY : listed
  const section = <T>(
    heading: string,
    all: readonly T[],
    describe: (one: T) => readonly Line[],
  ) => {
    if (all.length === 0) return []
    const left = all.length - most
    return [
      line(0, span(heading, 'strong')),
      ...all.slice(0, most).flatMap(describe),
      ...(left > 0 ? [line(2, span(`and ${left} more`, 'dim'))] : []),
    ]
  }
  const aside = dossier.notApplicable.filter((item) => !isSelectedStub(item))
  return [
    section('not applicable here', aside, notApplicableLines),
    section('stubs, without a script', dossier.notApplicable.filter(isSelectedStub), stubLines),
    section('passed by an approved deviation', deviations(dossier), deviationLines),
    section('known issues', causes.forgiven, forgivenLines),
    section('not judged because of known issues', causes.excused, ({ id, title, verdict }) => [
      line(2, span(verdictLook[verdict].mark, 'info'), ` ${id}  ${title}`),
    ]),
    section('waiting for a person', pendingRows(dossier), (placed) =>
      pendingLines(dossier, placed, screen),
    ),
  ]
}

/** Rows that wait for `lvv record`, in the order of the plan. */
export const pendingRows = (dossier: Dossier): readonly PlacedRow[] =>
  rowsOf(dossier).filter(
    ([, row]) =>
      (row.manual !== undefined || row.report !== undefined) && row.verdict === 'in-progress',
  )

const rowsOf = (dossier: Dossier): readonly PlacedRow[] =>
  [...dossier.precursors, ...dossier.executions].flatMap((execution) =>
    execution.steps.map((row) => [execution, row] as const),
  )

const notApplicableLines = (item: NotApplicable): readonly Line[] => [
  line(
    2,
    span('-', 'dim'),
    ` ${item.case}  ${item.title} `,
    span(`(${reasonNotApplicable(item)})`, 'dim'),
  ),
]

const stubLines = ({ case: key, title }: NotApplicable): readonly Line[] => [
  line(2, span('-', 'dim'), ` ${key}  ${title}`),
]

const forgivenLines = ({ execution, row }: ForgivenRow): readonly Line[] => [
  line(
    2,
    span(verdictLook[row.verdict].mark, 'info'),
    ` ${execution.id} ${row.id}  ${row.verdict}, forgiven by ${row.knownIssue}`,
    ...(row.message === undefined ? [] : [span(`: ${row.message}`, 'dim')]),
  ),
]

const pendingLines = (
  dossier: Dossier,
  [execution, row]: PlacedRow,
  screen: Screen,
): readonly Line[] => [
  line(
    2,
    span('▸', 'info'),
    ` ${execution.id} `,
    span(row.id, 'strong'),
    `  ${row.manual ?? row.report ?? ''}`,
  ),
  ...(row.expected === undefined ? [] : [line(4, span('expected:', 'dim'), ` ${row.expected}`)]),
  ...givenLines(row),
  ...commandLines('record', recordCommand(dossier.run, execution, row), { indent: 4, screen }),
]

/** What the text of the row calls the inputs, with their values. */
const givenLines = ({ given = {} }: DossierRow): readonly Line[] =>
  Object.entries(given).map(([name, value]) =>
    line(4, span(`${name}:`, 'dim'), ` ${shortly(value)}`),
  )

const shortly = (value: Json): string => {
  const text = typeof value === 'string' ? value : toJsonText(value)
  return text.length > longestGiven ? `${text.slice(0, longestGiven)} …` : text
}

/** Characters of one input that are shown; the whole is in the JSON dossier. */
const longestGiven = 500

const deviations = (dossier: Dossier): readonly (readonly [...PlacedRow, DossierExpectation])[] =>
  rowsOf(dossier).flatMap(([execution, row]) =>
    row.expectations
      .filter((one) => one.deviation !== undefined)
      .map((one) => [execution, row, one] as const),
  )

const deviationLines = ([execution, row, one]: readonly [
  ...PlacedRow,
  DossierExpectation,
]): readonly Line[] => [
  line(
    2,
    span('≈', 'good'),
    ` ${execution.id} ${row.id}  ${one.measure ?? ''} ${one.value === undefined ? '' : formatMeasured(one)}`,
    `, deviation ${one.deviation}${one.meets === undefined ? '' : ` of ${one.meets}`}`,
  ),
]

import type { DossierExecution, DossierExpectation, DossierRow } from '#domain/dossier.ts'
import { quote } from './commands.ts'
import { isTarget, measurementFacts } from './describe-expectation.ts'
import { type Line, line, type Span, span } from './text/lay-out.ts'
import { neutralLines } from './text/neutralise.ts'
import { verdictLook } from './text/tone.ts'

/** Most lines of one message that are shown; the whole is in the JSON dossier. */
const messageLines = 12

/** What is needed to say where evidence lies. */
export interface EvidencePlace {
  /** Folder of the evidence store; absent: only the hash is shown. */
  readonly evidenceDir?: string
}

/** One row with what it expected, what it found, where it stands, and its evidence. */
export const rowLines = (
  execution: DossierExecution,
  row: DossierRow,
  options: EvidencePlace & { readonly all: boolean },
): readonly Line[] => {
  const look = verdictLook[row.verdict]
  const shown = row.expectations.filter((one) => options.all || one.verdict !== 'pass')
  const passed = row.expectations.length - shown.length
  return [
    line(
      4,
      span(row.skipped ? '-' : look.mark, row.skipped ? 'dim' : look.tone),
      ' ',
      span(row.id, 'strong'),
      ` ${row.description ?? actionText(row)} `,
      span(`${execution.file}:${row.line}`, 'dim'),
    ),
    ...(row.expected === undefined || row.verdict === 'pass'
      ? []
      : [line(6, span('expected:', 'dim'), ` ${row.expected}`)]),
    ...reasonLines(row),
    ...shown.flatMap((one) => expectationLines(execution, row, one)),
    ...(passed > 0 && shown.length > 0
      ? [
          line(
            6,
            span(
              `${passed} other ${passed === 1 ? 'expectation' : 'expectations'} of this row passed`,
              'dim',
            ),
          ),
        ]
      : []),
    ...triesLines(row),
    ...evidenceLines(row, options),
  ]
}

const actionText = (row: DossierRow): string => {
  if (row.call !== undefined) return `call ${row.execution ?? row.call}`
  return row.do ?? row.manual ?? row.report ?? ''
}

const reasonLines = (row: DossierRow): readonly Line[] => {
  const judged = row.expectations.some((one) => one.message === row.message)
  const message = row.message === undefined || judged ? [] : neutralLines(row.message, messageLines)
  const code: Span[] = row.code === undefined ? [] : [span(` [${row.code}]`, 'dim')]
  return [
    ...message.map((text, index) =>
      line(
        6,
        span(text, verdictLook[row.verdict].tone),
        ...(index === message.length - 1 ? code : []),
      ),
    ),
    ...(row.hint === undefined ? [] : [line(6, span('hint:', 'info'), ` ${row.hint}`)]),
    ...(row.record === undefined ? [] : recordLines(row.record)),
    ...(row.knownIssue === undefined
      ? []
      : [line(6, span('known issue:', 'info'), ` ${row.knownIssue}`)]),
  ]
}

const recordLines = ({
  name,
  role,
  at,
  note,
  report,
}: NonNullable<DossierRow['record']>): readonly Line[] => [
  line(6, span('recorded:', 'dim'), ` by ${name} (${role}), ${at}: ${note}`),
  ...(report === undefined
    ? []
    : [
        line(
          6,
          span('document:', 'dim'),
          ` ${report.document}, revision ${report.revision}, by ${report.author}, reviewed by ${report.reviewer}: ${report.conclusion}`,
        ),
        line(6, span('sha256:', 'dim'), ` ${report.sha256}`),
      ]),
]

const expectationLines = (
  execution: DossierExecution,
  row: DossierRow,
  one: DossierExpectation,
): readonly Line[] => {
  const look = verdictLook[one.verdict]
  const [mark, tone] = isTarget(one) ? (['◇', 'dim'] as const) : ([look.mark, look.tone] as const)
  const place = one.line > 0 && one.line !== row.line ? ` ${execution.file}:${one.line}` : ''
  const [first = '', ...more] = neutralLines(one.message, messageLines)
  const facts = measurementFacts(one)
  const items =
    one.items === undefined
      ? ''
      : `${one.items.failed} of ${one.items.total} failed${one.items.worst === undefined ? '' : `, worst ${one.items.worst}`}`
  return [
    line(
      6,
      span(mark, tone),
      ' ',
      span(first, one.verdict === 'pass' ? undefined : tone),
      span(place, 'dim'),
    ),
    ...more.map((text) => line(8, text)),
    ...(facts.length === 0 ? [] : [line(8, ...factSpans(facts))]),
    ...(items === '' ? [] : [line(8, span('items:', 'dim'), ` ${items}`)]),
  ]
}

const factSpans = (facts: ReturnType<typeof measurementFacts>): readonly Span[] =>
  facts.flatMap(([name, text], index) => [
    ...(index === 0 ? [] : [span('   ')]),
    { text: `${name} ${text}`, keep: true },
  ])

const triesLines = (row: DossierRow): readonly Line[] =>
  row.attempts < 2
    ? []
    : [
        line(6, span(`${row.attempts} tries`, 'warn'), row.earlier.length > 0 ? '; earlier:' : ''),
        ...row.earlier.flatMap((text) => neutralLines(text, 2).map((part) => line(8, part))),
      ]

const evidenceLines = (row: DossierRow, { evidenceDir }: EvidencePlace): readonly Line[] => {
  if (row.evidence.length === 0 && row.verdict === 'fail' && row.call === undefined) {
    return [line(6, span('evidence:', 'dim'), ' this row kept none')]
  }
  return row.evidence.map(({ sha256, name }) => {
    const short = sha256.slice(0, 12)
    const where =
      evidenceDir === undefined
        ? `sha256 ${short}`
        : `${quote(`${evidenceDir}/${sha256.slice(0, 2)}/${short}`)}*`
    return line(6, span('evidence:', 'dim'), ` ${name}  `, span(where, 'info'))
  })
}

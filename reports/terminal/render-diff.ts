import type {
  DossierDiff,
  ExecutionLabel,
  RunLabel,
  VerdictChange,
} from '#traceability/diff-dossiers.ts'
import type { MeasuredValue, ValueChange } from '#traceability/diff-measurements.ts'
import { formatMargin, formatMeasured } from './text/format-number.ts'
import { formatInstant } from './text/format-time.ts'
import { type Line, layOut, line, type Screen, type Span, span } from './text/lay-out.ts'
import { neutralLines } from './text/neutralise.ts'
import { type Tone, verdictLook } from './text/tone.ts'

/** Changes smaller than this many combined standard uncertainties are noise. */
const noise = 3

/** What changed between two runs, for a terminal: verdicts first, then values, settings, what came and went. */
export const renderDiff = (diff: DossierDiff, screen: Screen): string => {
  const sections: readonly (readonly Line[])[] = [
    [runLine('from', diff.before), runLine('to', diff.after)],
    section('verdicts', diff.verdicts.flatMap(verdictLines)),
    section('values', diff.values.flatMap(valueLines)),
    section(
      'software',
      diff.software.map(({ product, before, after }) =>
        line(2, `${product}  `, ...arrow(before ?? 'absent', after ?? 'absent')),
      ),
    ),
    section(
      'requirements, each by its run alone',
      diff.requirements.map(({ id, before, after }) =>
        line(2, `${id}  `, ...arrow(before ?? 'not touched', after ?? 'not touched')),
      ),
    ),
    section('only in the later run', diff.added.map(labelLine)),
    section('only in the earlier run', diff.removed.map(labelLine)),
    [countLine(diff)],
  ]
  const lines = sections
    .filter((lines) => lines.length > 0)
    .flatMap((lines) => [...lines, { spans: [] }])
  return layOut(lines.slice(0, -1), screen)
}

const section = (heading: string, lines: readonly Line[]): readonly Line[] =>
  lines.length === 0 ? [] : [line(0, span(heading, 'strong')), ...lines]

const arrow = (before: string, after: string, tone?: Tone): readonly (Span | string)[] => [
  before,
  span(' → ', 'dim'),
  span(after, tone),
]

const runLine = (what: string, run: RunLabel): Line =>
  line(
    0,
    span(what.padEnd(5), 'dim'),
    span(`run ${run.id}`, 'strong'),
    ` on ${run.environment} (${run.stage}${run.earnsCredit ? '' : ', earns no credit'}), ${formatInstant(run.startedAt)}: `,
    span(run.verdict, verdictLook[run.verdict].tone),
  )

const verdictLines = (change: VerdictChange): readonly Line[] => {
  const look = verdictLook[change.after]
  return [
    line(
      2,
      span(look.mark, look.tone),
      ` ${change.id}  `,
      ...arrow(change.before, change.after, look.tone),
      `  ${change.title}`,
      ...(change.unstable ? [span('  UNSTABLE: nothing else changed', 'warn')] : []),
    ),
    ...neutralLines(change.message ?? '', 3).map((text) => line(6, span(text, 'dim'))),
  ]
}

const valueLines = (change: ValueChange): readonly Line[] => {
  const isClear = change.significance !== undefined && change.significance >= noise
  const significance =
    change.significance === undefined ? '' : ` (${change.significance.toFixed(1)} σ)`
  const difference =
    change.change === undefined
      ? span('the unit changed', 'warn')
      : span(
          `${formatMargin(change.change, change.unit, change.after.uncertainty)}${significance}`,
          isClear ? 'warn' : undefined,
        )
  return [
    line(2, `${change.execution} ${change.row}  `, span(change.measure, 'strong')),
    line(6, ...arrow(valueText(change.before), valueText(change.after)), '   ', {
      ...difference,
      keep: true,
    }),
  ]
}

const valueText = (value: MeasuredValue): string => {
  const margin =
    value.margin === undefined
      ? ''
      : ` (margin ${formatMargin(value.margin, undefined, value.uncertainty)})`
  return `${formatMeasured(value)}${margin}`
}

const labelLine = (label: ExecutionLabel): Line => {
  const look = verdictLook[label.verdict]
  return line(2, span(look.mark, look.tone), ` ${label.id}  ${label.title}`)
}

const countLine = (diff: DossierDiff): Line => {
  const isSame =
    diff.verdicts.length + diff.values.length + diff.software.length + diff.requirements.length ===
      0 && diff.added.length + diff.removed.length === 0
  const compared = `${plural(diff.compared, 'execution')} compared`
  if (isSame) return line(0, `${compared}: `, span('nothing changed', 'good'))
  const clear = diff.values.filter((one) => (one.significance ?? 0) >= noise).length
  return line(
    0,
    `${compared}: ${plural(diff.verdicts.length, 'verdict')} and ${plural(diff.values.length, 'value')} changed (${clear} by ${noise} σ or more)`,
  )
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

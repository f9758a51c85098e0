import {
  type Line,
  layOut,
  line,
  type Screen,
  type Span,
  span,
} from '#reports/terminal/text/lay-out.ts'
import type { Tone } from '#reports/terminal/text/tone.ts'
import type {
  CoverageMove,
  Marked,
  SetDiff,
  TraceDiff,
} from '#traceability/snapshots/diff-traces.ts'
import { coverageLook } from './coverage-look.ts'

/** Keys of one kind that are named; the rest is counted. */
const shown = 30

/** `lvv trace --diff A..B`: what was added, removed and changed, and what that means for coverage. */
export const renderTraceDiff = (
  diff: TraceDiff,
  names: { readonly before: string; readonly after: string },
  screen: Screen,
): string => {
  const moves = [
    ...section('newly verified', 'good', diff.newlyVerified.map(moveSpans)),
    ...section('no longer verified', 'bad', diff.noLongerVerified.map(moveSpans)),
    ...section('newly failing', 'bad', diff.newlyFailing.map(moveSpans)),
    ...section('coverage changed otherwise', 'warn', diff.otherMoves.map(moveSpans)),
    ...section('newly outdated', 'warn', diff.newlyOutdated.map(markSpans)),
  ]
  const sets = [
    ...setLines('requirement', diff.requirements),
    ...setLines('element', diff.elements),
    ...setLines('case', diff.cases),
    ...setLines('result', diff.results),
  ]
  const isSame = moves.length + sets.length === 0
  const lines = [
    line(
      0,
      `${names.before} (${frame(diff.before)}) `,
      span('→', 'dim'),
      ` ${names.after} (${frame(diff.after)})`,
    ),
    ...(isSame ? [line(0, span('nothing changed', 'good'))] : [...moves, ...sets]),
  ]
  return layOut(lines, screen)
}

const frame = ({ release, today }: TraceDiff['before']): string =>
  release === undefined ? today : `release ${release}, ${today}`

const section = (
  heading: string,
  tone: Tone,
  rows: readonly (readonly Span[])[],
): readonly Line[] =>
  rows.length === 0
    ? []
    : [
        line(0, span(`${heading} (${rows.length})`, tone)),
        ...rows.slice(0, shown).map((spans) => ({ indent: 2, spans })),
        ...(rows.length > shown ? [line(2, span(`… and ${rows.length - shown} more`, 'dim'))] : []),
      ]

const moveSpans = ({ key, from, to }: CoverageMove): readonly Span[] => [
  span(key, 'strong'),
  span(`  ${from === undefined ? 'new' : coverageLook[from].word}`),
  span(' → ', 'dim'),
  span(coverageLook[to].word, coverageLook[to].tone),
]

const markSpans = ({ key, kind }: Marked): readonly Span[] => [
  span(key, 'strong'),
  span(`  ${kind}`),
]

const setLines = (noun: string, { added, removed, changed }: SetDiff): readonly Line[] => [
  ...section(
    `${noun}s added`,
    'info',
    added.map((key) => [span(key)]),
  ),
  ...section(
    `${noun}s removed`,
    'warn',
    removed.map((key) => [span(key)]),
  ),
  ...section(
    `${noun}s changed`,
    'info',
    changed.map(({ key, fields }) => [span(key, 'strong'), span(`  ${fields.join(', ')}`)]),
  ),
]

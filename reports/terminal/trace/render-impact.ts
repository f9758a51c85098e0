import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import {
  type Line,
  layOut,
  line,
  type Screen,
  type Span,
  span,
} from '#reports/terminal/text/lay-out.ts'
import { verdictLook } from '#reports/terminal/text/tone.ts'
import type { Impact } from '#traceability/impact/impact-of.ts'

/** Results that are named; the rest is counted. */
const shown = 40

/** `lvv trace --impact KEY`: what a change of this would make outdated, before it is made. */
export const renderImpact = (impact: Impact, trace: TraceDossier, screen: Screen): string => {
  const titles = new Map(trace.cases.map((one) => [String(one.key), one.title]))
  const results = new Map(trace.results.map((one) => [one.id, one]))
  const lines: readonly Line[] = [
    line(0, `A change of ${impact.what} `, span(impact.key, 'strong'), ' affects'),
    ...list(['live case', ''], impact.cases, (key) => [
      span(key, 'info'),
      `  ${titles.get(key) ?? ''}`,
    ]),
    ...list(['result', ' valid today'], impact.results, (id) => {
      const result = results.get(id)
      if (result === undefined) return [id]
      const look = verdictLook[result.verdict]
      return [
        span(`${look.mark} ${result.verdict}`, result.creditable ? look.tone : 'dim'),
        `  ${id} on ${result.environment}${result.creditable ? '' : ', no credit'}`,
      ]
    }),
    ...oneLine('element', impact.elements),
    ...oneLine('requirement', impact.requirements),
    ...oneLine('requirement', impact.children, ' flowing down from it'),
    ...(impact.results.length === 0
      ? [line(0, span('No result rests on it: nothing would have to run again.', 'good'))]
      : [line(0, span('After the change: lvv run --rerun outdated', 'dim'))]),
  ]
  return layOut(lines, screen)
}

const counted = (items: readonly string[], noun: string): string =>
  `${items.length} ${noun}${items.length === 1 ? '' : 's'}`

const list = (
  [noun, which]: readonly [noun: string, which: string],
  items: readonly string[],
  spans: (item: string) => readonly (Span | string)[],
): readonly Line[] => [
  line(2, span(`${counted(items, noun)}${which}`, 'strong')),
  ...items.slice(0, shown).map((item) => line(4, ...spans(item))),
  ...(items.length > shown ? [line(4, span(`… and ${items.length - shown} more`, 'dim'))] : []),
]

const oneLine = (noun: string, items: readonly string[], which = ''): readonly Line[] =>
  items.length === 0
    ? []
    : [
        line(
          2,
          span(`${counted(items, noun)}${which}  `, 'strong'),
          `${items.slice(0, shown).join(', ')}${items.length > shown ? ' …' : ''}`,
        ),
      ]

import type { Gap } from '#domain/tracing/gap.ts'
import { type Line, layOut, line, type Screen, span } from '#reports/terminal/text/lay-out.ts'
import { gapWords } from './gap-words.ts'

/** Every gap, by kind, one line each. */
export const renderGaps = (gaps: readonly Gap[], screen: Screen): string => {
  const kinds = [...new Set(gaps.map((gap) => gap.kind))]
  const lines = kinds.flatMap((kind): readonly Line[] => {
    const own = gaps.filter((gap) => gap.kind === kind)
    return [
      line(0, span(`${own.length} ${gapWords[kind]}`, 'strong'), span(`  (${kind})`, 'dim')),
      ...own.map((gap) => line(2, span(gap.key, 'info'), `  ${gap.message}`)),
      { spans: [] },
    ]
  })
  return layOut(
    lines.length === 0 ? [line(0, span('no gaps', 'good'))] : lines.slice(0, -1),
    screen,
  )
}

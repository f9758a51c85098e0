import { type Coverage, coverages } from '#domain/tracing/coverage.ts'
import type { GapKind } from '#domain/tracing/gap.ts'
import type {
  DocumentTrace,
  RequirementTrace,
  TraceDossier,
} from '#domain/tracing/trace-dossier.ts'
import { formatInstant } from '#reports/terminal/text/format-time.ts'
import { type Line, layOut, line, type Screen, span } from '#reports/terminal/text/lay-out.ts'
import type { Tone } from '#reports/terminal/text/tone.ts'
import { coverageLook } from './coverage-look.ts'
import { gapWords } from './gap-words.ts'

/** Keys shown beside a count of gaps. */
const keysShown = 4

/** `lvv trace`: what is held, what is verified for the release, what is only rehearsed, what is missing. */
export const renderOverview = (trace: TraceDossier, screen: Screen): string =>
  layOut(
    [
      ...trace.documents.flatMap(documentLines),
      ...frameLines(trace),
      ...countLines(trace),
      ...areaLines(trace),
      ...gapLines(trace),
    ],
    screen,
  )

const blank: Line = { spans: [] }

/** Documents that only name parents are not counted: nobody verifies them here. */
const isCounted = (document: DocumentTrace): boolean =>
  document.elements > 0 || document.withoutCase < document.live

const documentLines = (document: DocumentTrace): readonly Line[] => {
  if (!isCounted(document)) return []
  const priorities = Object.entries(document.priorities)
    .filter(([name]) => name !== '')
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name} ${count}`)
  return [
    line(
      0,
      span(`${document.document} ${document.release ?? ''}`.trim(), 'strong'),
      `  ${document.title}`,
    ),
    line(
      2,
      `${plural(document.requirements, 'requirement')}, ${document.live} live, ${document.descoped} descoped`,
      ...(priorities.length === 0 ? [] : [`; priority ${priorities.join(', ')}`]),
    ),
    line(
      2,
      `${plural(document.elements, 'verification element')}; of the live requirements ${document.withoutParent} have no parent, ${document.withoutCase} have no case`,
    ),
    blank,
  ]
}

const frameLines = ({ asOf, runs }: TraceDossier): readonly Line[] => {
  const release =
    asOf.release === undefined
      ? 'no result names a release'
      : `release ${asOf.release}${asOf.releases.length > 1 ? ` of ${asOf.releases.length}` : ''}`
  const where = asOf.environments.map(({ name, stage }) => `${name} (${stage})`).join(', ')
  return runs.length === 0
    ? [line(0, 'no run yet: nothing is verified, nothing is rehearsed'), blank]
    : [
        line(
          0,
          `${release}; ${plural(runs.length, 'run')} on ${where === '' ? 'no environment' : where}`,
          ...(asOf.newestResult === undefined
            ? []
            : [`; newest result ${formatInstant(asOf.newestResult)}`]),
        ),
        blank,
      ]
}

/** One column of the table: the live requirements of a document, or of one of its priorities. */
interface Column {
  readonly name: string
  readonly requirements: readonly RequirementTrace[]
}

const countLines = (trace: TraceDossier): readonly Line[] => {
  const columns = trace.documents.filter(isCounted).flatMap((one) => columnsOf(trace, one))
  const row = (word: string, isMeant: (one: RequirementTrace) => boolean) => {
    const counts = columns.map(({ requirements }) => requirements.filter(isMeant).length)
    const cells = counts.map((count, index) => String(count).padStart(widthOf(columns[index])))
    return { text: `${word.padEnd(24)}${cells.join('')}`, isAny: counts.some((count) => count > 0) }
  }
  const toned = (word: string, tone: Tone, isMeant: (one: RequirementTrace) => boolean) => {
    const { text, isAny } = row(word, isMeant)
    return kept(text, isAny ? tone : 'dim')
  }
  const heads = columns.map((column) => column.name.padStart(widthOf(column)))
  return [
    kept(`${'live requirements'.padEnd(24)}${heads.join('')}`, 'strong'),
    ...coverages.map((coverage) => {
      const { tone, mark, word } = coverageLook[coverage]
      return toned(`${mark} ${word}`, tone, (one) => one.coverage === coverage)
    }),
    kept(row('all', () => true).text),
    blank,
    ...(['rehearsed', 'outdated', 'waived'] as const).map((flag) =>
      toned(
        flag === 'rehearsed' ? 'rehearsed, no credit' : flag,
        flag === 'rehearsed' ? 'info' : 'warn',
        (one) => isFlagged(one, flag),
      ),
    ),
    blank,
  ]
}

/** Rehearsed is what only passed, at least in part, where nothing earns credit. */
const isFlagged = (one: RequirementTrace, flag: 'rehearsed' | 'outdated' | 'waived'): boolean =>
  flag === 'rehearsed'
    ? !isVerified(one.coverage) && one.coverage !== 'with-failures' && isVerified(one.rehearsal)
    : one.flags.includes(flag)

const isVerified = (coverage: Coverage): boolean =>
  coverage === 'fully-verified' || coverage === 'partially-verified'

const columnsOf = (trace: TraceDossier, document: DocumentTrace): readonly Column[] => {
  const live = trace.requirements.filter(
    (one) => one.document === document.document && one.status === 'live',
  )
  const priorities = [...new Set(live.flatMap(({ priority }) => priority ?? []))].sort()
  const all = { name: document.document, requirements: live }
  if (priorities.length < 2) return [all]
  return [
    all,
    ...priorities.map((name) => ({
      name,
      requirements: live.filter(({ priority }) => priority === name),
    })),
  ]
}

const widthOf = (column: Column | undefined): number => Math.max(6, (column?.name.length ?? 0) + 2)

const kept = (text: string, tone?: Parameters<typeof span>[1]): Line => ({
  spans: [{ ...span(text, tone), keep: true }],
})

const areaLines = ({ groups }: TraceDossier): readonly Line[] => {
  const named = [
    ...groups.area,
    ...groups.aspect.map((one) => ({ ...one, name: `aspect ${one.name}` })),
  ]
  const shown = named.filter(({ name, total }) => name !== '' && name !== 'aspect ' && total > 0)
  if (shown.length === 0) return []
  return [
    kept(
      `${'area of the cases'.padEnd(24)}${['live', 'full', 'part', 'fail', 'rehearsed']
        .map((word, index) => word.padStart(index === 4 ? 11 : 6))
        .join('')}`,
      'strong',
    ),
    ...shown.map((group) =>
      kept(
        `${group.name.padEnd(24)}${[
          group.total,
          group.byCoverage['fully-verified'],
          group.byCoverage['partially-verified'],
          group.byCoverage['with-failures'],
        ]
          .map((count) => String(count).padStart(6))
          .join('')}${String(group.rehearsed).padStart(11)}`,
        group.byCoverage['with-failures'] > 0 ? 'bad' : undefined,
      ),
    ),
    blank,
  ]
}

const gapLines = ({ gaps }: TraceDossier): readonly Line[] => {
  const kinds = new Map<GapKind, string[]>()
  for (const { kind, key } of gaps) {
    const keys = kinds.get(kind)
    if (keys === undefined) kinds.set(kind, [key])
    else keys.push(key)
  }
  if (kinds.size === 0) return [line(0, span('no gaps', 'good'))]
  return [
    line(0, span('gaps', 'strong')),
    ...[...kinds].map(([kind, keys]): Line => {
      const more = keys.length > keysShown ? ' …' : ''
      return {
        hang: 8,
        spans: [
          span(String(keys.length).padStart(6), 'warn'),
          span(`  ${gapWords[kind]}  `),
          span(`${keys.slice(0, keysShown).join(', ')}${more}`, 'dim'),
        ],
      }
    }),
    blank,
    line(0, span('lvv trace --gaps lists them, lvv trace KEY follows one key', 'dim')),
  ]
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

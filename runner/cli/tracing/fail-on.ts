import { HarnessError } from '#domain/harness-error.ts'
import { nearestName } from '#domain/nearest-name.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'

/** What `--fail-on` names, and how many of it a model has. */
const counts = {
  gaps: (trace: TraceDossier) => trace.gaps.length,
  failures: (trace: TraceDossier) =>
    trace.elements.filter(({ coverage }) => coverage === 'with-failures').length,
  outdated: (trace: TraceDossier) =>
    trace.elements.filter(({ flags }) => flags.includes('outdated')).length,
  pending: (trace: TraceDossier) =>
    trace.elements.filter(({ flags }) => flags.includes('manual-pending')).length,
} as const

type FailOn = keyof typeof counts

const isFailOn = (text: string): text is FailOn => Object.hasOwn(counts, text)

/** Parses `gaps,failures`; throws a usage error that names the words. */
export const parseFailOn = (text: string | undefined): readonly FailOn[] =>
  text === undefined ? [] : parseWords(text)

/** An empty word is no word: a script whose variable is unset must not pass by asking for nothing. */
const parseWords = (text: string): readonly FailOn[] =>
  text
    .split(',')
    .map((word) => word.trim())
    .map((word) => {
      if (isFailOn(word)) return word
      const near = nearestName(word, Object.keys(counts))
      throw new HarnessError(
        'usage',
        `--fail-on takes ${Object.keys(counts).join(', ')}, found "${word}"`,
        {
          hint: near ? `Did you mean "${near}"?` : 'For example: lvv trace --fail-on gaps,failures',
        },
      )
    })

/** What of it is there: one sentence each; empty: nothing fails. */
export const failuresOf = (trace: TraceDossier, failOn: readonly FailOn[]): readonly string[] =>
  failOn.flatMap((word) => {
    const count = counts[word](trace)
    return count === 0 ? [] : [`${word}: ${count}`]
  })

import type { RunRequest } from '#domain/execution-graph.ts'
import { type Verdict, verdictsWorstFirst } from '#domain/verdict.ts'
import { between, formatDuration, formatInstant } from './text/format-time.ts'
import { type Line, layOut, line, type Screen, type Span, span } from './text/lay-out.ts'
import { verdictLook } from './text/tone.ts'

/** A run in a list; the ledger's summary fits. */
export interface ListedRun {
  readonly run: number
  readonly request: Pick<RunRequest, 'environment' | 'stage' | 'plan' | 'selection' | 'noCredit'>
  readonly startedAt: string
  readonly finishedAt?: string
  readonly verdict: Verdict
  readonly exitCode?: number
  readonly interrupted: boolean
  /** True while a living process holds it. */
  readonly active: boolean
  readonly counts: { readonly [verdict in Verdict]: number }
}

/** A list of runs, in the order given, one entry each. */
export const renderRuns = (runs: readonly ListedRun[], screen: Screen): string =>
  layOut(runs.length === 0 ? [line(0, 'no runs yet')] : runs.map(runLine), screen)

const runLine = (run: ListedRun): Line => {
  const look = verdictLook[run.verdict]
  const { environment, stage, plan, selection, noCredit } = run.request
  const what = [...(plan === undefined ? [] : [plan]), ...selection].join(' ')
  const credit = stage !== 'rehearsal' && noCredit.length > 0 ? ', no credit' : ''
  return {
    hang: 6,
    spans: [
      span(`${run.run}`.padStart(4), 'strong'),
      span(` ${look.mark} ${stateText(run)}`, look.tone),
      span(`  ${formatInstant(run.startedAt)}  ${environment} (${stage}${credit})`),
      ...(what === '' ? [] : [span(`  ${what}`)]),
      ...counts(run.counts),
      ...durationSpans(run),
    ],
  }
}

const stateText = (run: ListedRun): string => {
  if (run.active) return 'under way'
  if (run.interrupted) return 'interrupted'
  if (run.finishedAt === undefined) return 'killed'
  return run.exitCode === undefined ? run.verdict : `${run.verdict} (exit ${run.exitCode})`
}

const counts = (all: ListedRun['counts']): readonly Span[] => {
  const known = [...verdictsWorstFirst].reverse().filter((verdict) => all[verdict] > 0)
  return known.flatMap((verdict, index) => [
    span(index === 0 ? '  ' : ', '),
    { ...span(`${all[verdict]} ${verdict}`, verdictLook[verdict].tone), keep: true },
  ])
}

const durationSpans = (run: ListedRun): readonly Span[] => {
  const duration = between(run.startedAt, run.finishedAt)
  return duration === undefined ? [] : [span(`  ${formatDuration(duration)}`, 'dim')]
}

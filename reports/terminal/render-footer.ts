import type { Dossier, DossierExecution, DossierRun } from '#domain/dossier.ts'
import { isSelectedStub } from '#domain/not-applicable.ts'
import { verdictsWorstFirst } from '#domain/verdict.ts'
import { commandLines } from './commands.ts'
import type { Causes } from './find-causes.ts'
import type { EvidencePlace } from './render-rows.ts'
import { between, formatDuration, formatInstant } from './text/format-time.ts'
import { type Line, line, type Screen, type Span, span } from './text/lay-out.ts'
import { verdictLook } from './text/tone.ts'

const exitMeanings: { readonly [code: number]: string } = {
  0: 'accepted',
  1: 'a verification failed',
  2: 'bad input or usage',
  3: 'something could not be judged',
  130: 'interrupted',
}

/** The end of the summary: requirements, run, counts, credit, what to do next, exit code. */
export const footerLines = (
  dossier: Dossier,
  causes: Causes,
  options: Screen & EvidencePlace,
): readonly (readonly Line[])[] => [
  requirementLines(dossier),
  [
    ...runLines(dossier.run),
    ...countLines(dossier),
    ...evidenceLines(dossier, options),
    ...nextLines(dossier, causes, options),
  ],
  [...creditLines(dossier.run), ...exitLines(dossier.run)],
]

const requirementLines = (dossier: Dossier): readonly Line[] => {
  const groups = new Map<string, string[]>()
  for (const { id, coverage, flags } of dossier.requirements) {
    const state = [coverage, ...flags].join(', ')
    groups.set(state, [...(groups.get(state) ?? []), id])
  }
  if (groups.size === 0) return []
  return [
    line(0, span('requirements', 'strong'), span(' by this run alone', 'dim')),
    ...[...groups].map(([state, ids]) =>
      line(
        2,
        span(state, state.startsWith('with-failures') ? 'bad' : undefined),
        `: ${ids.join(', ')}`,
      ),
    ),
  ]
}

const runLines = (run: DossierRun): readonly Line[] => {
  const duration = between(run.startedAt, run.finishedAt)
  const software = run.software.map(
    ({ product, version, modified }) => `${product} ${version}${modified ? ' (modified)' : ''}`,
  )
  const inputs = Object.entries(run.inputs).map(([name, value]) => `${name}=${value}`)
  return [
    line(
      0,
      span(`run ${run.id}`, 'strong'),
      `${run.plan === undefined ? '' : ` of ${run.plan}`} on ${run.environment} (${run.stage})`,
      run.release === undefined ? '' : `, release ${run.release}`,
      `, ${formatInstant(run.startedAt)}`,
      duration === undefined ? ', not finished' : `, took ${formatDuration(duration)}`,
    ),
    ...(software.length === 0
      ? []
      : [line(2, span('software:', 'dim'), ` ${software.join(', ')}`)]),
    ...(inputs.length === 0
      ? []
      : [line(2, span('overridden inputs:', 'warn'), ` ${inputs.join(', ')}`)]),
  ]
}

const countLines = ({ executions, precursors, notApplicable }: Dossier): readonly Line[] => {
  const stubs = notApplicable.filter(isSelectedStub).length
  const left = notApplicable.length - stubs
  const aside = [
    ...(left > 0 ? [`, ${left} not applicable`] : []),
    ...(stubs > 0 ? [`, ${stubs} stub${stubs > 1 ? 's' : ''}`] : []),
  ]
  const known = executions.filter((one) => one.steps.some((row) => row.knownIssue !== undefined))
  const forgiven = known.length > 0 ? [`, ${known.length} with a known issue`] : []
  const nothing = executions.length === 0 ? ['nothing was executed'] : []
  return [
    line(2, span('cases:', 'dim'), ' ', ...nothing, ...counts(executions), ...forgiven, ...aside),
    ...(precursors.length === 0
      ? []
      : [line(2, span('precursors:', 'dim'), ' ', ...counts(precursors))]),
  ]
}

const counts = (executions: readonly DossierExecution[]): readonly Span[] =>
  [...verdictsWorstFirst]
    .reverse()
    .map((verdict) => ({
      verdict,
      count: executions.filter((execution) => execution.verdict === verdict).length,
    }))
    .filter(({ count }) => count > 0)
    .flatMap(({ verdict, count }, index) => [
      ...(index === 0 ? [] : [span(', ')]),
      span(`${count} ${verdict}`, verdictLook[verdict].tone),
    ])

const evidenceLines = (
  { run, executions, precursors }: Dossier,
  { evidenceDir }: EvidencePlace,
): readonly Line[] => {
  const files = [...executions, ...precursors].flatMap((one) =>
    one.steps.flatMap((row) => row.evidence),
  )
  const count = new Set(files.map((file) => file.sha256)).size
  if (count === 0) return []
  return [
    line(
      2,
      span('evidence:', 'dim'),
      ` ${count} ${count === 1 ? 'file' : 'files'}${evidenceDir === undefined ? '' : ` in ${evidenceDir}`}`,
      ...(run.seal === undefined ? [] : [span(`, sealed ${run.seal.slice(0, 12)}`, 'dim')]),
    ),
  ]
}

const nextLines = ({ run }: Dossier, causes: Causes, screen: Screen): readonly Line[] => {
  const place = { indent: 2, screen }
  const again = (what: string) => ['lvv', 'run', '--rerun', what, '--resume', `${run.id}`]
  if (run.interrupted || run.finishedAt === undefined) {
    return commandLines('go on', ['lvv', 'run', '--resume', `${run.id}`], place)
  }
  return [
    ...(causes.failed.length > 0
      ? commandLines('repeat all that failed', again('failed'), place)
      : []),
    ...(causes.blocked.length > 0
      ? commandLines('repeat all that was blocked', again('blocked'), place)
      : []),
  ]
}

const creditLines = (run: DossierRun): readonly Line[] => {
  const isRehearsal = run.stage === 'rehearsal'
  if (!isRehearsal && run.noCredit.length === 0) return []
  const reasons = run.noCredit.length > 0 ? run.noCredit : ['the environment is at stage rehearsal']
  return [
    line(
      0,
      span(isRehearsal ? 'REHEARSAL, no credit' : 'NO CREDIT', 'warn'),
      `: ${reasons.join('; ')}`,
    ),
  ]
}

const exitLines = ({ exitCode, interrupted }: DossierRun): readonly Line[] => {
  if (exitCode === undefined) {
    return [
      line(0, span(interrupted ? 'interrupted' : 'not finished: under way, or killed', 'warn')),
    ]
  }
  const tone = exitCode === 0 ? 'good' : exitCode === 1 ? 'bad' : 'warn'
  return [line(0, span(`exit ${exitCode}`, tone), `: ${exitMeanings[exitCode] ?? 'unknown'}`)]
}

import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { commandLines, repeatCommand } from './commands.ts'
import type { Cause, Causes } from './find-causes.ts'
import { pendingRows } from './render-asides.ts'
import { type EvidencePlace, rowLines } from './render-rows.ts'
import { type Line, line, type Screen, span } from './text/lay-out.ts'
import { neutralLines } from './text/neutralise.ts'
import { verdictLook } from './text/tone.ts'

/** Causes shown with all their rows; those beyond get one line each, unless everything is asked for. */
const detailed = 50
/** Names shown of those that could not be judged because of one cause. */
const named = 8

type Options = Screen & EvidencePlace & { readonly verbose?: boolean }

/** What was blocked, then what failed: each cause once, with all that is needed to look into it. */
export const causeLines = (
  dossier: Dossier,
  causes: Causes,
  options: Options,
): readonly (readonly Line[])[] => [
  ...group(dossier, 'blocked: could not be judged', causes.blocked, options),
  ...group(dossier, 'failed', causes.failed, options),
]

/** Executions that did not start or did not end, though nothing of their own went wrong. */
export const aftermathLines = (dossier: Dossier): readonly (readonly Line[])[] => {
  const waiting = new Set(pendingRows(dossier).map(([execution]) => execution))
  const unfinished = dossier.executions.filter(
    (execution) =>
      execution.verdict === 'not-executed' ||
      (execution.verdict === 'in-progress' && !waiting.has(execution)),
  )
  if (unfinished.length === 0) return []
  const lines = unfinished.slice(0, detailed).map((execution) => {
    const look = verdictLook[execution.verdict]
    const why = execution.message === undefined ? '' : `: ${execution.message}`
    return line(
      2,
      span(look.mark, look.tone),
      ` ${execution.id}  ${execution.title}`,
      span(` ${execution.verdict}${why}`, 'dim'),
    )
  })
  const left = unfinished.length - lines.length
  const more = left > 0 ? [line(2, span(`and ${left} more`, 'dim'))] : []
  return [[line(0, span('not finished', 'strong')), ...lines, ...more]]
}

const group = (
  dossier: Dossier,
  heading: string,
  causes: readonly Cause[],
  options: Options,
): readonly (readonly Line[])[] => {
  const full = options.verbose ? causes : causes.slice(0, detailed)
  const brief = causes.slice(full.length)
  return full
    .map((cause) => describe(dossier, cause, options))
    .concat(brief.length === 0 ? [] : [brief.map(({ execution }) => headLine(execution))])
    .map((lines, index) => (index === 0 ? [line(0, span(heading, 'strong')), ...lines] : lines))
}

const headLine = (execution: DossierExecution): Line => {
  const look = verdictLook[execution.verdict]
  const earlier = execution.earlierAttempts.map((attempt) => attempt.verdict).join(', ')
  return line(
    2,
    span(`${look.mark} ${execution.id}`, look.tone),
    `  ${execution.title}`,
    ...(earlier === '' ? [] : [span(`  attempt ${execution.attempt}, before: ${earlier}`, 'dim')]),
  )
}

const describe = (dossier: Dossier, cause: Cause, options: Options): readonly Line[] => {
  const { execution, rows, dependents, alike } = cause
  const isSaid = rows.some(
    (row) =>
      saysTheSame(execution.message, row.message) ||
      row.expectations.some((one) => saysTheSame(execution.message, one.message)),
  )
  const message =
    execution.message === undefined || isSaid ? [] : neutralLines(execution.message, 6)
  const repeated = execution.role === 'precursor' ? (dependents[0] ?? execution) : execution
  const shown = options.verbose ? execution.steps : rows
  return [
    headLine(execution),
    ...message.map((text) => line(4, span(text, verdictLook[execution.verdict].tone))),
    ...shown.flatMap((row) =>
      rowLines(execution, row, { ...options, all: options.verbose === true }),
    ),
    ...namesLine('in the same words', alike, options),
    ...namesLine('not judged because of it', dependents, options),
    ...commandLines('repeat', repeatCommand(dossier.run, repeated.case), {
      indent: 4,
      screen: options,
    }),
  ]
}

const saysTheSame = (whole: string | undefined, part: string | undefined): boolean =>
  whole !== undefined &&
  part !== undefined &&
  part !== '' &&
  (whole.includes(part) || part.includes(whole))

const namesLine = (
  what: string,
  executions: readonly DossierExecution[],
  options: Options,
): readonly Line[] => {
  if (executions.length === 0) return []
  const shown = options.verbose ? executions : executions.slice(0, named)
  const left = executions.length - shown.length
  const names = shown.map(({ id }) => id).join(', ')
  return [
    line(
      4,
      span(`${what} (${executions.length}):`, 'warn'),
      ` ${names}${left > 0 ? `, and ${left} more` : ''}`,
    ),
  ]
}

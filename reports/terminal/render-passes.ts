import type { Dossier, DossierExecution } from '#domain/dossier.ts'
import { isPassing } from '#domain/verdict.ts'
import { measurementSummary } from './describe-expectation.ts'
import { type EvidencePlace, rowLines } from './render-rows.ts'
import { cutTo, type Line, line, type Screen, type Span, span } from './text/lay-out.ts'
import { verdictLook } from './text/tone.ts'
import { widthOf } from './text/width-of.ts'

/** Passes that are listed one by one unless everything is asked for. */
const listed = 1000

/** Passed executions: cases one line each with value and margin, then the precursors. */
export const passLines = (
  dossier: Dossier,
  options: Screen & EvidencePlace & { readonly verbose?: boolean },
): readonly (readonly Line[])[] => {
  const all = [...dossier.precursors, ...dossier.executions]
  const passed = all.filter((execution) => isPassing(execution.verdict))
  const shown = options.verbose ? passed : passed.slice(0, listed)
  const idWidth = Math.min(28, Math.max(0, ...shown.map(({ id }) => widthOf(id))))
  const left = passed.length - shown.length
  const lines = shown.flatMap((execution) => [
    ...passLine(execution, idWidth, options),
    ...(options.verbose
      ? execution.steps.flatMap((row) => rowLines(execution, row, { ...options, all: true }))
      : []),
  ])
  const more =
    left > 0
      ? [
          line(
            2,
            span(`and ${left} more that passed (lvv show ${dossier.run.id} --verbose)`, 'dim'),
          ),
        ]
      : []
  return lines.length === 0 ? [] : [[line(0, span('passed', 'strong')), ...lines, ...more]]
}

/** Narrowest title worth showing beside a value. */
const leastTitle = 12

const passLine = (
  execution: DossierExecution,
  idWidth: number,
  screen: Screen,
): readonly Line[] => {
  const look = verdictLook[execution.verdict]
  const id = execution.id.padEnd(execution.id.length + Math.max(0, idWidth - widthOf(execution.id)))
  const facts = [...values(execution), ...remarks(execution)]
  const factsWidth = facts.reduce((sum, text) => sum + 2 + widthOf(text), 0)
  const used = 2 + 2 + widthOf(id) + 2
  const room = screen.columns - used - factsWidth
  const isOneLine = room >= leastTitle || facts.length === 0
  const title = cutTo(
    execution.title,
    isOneLine ? Math.max(room, leastTitle) : screen.columns - used,
    screen.unicode,
  )
  const tone = execution.role === 'precursor' ? 'dim' : undefined
  const spans: readonly Span[] = [
    span(look.mark, look.tone),
    span(` ${id}  `, tone),
    span(title, tone),
  ]
  const factSpans = facts.map((text) => ({ text: `  ${text}`, keep: true }))
  if (isOneLine) return [line(2, ...spans, ...factSpans)]
  const second = facts.flatMap((text, index) => [
    ...(index === 0 ? [] : ['  ']),
    { text, keep: true },
  ])
  return [line(2, ...spans), line(6, ...second)]
}

const values = (execution: DossierExecution): readonly string[] =>
  execution.steps
    .flatMap((row) => row.expectations)
    .filter((one) => one.kind === 'measure' && one.value !== undefined)
    .map(measurementSummary)

/** What a reader must know beside a pass: earlier attempts, retries, another run's result. */
const remarks = (execution: DossierExecution): readonly string[] => {
  const earlier = execution.earlierAttempts.map((attempt) => attempt.verdict)
  const retried = execution.steps.filter((row) => row.attempts > 1)
  const from = execution.sharedFrom
  return [
    ...(execution.verdict === 'pass-with-deviation' ? ['with deviation'] : []),
    ...(earlier.length > 0 ? [`attempt ${execution.attempt}, before: ${earlier.join(', ')}`] : []),
    ...retried.map((row) => `${row.id} took ${row.attempts} tries`),
    ...(from === undefined ? [] : [`result of run ${from.run} ${from.execution}`]),
  ]
}

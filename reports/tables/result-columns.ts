import type { ElementTrace, RequirementTrace, TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { listCell } from './report-table.ts'

/**
 * Columns that carry results beside requirements and elements in tables and ReqIF. Their names begin with `LVV`: a reader
 * of requirements leaves them out, since a result is never imported as a requirement.
 */
export const resultColumns = [
  'LVV Coverage',
  'LVV Rehearsal (no credit)',
  'LVV Flags',
  'LVV Release',
  'LVV Cases',
  'LVV Results',
  'LVV Why',
] as const

/** Values of the result columns, by name. */
export type ResultValues = { readonly [column in (typeof resultColumns)[number]]: string }

/** Results of every requirement and element, by key. */
export const resultValues = (trace: TraceDossier): ReadonlyMap<string, ResultValues> => {
  const release = trace.asOf.release ?? ''
  return new Map<string, ResultValues>([
    ...trace.requirements.map((one) => [one.id, { ...folded(one, release), ...none }] as const),
    ...trace.elements.map(
      (one) =>
        [
          one.key,
          {
            ...folded(one, release),
            'LVV Results': listCell(one.cells.flatMap(({ taken }) => taken ?? [])),
            'LVV Why': one.why,
          },
        ] as const,
    ),
  ])
}

const none = { 'LVV Results': '', 'LVV Why': '' } as const

const folded = (one: RequirementTrace | ElementTrace, release: string) => ({
  'LVV Coverage': one.coverage,
  'LVV Rehearsal (no credit)': one.rehearsal,
  'LVV Flags': listCell(one.flags),
  'LVV Release': release,
  'LVV Cases': listCell(one.cases),
})

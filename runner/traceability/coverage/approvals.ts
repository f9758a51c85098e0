import type { ElementKey } from '#domain/keys.ts'
import type { TraceDossier } from '#domain/tracing/trace-dossier.ts'
import { compareKeys } from '#traceability/compare-keys.ts'
import type { TraceIndex } from '#traceability/trace-index.ts'

/** A waiver or deviation holds to the end of its last day. */
export const isInForce = ({ expires }: { readonly expires: string }, today: string): boolean =>
  today <= expires

/** Elements with a waiver for the release that is asked for, not expired. */
export const waivedElements = ({
  input,
  lenses,
}: Pick<TraceIndex, 'input' | 'lenses'>): ReadonlySet<ElementKey> =>
  new Set(
    input.requirements.waivers
      .filter((one) => one.release === lenses.credit.release && isInForce(one, input.today))
      .map(({ element }) => element),
  )

/** All waivers and deviations, ordered, each with whether it is in force on the day. */
export const traceApprovals = ({
  input: { requirements, today },
}: Pick<TraceIndex, 'input'>): Pick<TraceDossier, 'waivers' | 'deviations'> => ({
  waivers: requirements.waivers
    .map((one) => ({ ...one, inForce: isInForce(one, today) }))
    .sort((a, b) => compareKeys(a.element, b.element) || byExpiry(a, b)),
  deviations: requirements.deviations
    .map((one) => ({ ...one, inForce: isInForce(one, today) }))
    .sort(
      (a, b) =>
        compareKeys(a.requirement, b.requirement) ||
        compareKeys(a.parameter, b.parameter) ||
        byExpiry(a, b),
    ),
})

interface Approval {
  readonly expires: string
  readonly release: string
  readonly jira: string
}

const byExpiry = (a: Approval, b: Approval): number =>
  compareKeys(a.expires, b.expires) ||
  compareKeys(a.release, b.release) ||
  compareKeys(a.jira, b.jira)

import type { ElementKey } from '#domain/keys.ts'
import type { ExecutionState } from '#domain/ledger-event.ts'
import type { ElementResult } from './cover-element.ts'
import type { DossierInput } from './dossier-input.ts'

/** What every attempt of every execution of the run says of each element, by element, in the order of the plan. */
export const elementResults = (
  input: DossierInput,
): ReadonlyMap<ElementKey, readonly ElementResult[]> => {
  const states = new Map(input.executions.map((state) => [state.execution, state]))
  const results = new Map<ElementKey, ElementResult[]>()
  for (const planned of input.graph.executions) {
    const definition = input.graph.definitions[planned.case]
    const state = states.get(planned.id)
    const attempts = [...(input.earlier.get(planned.id) ?? []), ...(state ? [state] : [])]
    for (const { element } of definition?.verifies ?? []) {
      const known = results.get(element) ?? []
      results.set(element, known)
      known.push({
        matrix: planned.matrix,
        live: definition?.status !== 'Deprecated',
        attempts: attempts.map((attempt) => describeAttempt(element, attempt)),
      })
    }
  }
  return results
}

/** An element that an attempt does not mention was reached by none of its rows. */
const describeAttempt = (element: ElementKey, attempt: ExecutionState) => ({
  verdict:
    attempt.elements[element] ?? (attempt.state === 'running' ? 'in-progress' : 'not-executed'),
  creditable: attempt.creditable,
})

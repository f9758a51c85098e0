import { canonicalText } from '#domain/content-hash.ts'
import type { Dossier, DossierExecution } from '#domain/dossier.ts'

/** Executions of two runs that ask the same question, and those that only one of the runs has. */
export interface MatchedExecutions {
  /** Earlier and later execution, in the order of the later run. */
  readonly pairs: readonly (readonly [DossierExecution, DossierExecution])[]
  readonly added: readonly DossierExecution[]
  readonly removed: readonly DossierExecution[]
}

/**
 * Pairs executions by case, role and matrix cell. The identity of a precursor's execution holds its fingerprint,
 * which changes with the software: precursors called more than once are paired in the order of the plan.
 */
export const matchExecutions = (before: Dossier, after: Dossier): MatchedExecutions => {
  const old = byQuestion(before)
  const now = byQuestion(after)
  const pairs: (readonly [DossierExecution, DossierExecution])[] = []
  const added: DossierExecution[] = []
  for (const [question, execution] of now) {
    const counterpart = old.get(question)
    if (counterpart === undefined) added.push(execution)
    else pairs.push([counterpart, execution])
  }
  const removed = [...old].filter(([question]) => !now.has(question)).map(([, one]) => one)
  return { pairs, added, removed }
}

const byQuestion = (dossier: Dossier): ReadonlyMap<string, DossierExecution> => {
  const seen = new Map<string, number>()
  return new Map(
    [...dossier.executions, ...dossier.precursors].map((execution) => {
      const question = `${execution.case} ${execution.role} ${canonicalText(execution.matrix)}`
      const count = (seen.get(question) ?? 0) + 1
      seen.set(question, count)
      return [`${question} ${count}`, execution]
    }),
  )
}

import type { Catalog } from '#catalog/catalog.ts'
import type { CaseHead } from '#domain/tracing/case-head.ts'
import { caseHead } from '#domain/tracing/make-case-head.ts'

/** Makes the heads of cases when they are first asked for. */
export const headsOf = (cases: Catalog['cases']): (() => readonly CaseHead[]) => {
  let made: readonly CaseHead[] | undefined
  return () => {
    made ??= [...cases.values()].map((item) => caseHead(item, (key) => cases.get(key)))
    return made
  }
}

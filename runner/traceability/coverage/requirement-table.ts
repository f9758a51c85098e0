import type { Coverage } from '#domain/tracing/coverage.ts'

interface Rule {
  readonly coverage: Coverage
  readonly when: (elements: readonly Coverage[]) => boolean
}

const any =
  (...wanted: readonly Coverage[]) =>
  (elements: readonly Coverage[]): boolean =>
    elements.some((one) => wanted.includes(one))
const all =
  (wanted: Coverage) =>
  (elements: readonly Coverage[]): boolean =>
    elements.every((one) => one === wanted)

/** Coverage of a requirement by that of its elements; the first rule that holds. */
const table: readonly Rule[] = [
  { coverage: 'with-failures', when: any('with-failures') },
  // Without any element, too: nothing covers it.
  { coverage: 'not-covered', when: all('not-covered') },
  { coverage: 'fully-verified', when: all('fully-verified') },
  { coverage: 'partially-verified', when: any('fully-verified', 'partially-verified') },
  { coverage: 'not-verified', when: () => true },
]

/** Folds the coverage of elements into that of their requirement. */
export const coverRequirement = (elements: readonly Coverage[]): Coverage =>
  table.find(({ when }) => when(elements))?.coverage ?? 'not-verified'

import type { DossierRequirement } from '#domain/dossier.ts'

/** What creditable results say of an element or a requirement. */
export type Coverage = DossierRequirement['coverage']

/**
 * Folds the coverage of elements into that of their requirement, first match wins: any failure; all fully; all
 * not covered; any verified at least partially; else not verified. `isComplete` false: other elements may exist
 * that are not known here, so nothing is fully verified.
 */
export const foldCoverage = (elements: readonly Coverage[], isComplete: boolean): Coverage => {
  if (elements.includes('with-failures')) return 'with-failures'
  if (elements.every((one) => one === 'not-covered')) return 'not-covered'
  if (isComplete && elements.every((one) => one === 'fully-verified')) return 'fully-verified'
  const isVerified = (one: Coverage) => one === 'fully-verified' || one === 'partially-verified'
  return elements.some(isVerified) ? 'partially-verified' : 'not-verified'
}

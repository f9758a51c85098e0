/** What creditable results say of an element, a requirement, a document; from best to worst. */
export type Coverage =
  | 'fully-verified'
  | 'partially-verified'
  | 'not-verified'
  | 'not-covered'
  | 'with-failures'

/** The order in which tables show them. */
export const coverages = [
  'fully-verified',
  'partially-verified',
  'with-failures',
  'not-verified',
  'not-covered',
] as const satisfies readonly Coverage[]

/** Shown beside a coverage; never improves it. */
export type CoverageFlag =
  /** Results exist that earn no credit. */
  | 'rehearsed'
  | 'outdated'
  | 'suspect'
  | 'earlier-release'
  | 'waived'
  | 'deviation'
  | 'blocked'
  | 'manual-pending'
  | 'unreviewed'
  | 'rejected'
  | 'no-element'
  /** A failure was followed by a pass while nothing else changed, and nobody explained it. */
  | 'rerun-unexplained'
  | 'unstable'
  /** A condition of a threshold was unstated or unmet. */
  | 'conditions'
  /** Passed at a stage farther from the real system than the element asks for. */
  | 'stage'
  /** A cell that the element covers has no pass. */
  | 'cells'
  /** `verifiedIn` names an element that is not held, or verifiedIn goes in a circle. */
  | 'verified-in'
  | 'descoped'

/** How many of what have which coverage. */
export interface CoverageCount {
  /** Live ones: the five coverages add up to it. */
  readonly total: number
  readonly byCoverage: { readonly [coverage in Coverage]: number }
  /** Live ones not verified in any way that passed where no credit is earned. */
  readonly rehearsed: number
  readonly outdated: number
  readonly waived: number
}

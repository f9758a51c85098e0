import type { Coverage, CoverageCount, CoverageFlag } from '#domain/tracing/coverage.ts'

/** What is counted: a requirement or an element. */
export interface Counted {
  readonly coverage: Coverage
  readonly rehearsal: Coverage
  readonly flags: readonly CoverageFlag[]
}

/** Verified, fully or in part. */
export const isVerified = (coverage: Coverage): boolean =>
  coverage === 'fully-verified' || coverage === 'partially-verified'

/** How many have which coverage; the caller gives only live ones. */
export const countCoverage = (items: Iterable<Counted>): CoverageCount => {
  const byCoverage = {
    'fully-verified': 0,
    'partially-verified': 0,
    'not-verified': 0,
    'not-covered': 0,
    'with-failures': 0,
  }
  let total = 0
  let rehearsed = 0
  let outdated = 0
  let waived = 0
  for (const { coverage, rehearsal, flags } of items) {
    total++
    byCoverage[coverage]++
    if (!isVerified(coverage) && coverage !== 'with-failures' && isVerified(rehearsal)) rehearsed++
    if (flags.includes('outdated')) outdated++
    if (flags.includes('waived')) waived++
  }
  return { total, byCoverage, rehearsed, outdated, waived }
}

import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { Tone } from '#reports/terminal/text/tone.ts'

/** Mark, word and colour of a coverage. */
export const coverageLook: {
  readonly [coverage in Coverage]: {
    readonly tone: Tone
    readonly mark: string
    readonly word: string
  }
} = {
  'fully-verified': { tone: 'good', mark: '✓', word: 'fully verified' },
  'partially-verified': { tone: 'info', mark: '◐', word: 'partially verified' },
  'with-failures': { tone: 'bad', mark: '✗', word: 'with failures' },
  'not-verified': { tone: 'dim', mark: '○', word: 'not verified' },
  'not-covered': { tone: 'warn', mark: '–', word: 'not covered' },
}

/** What a flag says, in a few words. */
export const flagWords: { readonly [flag in CoverageFlag]: string } = {
  rehearsed: 'rehearsed',
  outdated: 'outdated',
  suspect: 'suspect',
  'earlier-release': 'earlier release',
  waived: 'waived',
  deviation: 'with deviation',
  blocked: 'blocked since',
  'manual-pending': 'manual pending',
  unreviewed: 'unreviewed',
  rejected: 'rejected in review',
  'no-element': 'no element',
  'rerun-unexplained': 'failure replaced without explanation',
  unstable: 'unstable',
  conditions: 'conditions not shown',
  stage: 'stage too low',
  cells: 'cells missing',
  'verified-in': 'verified elsewhere, not held',
  descoped: 'descoped',
}

import type { GapKind } from '#domain/tracing/gap.ts'

/** What a kind of gap is called in a count: `11 requirements without a parent`. */
export const gapWords: { readonly [kind in GapKind]: string } = {
  'parent-unanswered': 'parents that no live requirement answers',
  'no-parent': 'live requirements without a parent',
  'no-element': 'live requirements without a verification element',
  'no-case': 'live requirements without a case',
  'element-without-case': 'elements without a live case',
  'case-verifies-nothing': 'cases that verify nothing',
  'unknown-key': 'keys that do not exist',
  'descoped-tested': 'descoped requirements that are still tested',
  'threshold-unmeasured': 'thresholds that no case measures',
  'element-older': 'elements older than their requirement',
  'parent-cycle': 'requirements that are their own ancestors',
  'verified-in-missing': 'elements verified in one that is not held',
  'verified-in-cycle': 'elements that verify each other in a circle',
  'status-differs': 'elements whose Jira status differs from their coverage',
  'method-differs': 'elements whose planned method differs from their cases',
  'waiver-expired': 'waivers that have expired',
  'deviation-expired': 'deviations that have expired',
}

import type { Coverage, CoverageFlag } from '#domain/tracing/coverage.ts'
import type { GapKind } from '#domain/tracing/gap.ts'
import type { Verdict } from '#domain/verdict.ts'

/** Words of every coverage. */
export const coverageWords: { readonly [coverage in Coverage]: string } = {
  'fully-verified': 'Fully verified',
  'partially-verified': 'Partially verified',
  'with-failures': 'With failures',
  'not-verified': 'Not verified',
  'not-covered': 'Not covered',
}

/** The same fold over results that earn no credit: words that nobody takes for a verification. */
export const rehearsalWords: { readonly [coverage in Coverage]: string } = {
  'fully-verified': 'Rehearsed in full',
  'partially-verified': 'Rehearsed in part',
  'with-failures': 'Rehearsed, failing',
  'not-verified': 'Not rehearsed',
  'not-covered': 'Not rehearsed',
}

/** What the requirements below say together: `Below: partially verified`. */
export const belowWords = ({
  coverage,
  rehearsal,
}: {
  readonly coverage: Coverage
  readonly rehearsal: Coverage
}): string => {
  const rehearsed =
    rehearsal === 'not-verified' || rehearsal === 'not-covered'
      ? ''
      : `, ${rehearsalWords[rehearsal].toLowerCase()}`
  return `Below: ${coverageWords[coverage].toLowerCase()}${rehearsed}`
}

/** Words of every verdict. */
export const verdictWords: { readonly [verdict in Verdict]: string } = {
  pass: 'Pass',
  'pass-with-deviation': 'Pass with deviation',
  fail: 'Fail',
  blocked: 'Blocked',
  'not-executed': 'Not executed',
  'in-progress': 'In progress',
}

/** Words of every flag, and what it means in one sentence. */
export const flagWords: {
  readonly [flag in CoverageFlag]: readonly [word: string, meaning: string]
} = {
  rehearsed: ['rehearsed', 'Results exist that earn no credit.'],
  outdated: [
    'outdated',
    'A requirement, parameter, element, case or step changed since it was judged.',
  ],
  suspect: ['suspect', 'The element was written before the last change of its requirement.'],
  'earlier-release': ['earlier release', 'It passed at an earlier release only.'],
  waived: ['waived', 'An approved acceptance stands beside the coverage and does not improve it.'],
  deviation: ['deviation', 'A failure lies within an approved relaxation of its limit.'],
  blocked: ['blocked', 'The newest attempt could not be judged.'],
  'manual-pending': ['manual pending', 'A manual or report row waits for its record.'],
  unreviewed: ['unreviewed', 'Nobody but the executor looked at the run.'],
  rejected: ['rejected', 'A reviewer rejected the run.'],
  'no-element': [
    'no element',
    'No verification element states the requirement; where a case names it, one was made for it.',
  ],
  'rerun-unexplained': ['rerun unexplained', 'A pass followed a failure, and nobody recorded why.'],
  unstable: ['unstable', 'The verdict changed while nothing else did.'],
  conditions: ['conditions', 'A condition of a threshold was not stated or not met.'],
  stage: ['stage', 'It passed farther from the real system than the element asks for.'],
  cells: ['cells', 'A cell that the element covers has no pass.'],
  'verified-in': [
    'verified in',
    'An element that stands for it is not held, or they stand for each other.',
  ],
  descoped: ['descoped', 'The requirement was taken out of scope.'],
}

/** Headings of the gaps, and what each means in one sentence. */
export const gapWords: { readonly [kind in GapKind]: readonly [word: string, meaning: string] } = {
  'parent-unanswered': ['Parents without an answer', 'No live requirement below answers them.'],
  'no-parent': ['Requirements without a parent', 'Live requirements that nothing above asks for.'],
  'no-element': [
    'Requirements without an element',
    'Live requirements that no verification element states.',
  ],
  'no-case': ['Requirements without a case', 'Live requirements that no live case verifies.'],
  'element-without-case': [
    'Elements without a case',
    'No live case names them, and no other element stands for them.',
  ],
  'case-verifies-nothing': ['Cases that verify nothing', 'Live cases that name no element.'],
  'unknown-key': ['Unknown keys', 'Keys that are named and do not exist.'],
  'descoped-tested': [
    'Descoped and still tested',
    'Live cases verify requirements that are out of scope.',
  ],
  'threshold-unmeasured': [
    'Thresholds that nobody measures',
    'Thresholds of live requirements that no live case judges.',
  ],
  'element-older': [
    'Elements older than their requirement',
    'Written before the last change of the requirement.',
  ],
  'parent-cycle': ['Circles of parents', 'Requirements that are their own ancestors.'],
  'verified-in-missing': [
    'Stand-ins that are missing',
    'Elements are said to be verified in others that are not held.',
  ],
  'verified-in-cycle': ['Stand-ins in a circle', 'Elements are said to be verified in each other.'],
  'status-differs': [
    'Status in Jira and coverage disagree',
    'What was set by hand is not what results say.',
  ],
  'method-differs': [
    'Methods disagree',
    'The planned method of an element is not the method of its cases.',
  ],
  'waiver-expired': ['Waivers that expired', 'Their last day has passed.'],
  'deviation-expired': ['Deviations that expired', 'Their last day has passed.'],
}

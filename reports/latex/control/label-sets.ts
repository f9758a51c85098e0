import type { Coverage } from '#domain/tracing/coverage.ts'
import type { LabelSet } from '#reports/latex/latex-options.ts'

/** One coverage label of a control document. */
export interface CoverageLabel {
  readonly name: string
  /** Name of the LaTeX label of the paragraph that explains it. */
  readonly label: string
  /** Coverages that are shown under it. */
  readonly of: readonly Coverage[]
  /** What it means. */
  readonly meaning: string
}

/**
 * The labels of each set, as tables show them. With three labels a coverage with failures is `Not Verified`: a
 * failure then never moves anything to a better label.
 */
export const labelSets: { readonly [set in LabelSet]: readonly CoverageLabel[] } = {
  '3.0': [
    {
      name: 'Fully Verified',
      label: 'sec:fullyverified',
      of: ['fully-verified'],
      meaning:
        'Every test case and every matrix cell that is asked for passed, with or without an approved deviation, at the stage that the element needs.',
    },
    {
      name: 'Partially Verified',
      label: 'sec:partiallyverified',
      of: ['partially-verified'],
      meaning:
        'At least one test case or matrix cell passed, none failed, and some are still to be executed.',
    },
    {
      name: 'With Failures',
      label: 'sec:withfaulres',
      of: ['with-failures'],
      meaning: 'The last judged execution of at least one test case or matrix cell failed.',
    },
    {
      name: 'Not Verified',
      label: 'sec:notverified',
      of: ['not-verified'],
      meaning: 'There are test cases, but none of them has a result that earns credit.',
    },
    {
      name: 'Not Covered',
      label: 'sec:notcovered',
      of: ['not-covered'],
      meaning: 'There is no live test case, and no other element in which it is verified.',
    },
  ],
  '3.1': [
    {
      name: 'Verified',
      label: 'sec:verified',
      of: ['fully-verified'],
      meaning:
        'Every test case and every matrix cell that is asked for passed, with or without an approved deviation, at the stage that the element needs.',
    },
    {
      name: 'In Verification',
      label: 'sec:inverification',
      of: ['partially-verified'],
      meaning:
        'At least one test case or matrix cell passed, none failed, and some are still to be executed.',
    },
    {
      name: 'Not Verified',
      label: 'sec:notverified',
      of: ['with-failures', 'not-verified', 'not-covered'],
      meaning:
        'Nothing passed yet, or the last judged execution of at least one test case or matrix cell failed, or there is no live test case.',
    },
  ],
}

/** The label under which a coverage is shown. */
export const labelOf = (set: LabelSet, coverage: Coverage): CoverageLabel => {
  const label = labelSets[set].find(({ of }) => of.includes(coverage))
  if (!label) throw new TypeError(`label set ${set} has no label for ${coverage}`)
  return label
}

import { diffSets, type SetDifference } from '#interchange/diff/diff-sets.ts'
import type { Findings, Place } from '#interchange/findings.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import { completeSet } from './complete-set.ts'
import { keepDecided } from './keep-decided.ts'
import { markChanged } from './mark-changed.ts'
import { mergeSets, type ReadSet } from './merge-sets.ts'
import { placeRequirements } from './place-requirements.ts'

/** What was read, and onto what it is imported. */
export interface ImportSources {
  readonly sources: readonly ReadSet[]
  readonly held: RequirementSet
  /** `--document`. */
  readonly document?: string
  readonly findings: Findings
  readonly origins: ReadonlyMap<string, Place>
}

/** Puts sources together, places what they do not place, and compares the whole with what is held. */
export const prepareImport = ({
  sources,
  held,
  document,
  findings,
  origins,
}: ImportSources): SetDifference => {
  const merged = mergeSets(sources, findings)
  const placed = placeRequirements(merged, {
    held,
    findings,
    origins,
    ...(document !== undefined && { document }),
  })
  const decided = keepDecided(placed, { held, findings, origins })
  const after = completeSet(decided, held, { findings, origins })
  return diffSets(held, markChanged(held, after, diffSets(held, after)))
}

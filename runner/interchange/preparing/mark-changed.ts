import type { RecordDifference, SetDifference } from '#interchange/diff/diff-sets.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'

/** What people note beside a parameter: it says nothing else than before. */
const remarks = new Set(['decidedBy', 'note', 'estimate', 'boundary', 'limit'])

/**
 * Sets `changed` of every requirement that the new release of its document changed, itself or in a parameter. A
 * correction within the release that is held, and a document that was not held, change nothing so.
 */
export const markChanged = (
  held: RequirementSet,
  after: RequirementSet,
  { differences }: SetDifference,
): RequirementSet => {
  const before = new Map(held.documents.map((item) => [item.document, item.release]))
  const released = new Map(
    after.documents.flatMap(({ document, release }) =>
      release !== undefined && before.has(document) && before.get(document) !== release
        ? [[document, release] as const]
        : [],
    ),
  )
  if (released.size === 0) return after
  const touched = new Set(differences.filter(isOfStatement).map(({ key }) => key.split('/')[0]))
  return {
    ...after,
    requirements: after.requirements.map((item) => {
      const release = released.get(item.document ?? '')
      if (release === undefined || item.changed !== undefined || !touched.has(item.id)) return item
      return { ...item, changed: release }
    }),
  }
}

const isOfStatement = ({ what, kind, fields }: RecordDifference): boolean => {
  if (what !== 'requirement' && what !== 'parameter') return false
  return kind !== 'changed' || fields.some(({ field }) => !remarks.has(field))
}

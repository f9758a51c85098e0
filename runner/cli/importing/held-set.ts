import { createFindings, type Place } from '#interchange/findings.ts'
import { mergeSets } from '#interchange/preparing/merge-sets.ts'
import type { ReadingContext } from '#interchange/records/row.ts'
import type { RequirementSet } from '#interchange/requirement-set.ts'
import type { FileTexts } from '#interchange/yaml/apply-set.ts'
import { readYaml } from '#interchange/yaml/read-yaml.ts'

/** What the files of `requirements/` say now, whatever else is wrong with them. */
export const heldSet = (files: FileTexts): RequirementSet => {
  const findings = createFindings()
  const context: ReadingContext = {
    findings,
    isUnit: () => true,
    origins: new Map<string, Place>(),
    mend: false,
  }
  const sets = [...files].map(([file, text]) => ({ file, set: readYaml(text, file, context) }))
  return mergeSets(sets, findings)
}

import type { RequirementIndex } from '#catalog/requirements/requirement-index.ts'
import type { ElementKey } from '#domain/keys.ts'

/** Name of the threshold that elements of the case own under the name of a measure: `DMS-REQ-0356/lvQueryTime`. */
export const thresholdOf = (
  index: RequirementIndex,
  verified: Iterable<ElementKey>,
  measure: string,
): string | undefined => {
  for (const key of verified) {
    const element = index.all.elements.get(key)
    if (element === undefined || !element.parameters.includes(measure)) continue
    const parameter = index.parameter(element.requirement, measure)
    if (parameter?.role === 'threshold') return `${element.requirement}/${measure}`
  }
  return undefined
}

import type { NotApplicable } from './execution-graph.ts'

/** True for a selected case that has no script itself. */
export const isSelectedStub = ({ case: key, stubs = [] }: NotApplicable): boolean =>
  stubs.includes(key)

/** Why a selected case is not executed, for a reader: `needs env.portal`, `stub`, `calls the stub LVV-T901`. */
export const reasonNotApplicable = (item: NotApplicable): string => {
  const { missing, stubs = [] } = item
  const reasons = [
    ...(isSelectedStub(item) ? ['stub'] : []),
    ...(missing.length > 0 ? [`needs ${missing.join(', ')}`] : []),
    ...callsText(stubs.filter((key) => key !== item.case)),
  ]
  return reasons.join('; ')
}

const callsText = (stubs: readonly string[]): readonly string[] =>
  stubs.length === 0 ? [] : [`calls the stub${stubs.length > 1 ? 's' : ''} ${stubs.join(', ')}`]

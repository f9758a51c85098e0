import type { ElementKey } from '#domain/keys.ts'
import type { CoverageFlag } from '#domain/tracing/coverage.ts'
import type { ElementTrace } from '#domain/tracing/trace-dossier.ts'
import { strongComponents } from '#traceability/flow-down/strong-components.ts'
import { isSuspect } from '#traceability/outdated/is-suspect.ts'
import type { Result } from '#traceability/results/result.ts'
import type { IndexedElement, TraceIndex } from '#traceability/trace-index.ts'
import { waivedElements } from './approvals.ts'
import { flagsFromElsewhere, orderFlags } from './element-flags.ts'
import { lookAtElement } from './element-part.ts'
import { explainCoverage } from './explain-coverage.ts'
import { type FoldedElement, foldElement } from './fold-element.ts'
import { traceCells } from './trace-cells.ts'

interface CoveredElement {
  readonly trace: ElementTrace
  readonly credit: FoldedElement
  readonly rehearsal: FoldedElement
}

/** Elements in the order in which they can be folded (what an element is verified in comes first), and their circles. */
export const orderElements = (
  elements: TraceIndex['elements'],
): {
  readonly order: readonly ElementKey[]
  /** Circle of every element that is in one; elements of one circle have the same. */
  readonly circleOf: ReadonlyMap<ElementKey, readonly ElementKey[]>
} => {
  const next = (key: ElementKey) =>
    (elements.get(key)?.element.verifiedIn ?? []).filter((one) => elements.has(one))
  const groups = strongComponents(elements.keys(), next)
  const circleOf = new Map<ElementKey, readonly ElementKey[]>()
  for (const group of groups) {
    const isCircle = group.length > 1 || group.some((key) => next(key).includes(key))
    if (isCircle) for (const key of group) circleOf.set(key, group)
  }
  return { order: groups.flat(), circleOf }
}

/** Coverage, rehearsal, flags and cells of every element, in the order of keys. */
export const coverElements = (index: TraceIndex): readonly ElementTrace[] => {
  const { order, circleOf } = orderElements(index.elements)
  const waived = waivedElements(index)
  const covered = new Map<ElementKey, CoveredElement>()
  for (const key of order) {
    const indexed = index.elements.get(key)
    if (indexed === undefined) continue
    const elsewhere = indexed.element.verifiedIn.map((one) => {
      const own = circleOf.get(key)
      return own !== undefined && own === circleOf.get(one) ? undefined : covered.get(one)
    })
    covered.set(key, coverOne(index, indexed, { elsewhere, isWaived: waived.has(key) }))
  }
  return [...index.elements.keys()].flatMap((key) => covered.get(key)?.trace ?? [])
}

interface Around {
  /** Undefined for what is not held or leads in a circle. */
  readonly elsewhere: readonly (CoveredElement | undefined)[]
  readonly isWaived: boolean
}

const coverOne = (index: TraceIndex, indexed: IndexedElement, around: Around): CoveredElement => {
  const { element } = indexed
  const own = {
    credit: lookAtElement(index, indexed, index.lenses.credit),
    rehearsal: lookAtElement(index, indexed, index.lenses.rehearsal),
  }
  const fold = (lens: 'credit' | 'rehearsal') =>
    foldElement({
      element,
      part: own[lens],
      elsewhere: around.elsewhere.map((one) => one?.[lens]),
      asksStage: lens === 'credit',
    })
  const credit = fold('credit')
  const rehearsal = fold('rehearsal')
  const cells = traceCells(own.credit, own.rehearsal, {
    element: element.key,
    ...(element.stage === undefined ? {} : { stage: element.stage }),
    isOutdated: (result) => isOutdated(index, result, element.key),
  })
  const flags = orderFlags([
    ...cells.flatMap((cell) => cell.flags),
    ...around.elsewhere.flatMap((one) => inherited(one?.trace)),
    ...ownFlags(indexed, around, credit),
  ])
  const trace: ElementTrace = {
    ...headOf(element),
    implicit: indexed.implicit,
    cases: indexed.cases.map((head) => head.key),
    coverage: credit.coverage,
    rehearsal: rehearsal.coverage,
    flags,
    why: explainCoverage({
      coverage: credit.coverage,
      flags,
      cells,
      verifiedIn: element.verifiedIn,
      release: index.lenses.credit.release || undefined,
    }),
    cells,
  }
  return { trace, credit, rehearsal }
}

const inherited = (trace: ElementTrace | undefined): readonly CoverageFlag[] =>
  trace === undefined ? [] : trace.flags.filter((flag) => flagsFromElsewhere.has(flag))

const ownFlags = (
  { element, requirement, implicit }: IndexedElement,
  { elsewhere, isWaived }: Around,
  { facts }: FoldedElement,
): readonly CoverageFlag[] => {
  const hasPassed = facts.verdicts.some((verdict) => verdict?.startsWith('pass'))
  return [
    ...when('verified-in', elsewhere.includes(undefined)),
    ...when('cells', hasPassed && !facts.everyCell),
    ...when('stage', !facts.atStage),
    ...when('waived', isWaived),
    ...when('no-element', implicit),
    ...when('descoped', requirement?.status === 'descoped'),
    ...when('suspect', isSuspect(element, requirement)),
  ]
}

const when = (flag: CoverageFlag, holds: boolean): readonly CoverageFlag[] => (holds ? [flag] : [])

const isOutdated = (index: TraceIndex, result: Result, key: ElementKey): boolean => {
  const changed = index.changes.get(result.id)
  if (changed === undefined) return false
  const head = index.elements.get(key)?.cases.find((one) => one.key === result.outcome.case)
  return changed.some((change) => head === undefined || index.concerns(change, key, head))
}

const headOf = ({
  key,
  document,
  requirement,
  title,
  parameters,
  method,
  stage,
  covers,
  verifiedIn,
  jiraStatus,
}: IndexedElement['element']): Pick<
  ElementTrace,
  'key' | 'document' | 'requirement' | 'title' | 'parameters' | 'covers' | 'verifiedIn'
> => ({
  key,
  document,
  requirement,
  title,
  parameters,
  ...(method === undefined ? {} : { method }),
  ...(stage === undefined ? {} : { stage }),
  covers,
  verifiedIn,
  ...(jiraStatus === undefined ? {} : { jiraStatus }),
})

import type { Stage, VerificationElement } from '#domain/requirement.ts'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type { Verdict } from '#domain/verdict.ts'
import { coversEveryCell } from './covers-every-cell.ts'
import type { ElementPart, Unit } from './element-part.ts'
import { coverElement, type ElementFacts } from './element-table.ts'
import { hasPassed } from './look-at-cells.ts'
import { isNearEnough, stages } from './stages.ts'

/** Coverage of an element in which another one is verified, with the farthest stage that it rests on. */
export interface FoldedElement {
  readonly coverage: Coverage
  readonly facts: ElementFacts
  /** Farthest from the real system of all that passed; absent when nothing did. */
  readonly farthest?: Stage
}

/** What is folded: the cells of its own cases, and the elements it is verified in (undefined: not to be counted). */
export interface ElementInput {
  readonly element: Pick<VerificationElement, 'key' | 'stage' | 'covers'>
  readonly part: ElementPart
  readonly elsewhere: readonly (FoldedElement | undefined)[]
  /** Rehearsals are folded without asking for their stage. */
  readonly asksStage: boolean
}

/** Folds one element; an element in which it is verified counts as one of its cases. */
export const foldElement = (input: ElementInput): FoldedElement => {
  const { element, part, elsewhere } = input
  const passed = part.units.flatMap(({ view }) => (view && hasPassed(view) ? [view] : []))
  const farthest = farthestOf([
    ...passed.flatMap(({ taken }) => taken?.outcome.stage ?? []),
    ...elsewhere.flatMap((one) => one?.farthest ?? []),
  ])
  const facts: ElementFacts = {
    cases: part.cases,
    verifiedIn: elsewhere.length,
    verdicts: [...part.units.map(verdictOf), ...elsewhere.flatMap(verdictsOfCoverage)],
    everyCell: coversEveryCell(
      element.covers,
      passed.map(({ cell }) => cell.matrix),
    ),
    atStage: !input.asksStage || farthest === undefined || isNearEnough(farthest, element.stage),
    underConditions: passed.every(
      ({ taken }) => taken?.outcome.conditions?.[element.key] === undefined,
    ),
  }
  const coverage = coverElement(facts)
  return { coverage, facts, ...(farthest === undefined ? {} : { farthest }) }
}

const verdictOf = ({ view }: Unit): Verdict | undefined => view?.verdict

/** An element that is partly verified is like a case of which some cells passed. */
const verdictsOfCoverage = (
  folded: FoldedElement | undefined,
): readonly (Verdict | undefined)[] => {
  const coverage = folded?.coverage
  switch (coverage) {
    case 'with-failures':
      return ['fail']
    case 'fully-verified':
      return ['pass']
    case 'partially-verified':
      return ['pass', undefined]
    case 'not-verified':
    case 'not-covered':
    case undefined:
      return [undefined]
    default:
      return coverage satisfies never
  }
}

const farthestOf = (found: readonly Stage[]): Stage | undefined =>
  stages.find((stage) => found.includes(stage))

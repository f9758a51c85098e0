import { canonicalText } from '#domain/content-hash.ts'
import type { Coverage } from '#domain/tracing/coverage.ts'
import type {
  CaseTrace,
  ElementTrace,
  RequirementTrace,
  TraceDossier,
  TraceFrame,
} from '#domain/tracing/trace-dossier.ts'

/** What differs between two models, from the first to the second. */
export interface TraceDiff {
  readonly before: TraceFrame
  readonly after: TraceFrame
  readonly requirements: SetDiff
  readonly elements: SetDiff
  readonly cases: SetDiff
  /** Ids of results; one that is in both never changes but for what changed since, reviews and stability. */
  readonly results: SetDiff
  /** Requirements and elements whose coverage moved, by what the move means. */
  readonly newlyVerified: readonly CoverageMove[]
  readonly noLongerVerified: readonly CoverageMove[]
  readonly newlyFailing: readonly CoverageMove[]
  /** Moves that are none of these: between not covered, not verified and partially verified. */
  readonly otherMoves: readonly CoverageMove[]
  readonly newlyOutdated: readonly Marked[]
}

/** Keys that only one of two models has, and those that differ in both. */
export interface SetDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly RecordDiff[]
}

/** Which fields of a record differ. */
export interface RecordDiff {
  readonly key: string
  readonly fields: readonly string[]
}

/** What a move or a mark is about. */
export interface Marked {
  readonly kind: 'requirement' | 'element'
  readonly key: string
}

export interface CoverageMove extends Marked {
  /** Absent for what is new. */
  readonly from?: Coverage
  readonly to: Coverage
}

/** Compares two models: sets, records, coverage. What is folded from results is compared as coverage alone. */
export const diffTraces = (before: TraceDossier, after: TraceDossier): TraceDiff => {
  const covered = [
    ...pairsOf('requirement', before.requirements, after.requirements, ({ id }) => id),
    ...pairsOf('element', before.elements, after.elements, ({ key }) => key),
  ]
  const moves = covered.filter(({ was, is }) => was?.coverage !== is.coverage)
  const movesTo = (wanted: ReturnType<typeof meaningOf>) =>
    moves.filter((pair) => meaningOf(pair.was?.coverage, pair.is.coverage) === wanted).map(moveOf)
  return {
    before: before.asOf,
    after: after.asOf,
    requirements: diffSets(before.requirements, after.requirements, ({ id }) => id, statedFields),
    elements: diffSets(before.elements, after.elements, ({ key }) => key, claimedFields),
    cases: diffSets(before.cases, after.cases, ({ key }) => key, writtenFields),
    results: diffSets(before.results, after.results, ({ id }) => id, foundFields),
    newlyVerified: movesTo('verified'),
    noLongerVerified: movesTo('lost'),
    newlyFailing: movesTo('failing'),
    otherMoves: movesTo('other'),
    newlyOutdated: covered
      .filter(({ was, is }) => isOutdated(is) && !(was && isOutdated(was)))
      .map(({ kind, key }) => ({ kind, key })),
  }
}

const statedFields = [
  'document',
  'title',
  'priority',
  'status',
  'parents',
  'parameters',
] as const satisfies readonly (keyof RequirementTrace)[]
const claimedFields = [
  'document',
  'requirement',
  'title',
  'parameters',
  'method',
  'stage',
  'covers',
  'verifiedIn',
  'jiraStatus',
] as const satisfies readonly (keyof ElementTrace)[]
const writtenFields = [
  'kind',
  'title',
  'objective',
  'method',
  'status',
  'priority',
  'area',
  'tags',
  'verifies',
  'contentHash',
] as const satisfies readonly (keyof CaseTrace)[]
const foundFields = ['verdict', 'elements', 'explanation', 'changes', 'review', 'unstable'] as const

interface Covered {
  readonly coverage: Coverage
  readonly flags: readonly string[]
}

interface Pair extends Marked {
  readonly was?: Covered
  readonly is: Covered
}

const pairsOf = <T extends Covered>(
  kind: Marked['kind'],
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): readonly Pair[] => {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  return after.map((is) => {
    const key = keyOf(is)
    const was = old.get(key)
    return { kind, key, is, ...(was === undefined ? {} : { was }) }
  })
}

const meaningOf = (
  from: Coverage | undefined,
  to: Coverage,
): 'verified' | 'failing' | 'lost' | 'other' => {
  if (to === 'fully-verified') return 'verified'
  if (to === 'with-failures') return 'failing'
  return from === 'fully-verified' ? 'lost' : 'other'
}

const moveOf = ({ kind, key, was, is }: Pair): CoverageMove => ({
  kind,
  key,
  ...(was === undefined ? {} : { from: was.coverage }),
  to: is.coverage,
})

const isOutdated = ({ flags }: Covered): boolean => flags.includes('outdated')

const diffSets = <T extends object>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
  fields: readonly (keyof T & string)[],
): SetDiff => {
  const old = new Map(before.map((item) => [keyOf(item), item]))
  const now = new Set(after.map(keyOf))
  return {
    added: after.map(keyOf).filter((key) => !old.has(key)),
    removed: before.map(keyOf).filter((key) => !now.has(key)),
    changed: after.flatMap((item) => {
      const was = old.get(keyOf(item))
      if (was === undefined || was === item) return []
      const changed = fields.filter((field) => !isSame(was[field], item[field]))
      return changed.length === 0 ? [] : [{ key: keyOf(item), fields: changed }]
    }),
  }
}

const isSame = (one: unknown, other: unknown): boolean =>
  one === other ||
  canonicalText(one as Parameters<typeof canonicalText>[0]) ===
    canonicalText(other as Parameters<typeof canonicalText>[0])

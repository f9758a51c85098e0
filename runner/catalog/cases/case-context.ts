import type { ProblemList } from '#catalog/problem-list.ts'
import type { ValueType } from '#domain/value-type.ts'
import type { ScopeTypes } from '#language/types/check-expression.ts'
import type { UsesCollector } from './expressions/uses.ts'
import type { Knowledge } from './knowledge.ts'

/** One case while it is checked. */
export interface CaseContext {
  readonly list: ProblemList
  readonly known: Knowledge
  readonly uses: UsesCollector
}

/** A row that others may read. */
export interface ReadableRow {
  readonly id: string
  /** Type of its outputs. */
  readonly type: ValueType
  /** Source of its `when`: it may be skipped, and then it has no outputs. */
  readonly when?: string
}

/** What an expression may see at its place in a case. */
export interface ExpressionScope {
  readonly types: ScopeTypes
  /** Rows whose outputs exist here, by id. */
  readonly earlier: ReadonlyMap<string, ReadableRow>
  /** Ids of the rows that come after. */
  readonly later: ReadonlySet<string>
  /** Id of the row that the expression stands in. */
  readonly own?: string
  /** Sources of the `when` of the row and the expectation: they guard what is read. */
  readonly guards?: readonly string[]
  /** True in a teardown: rows that read an absent output are skipped there. */
  readonly skipsAbsent?: boolean
  /** Collects the ids of the rows that are read. */
  readonly reads: Set<string>
}

/** The same scope with more names. */
export const withTypes = (scope: ExpressionScope, types: ScopeTypes): ExpressionScope => ({
  ...scope,
  types: { ...scope.types, ...types },
})

import type { ASTNode } from '@marcbachmann/cel-js'
import type { ValueType } from '#domain/value-type.ts'
import { type LanguageProblem, problemAt } from '#language/language-problem.ts'
import {
  bytesType,
  celInt,
  durationType,
  insideOptional,
  membersOf,
  timestampType,
  typeType,
} from './cel-types.ts'

/** Types of the names that an expression may use; an absent name is unknown there. */
export interface ScopeTypes {
  readonly inputs?: ValueType
  readonly env?: ValueType
  readonly steps?: ValueType
  readonly matrix?: ValueType
  readonly run?: ValueType
  readonly params?: ValueType
  readonly result?: ValueType
  readonly item?: ValueType
  readonly cells?: ValueType
}

/** Types of the variables of the macros around a node. */
export type Bound = ReadonlyMap<string, ValueType>

/** What the checking of one expression shares. */
export interface CheckContext {
  readonly types: ScopeTypes
  readonly problems: LanguageProblem[]
  readonly infer: (node: ASTNode, bound: Bound) => ValueType
}

/** Notes a problem at a node. */
export const report = (
  { problems }: CheckContext,
  node: ASTNode,
  problem: { readonly code: string; readonly message: string; readonly hint?: string | undefined },
): void => {
  problems.push(problemAt({ offset: node.start, length: node.end - node.start }, problem))
}

/** What operators and functions tell types apart by. */
export type Kind =
  | 'any'
  | 'int'
  | 'number'
  | 'string'
  | 'boolean'
  | 'null'
  | 'list'
  | 'map'
  | 'timestamp'
  | 'duration'
  | 'bytes'
  | 'type'
  | 'optional'

/** The kind of a type that is no union. */
export const kindOf = (type: ValueType): Kind => {
  if (type === celInt) return 'int'
  if (type === timestampType) return 'timestamp'
  if (type === durationType) return 'duration'
  if (type === bytesType) return 'bytes'
  if (type === typeType) return 'type'
  if (insideOptional(type) !== undefined) return 'optional'
  switch (type.kind) {
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return 'list'
    case 'object':
    case 'map':
      return 'map'
    case 'named':
    case 'nullable':
      return kindOf(type.of)
    case 'union':
      return 'any'
    default:
      return type.kind
  }
}

/** True when a value of the type may be of one of the kinds; `number` stands for ints too. */
export const mayBe = (type: ValueType, kinds: readonly Kind[]): boolean =>
  membersOf(type).some((member) => {
    const kind = kindOf(member)
    return kind === 'any' || kinds.includes(kind) || (kind === 'int' && kinds.includes('number'))
  })

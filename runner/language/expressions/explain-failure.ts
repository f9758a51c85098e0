import type { ASTNode } from '@marcbachmann/cel-js'
import type { Scope } from '#domain/execution-graph.ts'
import { nameHint } from '#language/name-hint.ts'
import { celErrorOf, overloadText } from './cel-problem.ts'
import { keyOf, partsOf, pathOf, textOf } from './cel-tree.ts'
import type { CompiledExpression } from './compile-expression.ts'

/** Why an evaluation failed, in the words of the one who wrote the expression. */
export const explainFailure = (
  error: unknown,
  compiled: CompiledExpression,
  scope: Scope,
): { readonly message: string; readonly hint?: string } => {
  const { code, summary, start, end } = celErrorOf(error)
  const marked = compiled.source.slice(start, end)
  if (error instanceof RangeError && /call stack/.test(error.message)) {
    return { message: 'a value is nested too deeply to be looked at' }
  }
  switch (code) {
    case 'no_such_key':
      return explainAbsent(compiled, scope, { start, end }) ?? { message: summary }
    case 'index_out_of_bounds':
      return { message: `${marked || 'an index'} is beyond the end of the list` }
    case 'unsupported_type':
      // The library asks for the constructor of a value, and data may have a field of that name.
      return { message: 'it reads an object that has a field called "constructor"' }
    case 'unknown_variable':
      return { message: `"${marked}" is not known here` }
    case 'no_such_overload':
    case 'no_matching_overload':
      return { message: overloadText(summary) }
    default:
      return { message: summary.charAt(0).toLowerCase() + summary.slice(1) }
  }
}

/** Names the field that is absent, and those that are there. */
const explainAbsent = (
  { tree, source }: CompiledExpression,
  scope: Scope,
  range: { readonly start: number; readonly end: number },
): { readonly message: string; readonly hint?: string } | undefined => {
  if (tree === undefined) return undefined
  const access = findAccess(tree, range)
  if (access === undefined) return undefined
  const [owner] = partsOf(access)
  if (owner === undefined) return undefined
  const [, index] = partsOf(access)
  const key = keyOf(access) ?? (index === undefined ? '' : textOf(index))
  const owned = valueAt(owner, scope)
  const hint =
    typeof owned === 'object' && owned !== null ? nameHint(key, Object.keys(owned)) : undefined
  return {
    message: `there is no "${key}" in ${source.slice(owner.start, owner.end)}`,
    ...(hint === undefined ? {} : { hint }),
  }
}

const findAccess = (
  node: ASTNode,
  range: { readonly start: number; readonly end: number },
): ASTNode | undefined => {
  const isAccess = node.op === '.' || node.op === '[]'
  // The library marks an access by its last name, not by its beginning.
  if (isAccess && node.pos === range.start && node.end === range.end) return node
  for (const part of partsOf(node)) {
    const found = findAccess(part, range)
    if (found !== undefined) return found
  }
  return undefined
}

/** What a path of names leads to; undefined for anything that would need evaluation. */
const valueAt = (node: ASTNode, scope: Scope): unknown => {
  const path = pathOf(node)
  if (path === undefined || !path.whole) return undefined
  let value: unknown = scope
  for (const key of [path.root, ...path.keys]) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
    value = Reflect.get(value, key)
  }
  return value
}

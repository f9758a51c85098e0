import type { ASTNode } from '@marcbachmann/cel-js'
import type { Template } from '#domain/template.ts'
import { type AccessPath, bindingOf, isScopeName, partsOf, pathOf } from './cel-tree.ts'
import { type CompiledExpression, compileExpression } from './compile-expression.ts'

/** What an expression reads. Lists are without doubles, in the order of first use. */
export interface References {
  /** Dotted paths below `env`; `''`: the whole. */
  readonly env: readonly string[]
  /** `path` is dotted; `''`: the whole row. An empty `row`: all of them. */
  readonly steps: readonly { readonly row: string; readonly path: string }[]
  /** Names; `''`: the whole. So for the next three. */
  readonly inputs: readonly string[]
  readonly matrix: readonly string[]
  /** `REQ/NAME`. */
  readonly params: readonly string[]
  /** First-level fields. */
  readonly result: readonly string[]
  readonly cells: boolean
  readonly item: boolean
  readonly run: boolean
}

const known = new WeakMap<CompiledExpression, References>()

/** What an expression reads, from its syntax tree; nothing for one that does not parse. */
export const referencesOf = (source: string): References => {
  const compiled = compileExpression(source)
  const found = known.get(compiled)
  if (found !== undefined) return found
  const references = collect(compiled.tree === undefined ? [] : pathsOf(compiled.tree))
  known.set(compiled, references)
  return references
}

/** What all expressions of a template read, and the secrets it names. */
export const templateReferences = (
  template: Template,
): References & { readonly secrets: readonly string[] } => {
  const paths: AccessPath[] = []
  const secrets = new Set<string>()
  const visit = (part: Template): void => {
    if (part.kind === 'secret') secrets.add(part.name)
    for (const { source } of expressionsOf(part)) {
      const { tree } = compileExpression(source)
      if (tree !== undefined) paths.push(...pathsOf(tree))
    }
    if (part.kind === 'list') part.items.forEach(visit)
    if (part.kind === 'map') Object.values(part.entries).forEach(visit)
  }
  visit(template)
  return { ...collect(paths), secrets: [...secrets] }
}

/** Paths that an expression reads, variables of macros left out. */
export const pathsOf = (tree: ASTNode): readonly AccessPath[] => {
  const paths: AccessPath[] = []
  const visit = (node: ASTNode, bound: readonly string[]): void => {
    const path = pathOf(node)
    if (path !== undefined && isScopeName(path.root) && !bound.includes(path.root)) paths.push(path)
    const binding = bindingOf(node)
    if (binding !== undefined) {
      visit(binding.over, bound)
      for (const body of binding.bodies) visit(body, [...bound, binding.variable])
      return
    }
    if (path === undefined) for (const part of partsOf(node)) visit(part, bound)
    else visitIndexes(node, (index) => visit(index, bound))
  }
  visit(tree, [])
  return paths
}

/** Expressions in the brackets of a path: they read something of their own. */
const visitIndexes = (node: ASTNode, visit: (index: ASTNode) => void): void => {
  if (node.op === '[]' || node.op === '[?]') visit(node.args[1])
  const [owner] = partsOf(node)
  if (owner !== undefined) visitIndexes(owner, visit)
}

const expressionsOf = (part: Template): readonly { readonly source: string }[] => {
  if (part.kind === 'expression') return [part.expression]
  if (part.kind !== 'text') return []
  return part.parts.filter((piece) => typeof piece !== 'string')
}

const collect = (paths: readonly AccessPath[]): References => {
  const below = (root: string): readonly (readonly string[])[] =>
    paths.filter((path) => path.root === root).map((path) => path.keys)
  const firsts = (root: string): readonly string[] => unique(below(root).map(([key]) => key ?? ''))
  const rows = unique(below('steps').map((keys) => JSON.stringify(keys)))
  return {
    env: unique(below('env').map((keys) => keys.join('.'))),
    steps: rows.map((text) => {
      const [row = '', ...path]: string[] = JSON.parse(text)
      return { row, path: path.join('.') }
    }),
    inputs: firsts('inputs'),
    matrix: firsts('matrix'),
    params: firsts('params'),
    result: firsts('result'),
    cells: below('cells').length > 0,
    item: below('item').length > 0,
    run: below('run').length > 0,
  }
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]
